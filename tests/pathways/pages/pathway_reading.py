"""What stands on the page of a pathway."""

import datetime
import re

from django.test import Client

from pathways.figures import DemandFigure
from tests.markup import folded

TODAY = datetime.date(2026, 11, 25)


def html_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return folded(response.content.decode())


def boxes_in(html: str) -> int:
    return html.count('class="m-box"')


def words_in(html: str) -> str:
    """Return the visible words of the main part, without the style of spaces."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def figure(sector, **values) -> DemandFigure:
    defaults = {
        "statement": "1,900 jobs are open in hospitals.",
        "value": 1900,
        "unit": "jobs",
        "geography": "West Midlands",
        "source_name": "A survey",
        "as_of_date": datetime.date(2026, 9, 1),
        "stale_after_date": datetime.date(2027, 9, 1),
        "says_wanted": True,
    }
    made = DemandFigure.objects.create(**{**defaults, **values})
    made.sectors.add(sector)
    return made
