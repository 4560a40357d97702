"""Reading a course page as a visitor or a machine does."""

import datetime
import json
import re

from django.test import Client

from catalogue.courses.models import Course
from tests.factories import (
    TODAY,
)
from tests.markup import folded


def days(number: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=number)


def page_of(client: Client, course: Course, *, status: int = 200, **more) -> str:
    response = client.get(course.get_absolute_url(), **more)
    assert response.status_code == status
    return folded(response.content.decode())


def words_of(page: str) -> str:
    """Return the page's visible words, in one line."""
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def data_of(page: str) -> dict[str, dict]:
    """Return the data blocks of a page by type."""
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return {block["@type"]: block for block in map(json.loads, blocks)}
