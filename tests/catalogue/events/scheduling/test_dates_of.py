"""Which dates a page means."""

import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.events.enums import DateChangeKind, EventStatus, Repeats
from catalogue.events.scheduling import dates_of, has_too_many_dates
from catalogue.events.scheduling_rules import MOST_DATES, local
from portal.core.clock import REGION_TIME

TUESDAY = datetime.datetime(2027, 3, 2, 10, 0, tzinfo=REGION_TIME)


def an_event(**facts: Any) -> Any:
    """Return what the rules read of a page. No database is asked."""
    changes = facts.pop("changes", [])
    values = {
        "first_start": TUESDAY,
        "first_end": TUESDAY + datetime.timedelta(hours=2),
        "repeats": Repeats.ONCE,
        "repeat_until": None,
        "status": EventStatus.SCHEDULED,
        "status_reason": "",
        "date_changes": SimpleNamespace(all=lambda: changes),
        **facts,
    }
    return SimpleNamespace(**values, is_series=values["repeats"] != Repeats.ONCE)


def a_change(day: datetime.date, kind: DateChangeKind, **facts: Any) -> Any:
    values = {"new_start": None, "new_end": None, "reason": "", **facts}
    return SimpleNamespace(on_date=day, kind=kind, **values)


def weekly(until: datetime.date, **facts: Any) -> Any:
    return an_event(repeats=Repeats.WEEKLY, repeat_until=until, **facts)


def test_an_event_that_takes_place_once_has_one_date() -> None:
    (date,) = dates_of(an_event())

    assert (date.key, date.start_at, date.end_at) == (
        "once",
        TUESDAY,
        TUESDAY + datetime.timedelta(hours=2),
    )


def test_the_last_day_of_a_series_counts() -> None:
    found = dates_of(weekly(datetime.date(2027, 3, 16)))

    assert [date.key for date in found] == ["2027-03-02", "2027-03-09", "2027-03-16"]


def test_every_two_weeks_leaves_one_out() -> None:
    event = an_event(repeats=Repeats.FORTNIGHTLY, repeat_until=datetime.date(2027, 4, 1))

    assert [date.key for date in dates_of(event)] == ["2027-03-02", "2027-03-16", "2027-03-30"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (datetime.date(2027, 3, 9), ["2027-03-09", "2027-04-13", "2027-05-11"]),
        (datetime.date(2027, 3, 23), ["2027-03-23", "2027-04-27", "2027-05-25"]),
        (datetime.date(2027, 3, 30), ["2027-03-30", "2027-04-27", "2027-05-25"]),
    ],
    ids=["second Tuesday", "fourth Tuesday", "fifth Tuesday is the last one"],
)
def test_every_month_keeps_the_weekday(day: datetime.date, expected: list[str]) -> None:
    start = datetime.datetime.combine(day, datetime.time(10), tzinfo=REGION_TIME)
    event = an_event(
        first_start=start,
        first_end=start + datetime.timedelta(hours=1),
        repeats=Repeats.MONTHLY,
        repeat_until=datetime.date(2027, 5, 31),
    )

    assert [date.key for date in dates_of(event)] == expected


def test_ten_stays_ten_when_the_clocks_change() -> None:
    found = dates_of(weekly(datetime.date(2027, 11, 30)))

    assert {(date.start_at.hour, date.end_at.hour) for date in found} == {(10, 12)}
    assert {date.start_at.utcoffset() for date in found} == {
        datetime.timedelta(0),
        datetime.timedelta(hours=1),
    }


def test_an_hour_that_the_clocks_leave_out_moves_on() -> None:
    start = datetime.datetime(2027, 3, 21, 1, 15, tzinfo=REGION_TIME)
    event = weekly(
        datetime.date(2027, 4, 4),
        first_start=start,
        first_end=start + datetime.timedelta(minutes=30),
    )

    found = [
        (date.start_at.strftime("%d %H:%M"), date.end_at.strftime("%H:%M"))
        for date in dates_of(event)
    ]

    assert found == [("21 01:15", "01:45"), ("28 02:15", "02:45"), ("04 01:15", "01:45")]


def test_a_time_that_ends_in_the_hour_left_out_still_ends_after_it_starts() -> None:
    start = datetime.datetime(2027, 3, 21, 1, 30, tzinfo=REGION_TIME)
    event = weekly(
        datetime.date(2027, 3, 28),
        first_start=start,
        first_end=start + datetime.timedelta(minutes=40),
    )

    last = dates_of(event)[-1]

    assert last.start_at.strftime("%H:%M") == "02:30"
    assert last.end_at - last.start_at == datetime.timedelta(minutes=40)


