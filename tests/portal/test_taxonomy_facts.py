"""Checks of the sector and subject table and of the invented organisations."""

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from portal.core.geo import Point, distance_miles

PORTAL_DIR = Path(__file__).resolve().parents[2] / "portal"
MOTIFS = ["HEALTH", "CARE", "DIGITAL", "MAKING", "BUILD", "MOVE", "FOOD", "OFFICE"]
VENUE_RADIUS_MILES = 0.94  # 1.5 km
# Numbers that Ofcom keeps free for drama.
DRAMA_PHONE = r"0121 496 0\d{3}|01632 960\d{3}|07700 900\d{3}|0808 157 0\d{3}"
ACCESS_QUESTIONS = [
    "step_free_entrance",
    "lift",
    "accessible_toilet",
    "hearing_loop",
    "quiet_space",
    "prayer_room",
    "parking",
    "blue_badge_parking",
]


def read_toml(name: str) -> dict[str, Any]:
    return tomllib.loads((PORTAL_DIR / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def taxonomy() -> dict[str, Any]:
    return read_toml("core/data/taxonomy.toml")


@pytest.fixture(scope="module")
def organisations() -> list[dict[str, Any]]:
    return list(read_toml("demo/data/organisations.toml")["organisation"])


@pytest.fixture(scope="module")
def venues(organisations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [venue for row in organisations for venue in row.get("venue", [])]


def test_the_eight_sectors_each_have_their_drawing(taxonomy: dict[str, Any]) -> None:
    assert [row["motif"] for row in taxonomy["sector"]] == MOTIFS


def test_every_sector_and_subject_is_named_in_three_languages(taxonomy: dict[str, Any]) -> None:
    for row in taxonomy["sector"] + taxonomy["subject"]:
        assert len({row["name"], row["pl"], row["ur"]}) == 3, row["slug"]
        assert re.search(r"[\u0600-\u06ff]", row["ur"]), row["slug"]


def test_every_subject_belongs_to_a_known_sector_or_to_none(taxonomy: dict[str, Any]) -> None:
    sectors = {row["slug"] for row in taxonomy["sector"]}
    assert {row["sector"] for row in taxonomy["subject"]} <= {*sectors, ""}


def test_a_title_word_gives_one_subject_only(taxonomy: dict[str, Any]) -> None:
    counts = Counter(word for row in taxonomy["subject"] for word in row["title_words"])
    assert [word for word, count in counts.items() if count > 1 or word != word.lower()] == []


def test_subject_area_codes_have_the_national_shape(taxonomy: dict[str, Any]) -> None:
    for row in taxonomy["subject"]:
        for code in row["ssa_tier2_codes"]:
            assert re.fullmatch(r"(0[1-9]|1[0-5])\.[1-5]", code), (row["slug"], code)


def test_every_invented_organisation_says_that_it_is_one(
    organisations: list[dict[str, Any]],
) -> None:
    for row in organisations:
        assert row["name"].endswith(" (demo)")
        assert re.fullmatch(DRAMA_PHONE, row["phone"]), row["key"]
        assert row["email"].endswith("@example.org")
        assert row["website"].startswith("https://example.org/")
        assert re.fullmatch(r"199999\d\d|", row["ukprn"]), row["key"]


def test_keys_and_points_of_venues_are_all_different(venues: list[dict[str, Any]]) -> None:
    assert len({row["key"] for row in venues}) == len(venues)
    assert len({(row["latitude"], row["longitude"]) for row in venues}) == len(venues)


def test_a_venue_stands_near_the_middle_of_its_outward_code(venues: list[dict[str, Any]]) -> None:
    table = PORTAL_DIR / "core" / "data" / "west_midlands_places.csv"
    with table.open(encoding="utf-8", newline="") as file:
        codes = {
            row["name"]: Point(float(row["latitude"]), float(row["longitude"]))
            for row in csv.DictReader(file)
        }
    for row in venues:
        centre = codes[row["postcode"].split()[0]]
        away = distance_miles(centre, Point(row["latitude"], row["longitude"]))
        assert away < VENUE_RADIUS_MILES, row["key"]


def test_every_access_question_has_an_answer(venues: list[dict[str, Any]]) -> None:
    for row in venues:
        assert {row[question] for question in ACCESS_QUESTIONS} <= {"YES", "NO", "UNKNOWN"}
