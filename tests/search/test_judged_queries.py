"""Queries to think with, each with what must be true on the demonstration."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from search.forms import SearchForm
from search.ways_out import ways_out
from tests.search.demonstration import Catalogue

# Cells with several values hold them between " | ". ``must_find``: parts of titles, each of which
# stands in one of the ``top`` first. ``must_not_find``: a part that stands in no title of the
# first page. ``chips``: all that is understood. Letters count: "eam leader" is either "Team".
FILE = Path(__file__).parent / "data" / "judged_queries.csv"
PAGE = 20
LEAST_WAYS = 3


def _rows() -> Iterator[object]:
    with FILE.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            yield pytest.param(row, id=f"{number} {row['query']} {row['near']}".strip())


def _values(cell: str) -> list[str]:
    return [value for value in cell.split(" | ") if value]


@pytest.mark.parametrize("row", list(_rows()))
def test_a_judged_query_finds_what_it_must(demonstration: Catalogue, row: dict[str, str]) -> None:
    asked = SearchForm(q=row["query"], near=row["near"])
    outcome = demonstration.find(asked, page_size=PAGE)
    titles = [hit.document.title for hit in outcome.results.hits]
    first = titles[: int(row["top"])]

    missing = [part for part in _values(row["must_find"]) if not any(part in it for it in first)]
    assert not missing, first
    wrong = [it for it in titles if any(part in it for part in _values(row["must_not_find"]))]
    assert not wrong
    chips = {f"{chip.name}={chip.value}" for chip in outcome.asked.understood}
    assert chips == set(_values(row["chips"]))
    if not titles:
        ways = ways_out(outcome.asked, demonstration.engine)
        assert len(ways) >= LEAST_WAYS
        assert all(way.number > 0 for way in ways)


def test_each_row_says_something_of_its_own() -> None:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 60
    said = [tuple(row.values()) for row in rows]
    assert len(set(said)) == len(said)
    assert all(
        row["must_find"] or row["must_not_find"] or row["chips"] or row["note"] for row in rows
    )
