"""The invented region of North Mercia, loaded from its upload files and indexed once."""

import datetime
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import time_machine as travel
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from portal.demo.services import load_region
from search import indexing
from search.reference import forget_reference, read_reference
from tests.search.demonstration import NOW, TODAY, Catalogue
from tests.search.judging.make_north_mercia import FILES, FOLDER, PROVIDERS

REGION = {
    "name": "North Mercia",
    "short_name": "North Mercia",
    "places_file": FOLDER / "places.csv",
}


def load_north_mercia(*, today: datetime.date) -> None:
    """Load the region's places and every provider's files, as its own staff would."""
    load_region(today=today)
    quiet = {"today": today, "stdout": io.StringIO()}
    call_command("import_lars", FILES / "learning_aims.csv", **quiet)
    for provider in PROVIDERS:
        of_provider = {"provider": provider.ukprn, "create_provider": provider.name, **quiet}
        for command, kind in (("import_venues", "venues"), ("import_courses", "courses")):
            call_command(command, FILES / f"{provider.slug}_{kind}.csv", **of_provider)
    call_command("import_vacancies", FILES / "vacancies.csv", source="north-mercia-jobs", **quiet)


@contextmanager
def undone() -> Iterator[None]:
    """Throw every row away at the end: only the index stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def built_north_mercia(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Catalogue:
    directory: Path = tmp_path_factory.mktemp("north_mercia")
    search = {**django_settings.SEARCH, "embedded_directory": directory}
    with (
        django_db_blocker.unblock(),
        travel.travel(NOW, tick=False),
        override_settings(SEARCH=search, REGION={**django_settings.REGION, **REGION}),
        undone(),
    ):
        load_north_mercia(today=TODAY)
        indexing.rebuild(today=TODAY)
        built = Catalogue(directory, indexing.get_engine(), read_reference())
    forget_reference()
    return built


@pytest.fixture
def region_in_use(own_index_directory: None, settings, time_machine) -> Callable[[Catalogue], None]:
    """Search a region: `region_in_use(catalogue)`, as often as a test changes it."""
    time_machine.move_to(NOW)

    def use(built: Catalogue) -> None:
        settings.SEARCH = {**settings.SEARCH, "embedded_directory": built.directory}

    return use


@pytest.fixture(params=["demonstration", "north_mercia"])
def judged_region(request: pytest.FixtureRequest, region_in_use) -> tuple[str, Catalogue]:
    """Each region that has a judged list, with its name."""
    built: Catalogue = request.getfixturevalue(f"built_{request.param}")
    region_in_use(built)
    return request.param, built
