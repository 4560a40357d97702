"""Times of events in words: the clock on the wall in England, whatever happens to it."""

import datetime
from types import SimpleNamespace

import pytest
from django.utils import translation

from catalogue.events.event_facts import date_leaf, when_words
from catalogue.events.event_times import ask_by
from portal.core.clock import REGION_TIME

UTC = datetime.UTC


def date(start: str, end: str, zone: datetime.tzinfo = REGION_TIME) -> SimpleNamespace:
    return SimpleNamespace(
        start_at=datetime.datetime.fromisoformat(start).replace(tzinfo=zone),
        end_at=datetime.datetime.fromisoformat(end).replace(tzinfo=zone),
    )


@pytest.mark.parametrize(
    ("start", "end", "day", "times"),
    [
        ("2027-03-11T10:00", "2027-03-11T15:00", "Thursday 11 March 2027", "10am to 3pm"),
        ("2027-03-11T09:30", "2027-03-11T12:00", "Thursday 11 March 2027", "9:30am to midday"),
        ("2027-03-11T20:00", "2027-03-12T00:00", "Thursday 11 March 2027", "8pm to midnight"),
        (
            "2027-03-11T20:00",
            "2027-03-12T02:00",
            "Thursday 11 March 2027",
            "8pm to 2am the next day",
        ),
        (
            "2026-12-31T22:00",
            "2027-01-01T01:30",
            "Thursday 31 December 2026",
            "10pm to 1:30am the next day",
        ),
        (
            "2027-03-11T10:00",
            "2027-03-13T16:00",
            "Thursday 11 March 2027 to Saturday 13 March 2027",
            "from 10am on the first day to 4pm on the last",
        ),
        (
            "2027-03-11T00:00",
            "2027-03-13T00:00",
            "Thursday 11 March 2027 to Friday 12 March 2027",
            "from midnight on the first day to midnight on the last",
        ),
    ],
    ids=["one day", "half hours", "until midnight", "past midnight", "new year", "days", "whole"],
)
def test_when_says_day_and_hours(start: str, end: str, day: str, times: str) -> None:
    when = when_words(date(start, end))
    assert (when.day, when.times) == (day, times)


@pytest.mark.parametrize(
    ("start", "times"),
    [("2027-03-27T10:00", "10am to 1pm"), ("2027-03-29T09:00", "10am to 1pm")],
    ids=["winter", "summer"],
)
def test_a_moment_of_the_database_is_read_by_the_clock_in_england(start: str, times: str) -> None:
    moment = datetime.datetime.fromisoformat(start).replace(tzinfo=UTC)
    when = when_words(SimpleNamespace(start_at=moment, end_at=moment + datetime.timedelta(hours=3)))
    assert when.times == times


@pytest.mark.parametrize(
    ("start", "end", "times", "doors"),
    [
        ("2027-03-27T23:30", "2027-03-28T03:00", "11:30pm to 4am the next day", "11:15pm"),
        ("2027-03-28T01:05", "2027-03-28T03:00", "2:05am to 4am", "12:50am"),
        ("2026-10-25T01:05", "2026-10-25T03:00", "1:05am to 3am", "1:50am"),
    ],
    ids=[
        "across the spring change",
        "just after the spring change",
        "just after the autumn change",
    ],
)
def test_doors_open_by_the_clock_that_runs(start: str, end: str, times: str, doors: str) -> None:
    when = when_words(date(start, end, UTC), doors_minutes=15)
    assert (when.times, when.doors) == (times, doors)


def test_the_leaf_has_the_day_in_england_and_the_whole_date_for_readers() -> None:
    leaf = date_leaf(date("2027-07-31T23:30", "2027-08-01T02:00", UTC))
    assert (leaf.top, leaf.number, leaf.bottom) == ("August", "1", "Sunday")
    assert leaf.whole == "Sunday 1 August 2027"
    assert leaf.machine == "2027-08-01T00:30:00+01:00"


def test_the_day_to_ask_by_counts_days_of_the_calendar() -> None:
    assert ask_by(date("2027-04-05T10:00", "2027-04-05T12:00"), 14) == datetime.date(2027, 3, 22)


@pytest.mark.parametrize("language", ["ur", "pl"])
def test_other_languages_have_their_own_words(language: str) -> None:
    with translation.override(language):
        when = when_words(date("2027-03-11T10:00", "2027-03-11T15:00"))
    assert "Thursday" not in when.day
    assert "March" not in when.day
