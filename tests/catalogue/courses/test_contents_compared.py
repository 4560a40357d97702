"""Differences of contents in words, and joining what two sides changed."""

import copy

import pytest

from catalogue.courses.contents import (
    blank_run,
    content_of,
    differences,
    merge,
)
from tests.catalogue.courses.whole_contents import full_content, write
from tests.factories import (
    VenueFactory,
)

pytestmark = pytest.mark.django_db


def test_differences_are_in_words(venue) -> None:
    before = content_of(write(full_content(venue), provider=venue.provider))
    after = copy.deepcopy(before)
    other = VenueFactory(provider=venue.provider, name="Tipton hall")
    after["title"] = "Welding"
    after["needs"] = ["CHILDCARE", "SMALL_GROUP"]
    after["runs"][0] |= {"cost_pence": 0, "venue": other.pk, "start_date": "2027-01-25"}
    after["runs"][0] |= {"start_time": "09:30", "duration": 6}
    number = before["runs"][0]["id"]

    found = {one.path: (one.label, one.before, one.after) for one in differences(before, after)}

    assert found == {
        "title": ("Course name", "Welding for beginners", "Welding"),
        "needs": ("What it offers", "Small group", "Childcare, Small group"),
        f"runs.{number}.start_date": ("Starts", "18 January 2027", "25 January 2027"),
        f"runs.{number}.start_time": ("From", "6pm", "9:30am"),
        f"runs.{number}.duration": ("Length", "10 weeks", "6 weeks"),
        f"runs.{number}.venue": ("Venue", "Walsall campus", "Tipton hall"),
        f"runs.{number}.cost_pence": ("Price", "£295", "Free"),
    }


def test_new_and_removed_dates_are_told_whole(venue) -> None:
    before = content_of(write(full_content(venue), provider=venue.provider))
    after = copy.deepcopy(before)
    after["runs"] = [{**blank_run(), "delivery_mode": "ONLINE", "is_flexible_start": True}]

    found = [(one.label, one.before, one.after) for one in differences(before, after)]

    assert found == [
        (
            "Date taken out",
            "18 January 2027, Monday, 6pm – 8pm, Walsall campus, £295",
            "",
        ),
        ("New date", "", "Start when you like, Online"),
    ]


def test_the_same_content_has_no_difference(venue) -> None:
    content = content_of(write(full_content(venue), provider=venue.provider))
    assert differences(content, copy.deepcopy(content)) == []


def test_what_one_side_alone_changed_is_joined(venue) -> None:
    base = content_of(write(full_content(venue), provider=venue.provider))
    ours, theirs = copy.deepcopy(base), copy.deepcopy(base)
    ours["title"] = "Welding"
    ours["runs"][0]["places_left"] = 0
    ours["runs"].append({**blank_run(), "key": "a", "delivery_mode": "ONLINE"})
    theirs["level"] = "LEVEL_2"
    theirs["runs"][0]["cost_pence"] = 0

    merged = merge(base, ours, theirs)

    assert merged.conflicts == []
    assert (merged.content["title"], merged.content["level"]) == ("Welding", "LEVEL_2")
    first, second = merged.content["runs"]
    assert (first["places_left"], first["cost_pence"]) == (0, 0)
    assert second["delivery_mode"] == "ONLINE"


def test_what_both_sides_changed_is_a_conflict_until_somebody_decides(venue) -> None:
    base = content_of(write(full_content(venue), provider=venue.provider))
    number = base["runs"][0]["id"]
    ours, theirs = copy.deepcopy(base), copy.deepcopy(base)
    ours["title"], theirs["title"] = "Welding one", "Welding two"
    ours["runs"][0]["cost_pence"], theirs["runs"][0]["cost_pence"] = 0, 5000
    paths = ["title", f"runs.{number}.cost_pence"]

    assert [one.path for one in merge(base, ours, theirs).conflicts] == paths
    merged = merge(base, ours, theirs, prefer={paths[0]: "ours", paths[1]: "theirs"})

    assert merged.conflicts == []
    assert merged.content["title"] == "Welding one"
    assert merged.content["runs"][0]["cost_pence"] == 5000


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_a_date_that_one_side_took_out_and_the_other_changed_is_a_conflict(venue, side) -> None:
    base = content_of(write(full_content(venue), provider=venue.provider))
    path = f"runs.{base['runs'][0]['id']}"
    ours, theirs = copy.deepcopy(base), copy.deepcopy(base)
    ours["runs"] = []
    theirs["runs"][0]["cost_pence"] = 0

    assert [one.path for one in merge(base, ours, theirs).conflicts] == [path]
    kept = merge(base, ours, theirs, prefer={path: side}).content["runs"]

    assert [run["cost_pence"] for run in kept] == ([] if side == "ours" else [0])


def test_a_run_that_a_file_made_anew_is_still_the_same_date(venue) -> None:
    base = content_of(write(full_content(venue), provider=venue.provider))
    ours, theirs = copy.deepcopy(base), copy.deepcopy(base)
    ours["runs"][0]["places_left"] = 0
    theirs["runs"][0]["id"] += 1000

    merged = merge(base, ours, theirs)

    assert merged.conflicts == []
    assert [(run["id"], run["places_left"]) for run in merged.content["runs"]] == [
        (theirs["runs"][0]["id"], 0)
    ]
