"""Checks of the place tables that carry the region: names, parents, points."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

import pytest

DATA_DIR = Path(__file__).resolve().parents[2] / "portal" / "core" / "data"
KINDS = ["REGION", "COMBINED_AUTHORITY", "COUNCIL", "TOWN", "NEIGHBOURHOOD", "OUTWARD_CODE"]
COUNCILS = {
    "birmingham": "E08000025",
    "coventry": "E08000026",
    "dudley": "E08000027",
    "sandwell": "E08000028",
    "solihull": "E08000029",
    "walsall": "E08000030",
    "wolverhampton": "E08000031",
}
POSTCODE_AREAS = 124

Row = dict[str, str]


def read_table(name: str) -> list[Row]:
    with (DATA_DIR / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def places() -> list[Row]:
    return read_table("west_midlands_places.csv")


@pytest.fixture(scope="module")
def by_slug(places: list[Row]) -> dict[str, Row]:
    return {row["slug"]: row for row in places}


def of_kind(places: list[Row], kind: str) -> list[Row]:
    return [row for row in places if row["kind"] == kind]


def distance_km(one: Row, other: Row) -> float:
    """Great-circle distance of two rows, in kilometres."""
    lat_1, lat_2 = radians(float(one["latitude"])), radians(float(other["latitude"]))
    lon_1, lon_2 = radians(float(one["longitude"])), radians(float(other["longitude"]))
    half = sin((lat_2 - lat_1) / 2) ** 2 + cos(lat_1) * cos(lat_2) * sin((lon_2 - lon_1) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(half))


def ancestors(row: Row, by_slug: dict[str, Row]) -> Iterator[Row]:
    while row["parent"]:
        row = by_slug[row["parent"]]
        yield row


def test_every_slug_is_unique_and_well_formed(places: list[Row]) -> None:
    counts = Counter(row["slug"] for row in places)
    assert [slug for slug, count in counts.items() if count > 1] == []
    assert [slug for slug in counts if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


def test_every_kind_is_known_and_present(places: list[Row]) -> None:
    assert {row["kind"] for row in places} == set(KINDS)


def test_every_parent_stands_before_its_children(places: list[Row]) -> None:
    seen: set[str] = set()
    for row in places:
        if row["parent"]:
            assert row["parent"] in seen, f"{row['slug']}: parent {row['parent']} comes later"
        else:
            assert row["kind"] == "REGION"
        seen.add(row["slug"])


def test_every_row_has_its_source_and_date(places: list[Row]) -> None:
    for row in places:
        assert row["source"], row["slug"]
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["source_date"]), row["slug"]


def test_every_point_lies_in_the_region_with_four_decimals(places: list[Row]) -> None:
    for row in places:
        assert re.fullmatch(r"\d{2}\.\d{4}", row["latitude"]), row["slug"]
        assert re.fullmatch(r"-\d\.\d{4}", row["longitude"]), row["slug"]
        assert 52.0 < float(row["latitude"]) < 52.8, row["slug"]
        assert -2.5 < float(row["longitude"]) < -1.2, row["slug"]


def test_the_seven_councils_have_their_official_codes(places: list[Row]) -> None:
    assert {row["slug"]: row["ons_code"] for row in of_kind(places, "COUNCIL")} == COUNCILS


def test_the_outward_codes_are_all_there(places: list[Row]) -> None:
    codes = {row["name"] for row in of_kind(places, "OUTWARD_CODE")}
    assert 140 <= len(codes) <= 150
    assert {"B1", "B10", "B5", "B12", "B98", "CV1", "CV8", "DY1", "WS10", "WV14"} <= codes
    assert all(row["slug"] == row["name"].lower() for row in of_kind(places, "OUTWARD_CODE"))


def test_an_outward_code_is_near_its_council(places: list[Row], by_slug: dict[str, Row]) -> None:
    inside = [r for r in of_kind(places, "OUTWARD_CODE") if r["parent"] in COUNCILS]
    far = {r["slug"]: distance_km(r, by_slug[r["parent"]]) for r in inside}
    assert len(inside) > 80
    assert {slug: km for slug, km in far.items() if km > 25} == {}


def test_an_outward_code_outside_the_councils_belongs_to_the_region(places: list[Row]) -> None:
    parents = {row["parent"] for row in of_kind(places, "OUTWARD_CODE")}
    assert parents == {*COUNCILS, "west-midlands"}


@pytest.mark.parametrize("kind", ["TOWN", "NEIGHBOURHOOD"])
def test_a_town_or_neighbourhood_is_near_its_council(
    kind: str, places: list[Row], by_slug: dict[str, Row]
) -> None:
    for row in of_kind(places, kind):
        if row["members"]:
            continue
        assert row["parent"] in COUNCILS, row["slug"]
        assert distance_km(row, by_slug[row["parent"]]) < 20, row["slug"]


@pytest.mark.parametrize(
    ("code", "council"),
    [
        ("b17", "birmingham"),
        ("b66", "sandwell"),
        ("b63", "dudley"),
        ("b91", "solihull"),
        ("cv6", "coventry"),
        ("ws1", "walsall"),
        ("wv13", "walsall"),
        ("wv14", "wolverhampton"),
        ("dy4", "sandwell"),
        ("dy10", "west-midlands"),
    ],
)
def test_an_outward_code_has_its_majority_council(
    code: str, council: str, by_slug: dict[str, Row]
) -> None:
    assert by_slug[code]["parent"] == council


def test_both_willenhalls_stand_under_their_own_council(places: list[Row]) -> None:
    found = {
        row["slug"]: (row["kind"], row["parent"]) for row in places if row["name"] == "Willenhall"
    }
    assert found == {
        "willenhall-walsall": ("TOWN", "walsall"),
        "willenhall-coventry": ("NEIGHBOURHOOD", "coventry"),
    }


def test_no_other_name_or_alias_means_two_places(places: list[Row]) -> None:
    counts: Counter[str] = Counter()
    for row in places:
        words = {row["name"], *filter(None, row["aliases"].split("|"))}
        counts.update({word.casefold() for word in words})
    assert [word for word, count in counts.items() if count > 1] == ["willenhall"]


def test_brum_means_birmingham(by_slug: dict[str, Row]) -> None:
    assert "Brum" in by_slug["birmingham"]["aliases"].split("|")


def test_areas_made_of_councils_name_them(by_slug: dict[str, Row], places: list[Row]) -> None:
    assert by_slug["black-country"]["members"].split("|") == [
        "dudley",
        "sandwell",
        "walsall",
        "wolverhampton",
    ]
    authority = by_slug["west-midlands-combined-authority"]
    assert authority["members"].split("|") == list(COUNCILS)
    assert {r["slug"] for r in places if r["members"]} == {authority["slug"], "black-country"}


def test_every_council_place_leads_up_to_the_region(
    places: list[Row], by_slug: dict[str, Row]
) -> None:
    for row in places[1:]:
        assert list(ancestors(row, by_slug))[-1]["slug"] == "west-midlands"


def test_the_postcode_areas_cover_the_country() -> None:
    areas = read_table("postcode_areas.csv")
    names = {row["area"]: row["post_town_area"] for row in areas}
    assert len(areas) == len(names) == POSTCODE_AREAS
    assert all(re.fullmatch(r"[A-Z]{1,2}", area) and name for area, name in names.items())
    assert (names["WF"], names["LS"], names["SW"], names["EH"]) == (
        "Wakefield",
        "Leeds",
        "London",
        "Edinburgh",
    )
