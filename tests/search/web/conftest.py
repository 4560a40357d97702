"""The demonstration region, indexed once for a module of tests."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from search.criteria import Criteria, read_criteria
from search.forms import SearchForm
from search.reference import forget_reference, get_reference
from search.suggest import forget_suggestions
from tests.search.web.pages import Page, query_dict
from tests.seeded_index import seeded_index

TODAY = datetime.date(2026, 11, 25)
NOW = datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def index_directory(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """Seed and index inside one transaction that is undone after the module."""
    directory = tmp_path_factory.mktemp("index")
    with django_db_blocker.unblock(), seeded_index(directory, now=NOW):
        yield directory


@pytest.fixture(autouse=True)
def seeded(index_directory: Path, own_index_directory: None, settings, time_machine, db) -> None:
    """Every test here searches the demonstration on the same morning."""
    time_machine.move_to(NOW)
    settings.SEARCH = {**settings.SEARCH, "embedded_directory": index_directory}
    cache.clear()
    forget_reference()
    forget_suggestions()


@pytest.fixture
def get(client: Client) -> Callable[..., Page]:
    """Fetch a page as a browser does, redirects too: ``get("/search/?q=care")``."""

    def fetch(url: str, **options) -> Page:
        return Page(client.get(url, follow=True, **options))

    return fetch


@pytest.fixture
def criteria() -> Callable[[str], Criteria]:
    """Read a query string: ``criteria("q=care&near=Walsall")``."""

    def read(query: str) -> Criteria:
        form = SearchForm.read(query_dict(query))
        return read_criteria(form, reference=get_reference(), today=TODAY, language="en-gb")

    return read
