"""A list of the whole country, of which a region wants its own part."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from catalogue.vacancies.models import Vacancy
from tests.catalogue.feeds.vacancy_files import advert, counts, load_paths, page, write

pytestmark = pytest.mark.django_db
WALSALL = {"addressLine1": "1 Oak Lane", "addressLine3": "Walsall", "postcode": "WS1 1AA"}
TRURO = {"addressLine1": "1 Quay Street", "addressLine3": "Truro", "postcode": "TR1 2AA"}
NEWPORT = {"addressLine1": "1 High Street", "addressLine3": "Walsall", "postcode": "TR9 9AA"}


@pytest.fixture
def region() -> None:
    call_command("import_places", "portal/core/data/west_midlands_places.csv", json=True)


def country() -> dict[str, Any]:
    return page(
        advert("1", addresses=[WALSALL]),
        advert("2", addresses=[TRURO, WALSALL]),
        advert("3", addresses=[TRURO], isNationalVacancy=True),
        advert("4", addresses=[]),
        advert("5", addresses=[TRURO], startDate="2026-12-01", ukprn="12"),
        advert("6", addresses=[TRURO], closingDate=None),
        advert("7", addresses=[NEWPORT]),
    )


def test_elsewhere_is_counted_and_not_told(tmp_path: Path, region: None) -> None:
    [report] = load_paths([write(tmp_path, country())], is_region_only=True)

    assert set(Vacancy.objects.values_list("reference", flat=True)) == {"1", "2", "3", "4"}
    assert counts([report]) == {"added": 4, "outside": 2}
    read, loaded, held = report.rows_read, report.rows_loaded, report.rows_held
    assert (read, loaded, held, report.rows_outside) == (7, 4, 0, 3)
    assert report.exit_status == 0
    assert {one["code"] for one in report.issues} == {"VACANCY_PLACE_MISSING"}
    assert "3 outside the region." in report.as_words()
    assert report.head()["rows_outside"] == 3


def test_all_of_it_is_loaded_when_nobody_asks_for_the_region(tmp_path: Path, region: None) -> None:
    [report] = load_paths([write(tmp_path, country())])

    assert counts([report]) == {"added": 6}
    assert (report.rows_held, report.rows_outside) == (1, 0)


def test_a_whole_list_of_the_region_takes_elsewhere_away(tmp_path: Path, region: None) -> None:
    path = write(tmp_path, country())
    load_paths([path])

    reports = load_paths([path], is_region_only=True, is_full=True)

    assert counts(reports) == {"unchanged": 4, "outside": 2, "withdrawn": 2}
    live = Vacancy.objects.filter(status="LIVE").values_list("reference", flat=True)
    assert set(live) == {"1", "2", "3", "4"}


def test_without_councils_nothing_is_loaded(tmp_path: Path) -> None:
    path = write(tmp_path, country())

    with pytest.raises(CommandError, match="import_places"):
        call_command("import_vacancies", path, "--source", "list", "--region-only")

    assert not Vacancy.objects.exists()