def test_an_hour_that_happens_twice_is_the_first() -> None:
    start = datetime.datetime(2027, 10, 24, 1, 30, tzinfo=REGION_TIME)
    event = weekly(
        datetime.date(2027, 10, 31),
        first_start=start,
        first_end=start + datetime.timedelta(minutes=20),
    )

    last = dates_of(event)[-1]

    assert last.start_at.astimezone(datetime.UTC).hour == 0
    assert last.end_at.astimezone(datetime.UTC).strftime("%H:%M") == "00:50"


def test_one_date_is_changed_and_the_others_stay() -> None:
    moved_to = datetime.datetime(2027, 3, 10, 14, tzinfo=REGION_TIME)
    changes = [
        a_change(
            datetime.date(2027, 3, 9),
            DateChangeKind.MOVED,
            new_start=moved_to,
            new_end=moved_to + datetime.timedelta(hours=1),
            reason="The hall is used.",
        ),
        a_change(datetime.date(2027, 3, 16), DateChangeKind.CANCELLED, reason="Holiday."),
        a_change(datetime.date(2027, 3, 23), DateChangeKind.POSTPONED),
        a_change(
            datetime.date(2027, 3, 18),
            DateChangeKind.ADDED,
            new_start=datetime.datetime(2027, 3, 18, 9, tzinfo=REGION_TIME),
            new_end=datetime.datetime(2027, 3, 18, 11, tzinfo=REGION_TIME),
        ),
    ]

    found = {
        date.key: date for date in dates_of(weekly(datetime.date(2027, 3, 30), changes=changes))
    }

    assert found["2027-03-09"].start_at == moved_to
    assert found["2027-03-09"].previous_start_at == TUESDAY + datetime.timedelta(days=7)
    assert found["2027-03-16"].status == EventStatus.CANCELLED
    assert found["2027-03-16"].reason == "Holiday."
    assert found["2027-03-23"].status == EventStatus.POSTPONED
    assert found["2027-03-18"].start_at.hour == 9
    assert found["2027-03-02"].start_at == TUESDAY
    assert found["2027-03-30"].status == EventStatus.SCHEDULED


def test_a_cancelled_event_cancels_every_date_with_its_reason() -> None:
    event = weekly(
        datetime.date(2027, 3, 16), status=EventStatus.CANCELLED, status_reason="No hall."
    )

    assert {(date.status, date.reason) for date in dates_of(event)} == {
        (EventStatus.CANCELLED, "No hall.")
    }


@pytest.mark.parametrize("repeats", [Repeats.WEEKLY, Repeats.FORTNIGHTLY, Repeats.MONTHLY])
def test_a_series_without_end_stops_at_the_limit(repeats: Repeats) -> None:
    event = an_event(repeats=repeats, repeat_until=datetime.date(9999, 12, 31))

    assert len(dates_of(event)) == MOST_DATES
    assert has_too_many_dates(event)


def test_a_series_of_exactly_the_limit_is_not_too_long() -> None:
    until = TUESDAY.date() + datetime.timedelta(weeks=MOST_DATES - 1)

    assert not has_too_many_dates(weekly(until))
    assert has_too_many_dates(weekly(until + datetime.timedelta(weeks=1)))


@given(
    day=st.dates(datetime.date(2026, 1, 1), datetime.date(2030, 12, 31)),
    minute=st.integers(0, 24 * 60 - 1),
    length=st.integers(1, 30 * 60),
    weeks=st.integers(0, 60),
    repeats=st.sampled_from([Repeats.WEEKLY, Repeats.FORTNIGHTLY, Repeats.MONTHLY]),
)
@settings(max_examples=120, deadline=None)
def test_every_date_of_a_series_is_as_the_clock_on_the_wall_shows_it(
    day: datetime.date, minute: int, length: int, weeks: int, repeats: Repeats
) -> None:
    wall = datetime.datetime.combine(day, datetime.time(minute // 60, minute % 60))
    first = local(wall.replace(tzinfo=REGION_TIME))
    end = local((wall + datetime.timedelta(minutes=length)).replace(tzinfo=REGION_TIME))
    if end <= first:
        end = first + datetime.timedelta(minutes=length)
    event = an_event(
        first_start=first,
        first_end=end,
        repeats=repeats,
        repeat_until=first.date() + datetime.timedelta(weeks=weeks),
    )

    found = dates_of(event)

    assert found
    assert len({date.key for date in found}) == len(found)
    assert all(date.end_at > date.start_at for date in found)
    assert all(date.start_at.date() <= event.repeat_until for date in found)
    assert {date.start_at.weekday() for date in found} == {first.weekday()}
    for date in found:
        is_summer_gap = (
            date.start_at.replace(hour=1, minute=30).utcoffset()
            != date.start_at.replace(hour=3).utcoffset()
        )
        if not is_summer_gap:
            assert (date.start_at.hour, date.start_at.minute) == (first.hour, first.minute)
