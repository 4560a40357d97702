"""The West Midlands as plain data, read from the tables that seed the region."""

import csv
from functools import cache
from pathlib import Path

from search.place_facts import PlaceFact
from search.places import Gazetteer

DATA = Path(__file__).resolve().parents[2] / "portal" / "core" / "data"


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@cache
def place_facts() -> tuple[PlaceFact, ...]:
    return tuple(
        PlaceFact(
            slug=row["slug"],
            name=row["name"],
            kind=row["kind"],
            parent=row["parent"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            aliases=_split(row["aliases"]),
            members=_split(row["members"]),
        )
        for row in _rows("west_midlands_places.csv")
    )


@cache
def gazetteer() -> Gazetteer:
    areas = {row["area"]: row["post_town_area"] for row in _rows("postcode_areas.csv")}
    return Gazetteer(place_facts(), areas)
