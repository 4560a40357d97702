"""How tests read a page: its markup on one line, its words without markup, its data blocks."""

import html
import json
import re
from typing import Any

from tests.markup import folded


def html_of(client: Any, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return folded(response.content.decode())


def text_of(markup: str) -> str:
    main = markup.split("<main", 1)[1].split("</main>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", "<main" + main)))


def data_of(markup: str) -> list[dict[str, Any]]:
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', markup)
    return [json.loads(block) for block in blocks]
