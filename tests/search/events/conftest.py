"""A few events in an index of their own, on a Wednesday at noon."""

import datetime
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from search import indexing
from search.criteria import Criteria, read_criteria
from search.forms import SearchForm
from search.moments import minute_of
from search.reference import forget_reference, get_reference
from search.suggest import forget_suggestions
from tests.event_factories import NOW
from tests.search.web.pages import Page, query_dict

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def noon(time_machine, db) -> None:
    time_machine.move_to(NOW.astimezone(datetime.UTC), tick=False)
    cache.clear()
    forget_reference()
    forget_suggestions()


@pytest.fixture
def index() -> Callable[[], None]:
    """Build the index of what a test has made."""

    def build() -> None:
        indexing.rebuild(today=TODAY)
        forget_reference()
        cache.clear()

    return build


@pytest.fixture
def get(client: Client) -> Callable[..., Page]:
    def fetch(url: str, **options) -> Page:
        return Page(client.get(url, follow=True, **options))

    return fetch


@pytest.fixture
def criteria() -> Callable[..., Criteria]:
    """Read a query string at a moment: ``criteria("near=Walsall", now=NOW)``."""

    def read(query: str, *, now: datetime.datetime = NOW, list_of: str = "event") -> Criteria:
        return read_criteria(
            SearchForm.read(query_dict(query)),
            reference=get_reference(),
            today=now.date(),
            language="en-gb",
            minute=minute_of(now),
            list_of=list_of,
        )

    return read
