"""Which courses stood on a page of results, for the numbers that their providers see."""

from collections.abc import Iterator

from django.http import HttpRequest

from catalogue.courses.counting import note_shown
from search.results_page import ResultsPage


def note_courses(request: HttpRequest, page: ResultsPage) -> None:
    """Count each course on a page, near matches too, once."""
    note_shown(request, dict.fromkeys(_ids(page)), today=page.asked.today)


def _ids(page: ResultsPage) -> Iterator[int]:
    documents = [hit.document for hit in page.hits]
    documents += [near.hit.document for near in page.outcome.near_hits]
    for document in documents:
        kind, _, number = document.id.partition(":")
        if kind == "course":
            yield int(number)
