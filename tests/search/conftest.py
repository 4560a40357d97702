"""The demonstration region and generated listings, each indexed once for a session."""

from dataclasses import replace

import pytest
import time_machine as travel
from django.conf import settings as django_settings
from django.db import transaction
from django.test import override_settings

from portal.demo import services as demo
from search import indexing
from search.reference import forget_reference, read_reference
from search.suggest import entries
from tests.search.demonstration import NOW, TODAY, Catalogue, build_index
from tests.search.generated_listings import generated_listings


@pytest.fixture(scope="session")
def built_demonstration(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Catalogue:
    """Seed and index inside a transaction that is undone at once: only the index stays."""
    directory = tmp_path_factory.mktemp("demonstration")
    search = {**django_settings.SEARCH, "embedded_directory": directory}
    with (
        django_db_blocker.unblock(),
        travel.travel(NOW, tick=False),
        override_settings(SEARCH=search),
        transaction.atomic(),
    ):
        demo.seed(today=TODAY)
        indexing.rebuild(today=TODAY)
        engine, reference = indexing.get_engine(), read_reference()
        suggestions = tuple(entries(engine, reference, TODAY))
        transaction.set_rollback(True)
    forget_reference()
    return Catalogue(directory, engine, reference, suggestions)


@pytest.fixture(scope="session")
def built_generated(
    built_demonstration: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> Catalogue:
    """Index generated listings in the demonstration's places, with its subjects and providers."""
    directory = tmp_path_factory.mktemp("generated")
    documents = generated_listings(built_demonstration.courses)
    engine = build_index(directory, documents)
    return replace(built_demonstration, directory=directory, engine=engine, suggestions=())


def _in_use(catalogue: Catalogue, settings, time_machine) -> Catalogue:
    time_machine.move_to(NOW)
    settings.SEARCH = {**settings.SEARCH, "embedded_directory": catalogue.directory}
    return catalogue


@pytest.fixture
def demonstration(
    built_demonstration: Catalogue, own_index_directory: None, settings, time_machine
) -> Catalogue:
    """Search the demonstration region."""
    return _in_use(built_demonstration, settings, time_machine)


@pytest.fixture(params=["demonstration", "generated"])
def catalogue(
    request: pytest.FixtureRequest, own_index_directory: None, settings, time_machine
) -> Catalogue:
    """Search the demonstration region, and then generated listings."""
    built: Catalogue = request.getfixturevalue(f"built_{request.param}")
    return _in_use(built, settings, time_machine)
