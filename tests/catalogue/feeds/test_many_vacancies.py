"""Vacancies by the hundred: the number of queries follows the batches, not the vacancies."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.feeds.vacancy_writing import BATCH
from catalogue.vacancies.models import Vacancy
from tests.catalogue.feeds.vacancy_files import advert, counts, load_paths, page, write

pytestmark = pytest.mark.django_db


def load(tmp_path: Path, *, source: str, number: int, **changes: object) -> tuple[int, dict]:
    adverts = [
        advert(str(1_000_700_000 + n), title=f"Apprentice Carpenter {n}", **changes)
        for n in range(number)
    ]
    path = write(tmp_path, page(*adverts))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        reports = load_paths([path], source=source)
    return len(queries), counts(reports)


@pytest.mark.parametrize("extra", [0, BATCH - 1], ids=["one batch", "nearly two batches"])
def test_queries_follow_the_batches(tmp_path: Path, extra: int) -> None:
    words = {"description": "Other words for everybody."}
    first, second = 1 + extra, BATCH + 1 + extra
    found = {}
    for number in (first, second):
        source = f"source-{number}"
        new, changes = load(tmp_path, source=source, number=number)
        assert changes == {"added": number}
        same, changes = load(tmp_path, source=source, number=number)
        assert changes == {"unchanged": number}
        changed, changes = load(tmp_path, source=source, number=number, **words)
        assert changes == {"changed": number}
        found[number] = {"new": new, "same": same, "changed": changed}

    added = {name: found[second][name] - found[first][name] for name in found[first]}
    # A batch of 200: read vacancies and places, note the day; insert or update in parts; announce.
    assert added["same"] <= 4, found
    assert added["new"] <= 20, found
    assert added["changed"] <= 14, found


def test_two_thousand_pages_are_one_load(tmp_path: Path) -> None:
    paths = [
        write(tmp_path, page(advert(str(1_000_700_000 + n)), total=2000), name=f"page {n}.json")
        for n in range(2000)
    ]

    reports = load_paths(paths, is_full=True)

    assert counts(reports) == {"added": 2000}
    assert {report.exit_status for report in reports} == {0}
    assert Vacancy.objects.count() == 2000
