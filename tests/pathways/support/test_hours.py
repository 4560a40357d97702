"""Opening hours in words, at a moment."""

import datetime

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.support.hours import Closure, Interval, Now, open_today, week_rows

# 25 November 2026 is a Wednesday.
WEDNESDAY = datetime.date(2026, 11, 25)
NINE, NOON, ONE, FIVE = (datetime.time(hour) for hour in (9, 12, 13, 17))
WEEK = [
    Interval(0, NINE, FIVE),
    Interval(2, NINE, NOON),
    Interval(2, ONE, FIVE, "drop in"),
    Interval(4, NINE, FIVE),
]


def at(hour: int, minute: int = 0, *, day: datetime.date = WEDNESDAY) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour, minute))


@pytest.mark.parametrize(
    ("moment", "now", "words"),
    [
        (at(8), Now.LATER_TODAY, "Opens today, 9am to midday"),
        (at(9), Now.OPEN, "Open now, until midday"),
        (at(12), Now.LATER_TODAY, "Opens today, 1pm to 5pm (drop in)"),
        (at(16, 59), Now.OPEN, "Open now, until 5pm (drop in)"),
        (at(17), Now.CLOSED, "Closed now Opens Friday, 9am"),
        (at(9, day=datetime.date(2026, 11, 26)), Now.CLOSED, "Closed today. Opens tomorrow, 9am"),
        (at(9, day=datetime.date(2026, 11, 28)), Now.CLOSED, "Closed today. Opens Monday, 9am"),
    ],
    ids=["before", "opening", "lunch", "last minute", "closing", "day off", "weekend"],
)
def test_what_a_visitor_reads(moment, now, words):
    today = open_today(WEEK, [], moment=moment)

    assert today.now == now
    assert today.words.replace("Closed now.", "Closed now") == words


def test_a_closure_gives_its_reason_and_the_day_after():
    closure = Closure(WEDNESDAY, datetime.date(2026, 11, 30), "Staff training")
    today = open_today(WEEK, [closure], moment=at(10))

    assert today.words == "Closed today: Staff training. Opens Wednesday 2 December, 9am"


def test_a_temporary_place_never_opens_after_its_last_day():
    today = open_today(WEEK, [], moment=at(18), last_day=WEDNESDAY)

    assert today.now == Now.CLOSED
    assert "Opens" not in today.words


def test_a_place_that_opens_later_says_when():
    first = datetime.date(2026, 12, 7)
    today = open_today(WEEK, [], moment=at(10), first_day=first)

    assert today.words == "Closed today. Opens Monday 7 December, 9am"


def test_no_hours_are_not_known():
    assert open_today([], [], moment=at(10)).words == "Opening hours: not known"


def test_the_week_has_seven_rows_with_lunch_and_today_marked():
    rows = week_rows(WEEK, today=WEDNESDAY)

    assert len(rows) == 7
    assert rows[2].words == "9am to midday, 1pm to 5pm (drop in)"
    assert [row.is_today for row in rows] == [False, False, True, False, False, False, False]
    assert rows[1].words == "Closed"


def test_no_line_ends_within_hours_in_polish():
    with override("pl"):
        row = week_rows(WEEK, today=WEDNESDAY)[2]
        later = open_today(WEEK, [], moment=at(8))
    assert "13:00–\u206017:00" in row.words
    assert "–\u2060" in later.words


hours = st.integers(0, 22).flatmap(
    lambda start: st.tuples(st.just(start), st.integers(start + 1, 23))
)
weeks = st.lists(
    st.builds(
        lambda day, span: Interval(day, datetime.time(span[0]), datetime.time(span[1])),
        st.integers(0, 6),
        hours,
    ),
    max_size=8,
)


@settings(deadline=None)
@given(
    weeks,
    st.datetimes(at(0, day=datetime.date(2026, 1, 1)), at(0, day=datetime.date(2027, 12, 31))),
)
def test_open_now_is_said_only_within_an_interval_of_that_day(week, moment):
    today = open_today(week, [], moment=moment)

    within = any(
        one.weekday == moment.weekday() and one.opens <= moment.time() < one.closes for one in week
    )
    assert (today.now == Now.OPEN) == within
