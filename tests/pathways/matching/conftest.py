"""The demonstration with all its careers, indexed once for a session."""

import pytest
import time_machine as travel
from django.conf import settings as django_settings
from django.db import transaction
from django.test import override_settings

from pathways.content_files import read_content
from portal.demo.editorial import seed_editorial
from portal.demo.services import seed
from search import indexing
from search.builders import programme, role
from search.documents import ListingDocument
from search.reference import forget_reference, read_reference
from tests.search.demonstration import NOW, TODAY, Catalogue


@pytest.fixture(scope="session")
def careers_index(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Catalogue, list[ListingDocument]]:
    """Seed and index inside a transaction that is undone at once: only the index stays."""
    directory = tmp_path_factory.mktemp("careers")
    search = {**django_settings.SEARCH, "embedded_directory": directory}
    with (
        django_db_blocker.unblock(),
        travel.travel(NOW, tick=False),
        override_settings(SEARCH=search),
        transaction.atomic(),
    ):
        seed(today=TODAY)
        seed_editorial(TODAY)
        indexing.rebuild(today=TODAY)
        engine, reference = indexing.get_engine(), read_reference()
        pages = [*role.documents(today=TODAY), *programme.documents(today=TODAY)]
        transaction.set_rollback(True)
    forget_reference()
    return Catalogue(directory, engine, reference), pages


@pytest.fixture
def careers(
    careers_index: tuple[Catalogue, list[ListingDocument]],
    own_index_directory: None,
    settings,
    time_machine,
) -> Catalogue:
    """Search the demonstration with its careers."""
    catalogue = careers_index[0]
    time_machine.move_to(NOW)
    settings.SEARCH = {**settings.SEARCH, "embedded_directory": catalogue.directory}
    return catalogue


@pytest.fixture
def career_pages(careers_index: tuple[Catalogue, list[ListingDocument]]) -> list[ListingDocument]:
    """All documents of roles and schemes, in English."""
    return [page for page in careers_index[1] if page.language == "en-gb"]


@pytest.fixture(scope="session")
def content_slugs() -> set[str]:
    return set(read_content().roles)
