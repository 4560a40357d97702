"""A series: its next dates, each with its own state and places."""

import datetime
import re

import pytest

from catalogue.events.dates import Slot
from catalogue.events.enums import DateChangeKind, Repeats
from catalogue.events.pages import EventDateChange
from catalogue.events.scheduling import sync_dates
from tests.catalogue.events.pages.reading import data_of, html_of, text_of
from tests.event_factories import NOW, at, make_event


@pytest.fixture
def drop_in(site):
    """A drop-in every Thursday: the second date is cancelled, the third one moved."""
    event = make_event(
        first_start=at(-13, 10),
        first_end=at(-13, 12),
        repeats=Repeats.WEEKLY,
        repeat_until=at(60).date(),
        capacity=12,
    )
    EventDateChange.objects.create(
        event=event,
        on_date=at(8).date(),
        kind=DateChangeKind.CANCELLED,
        reason="The library is closed.",
    )
    EventDateChange.objects.create(
        event=event,
        on_date=at(15).date(),
        kind=DateChangeKind.MOVED,
        new_start=at(16, 14),
        new_end=at(16, 16),
    )
    sync_dates(event, now=at(-20))
    return event


def rows_of(html: str) -> list[str]:
    return re.findall(r'<li class="wm-dates__row.*?</li>', html)


def test_the_next_four_dates_are_shown_and_all_others_are_there(client, drop_in):
    html = html_of(client, f"/events/{drop_in.slug}/")
    shown, folded = html.split("<details", 1)

    assert [re.search(r'datetime="([\d-]+)', row)[1] for row in rows_of(shown)] == [
        "2026-11-26",
        "2026-12-03",
        "2026-12-11",
        "2026-12-17",
    ]
    assert "Show all dates: 5 more" in folded
    assert len(rows_of(folded)) == 5
    assert "Every week, until 24 January 2027" in html


def test_each_date_has_its_own_state_places_and_link(client, drop_in):
    Slot.objects.filter(date__event=drop_in, date__key="2026-11-26").update(places_taken=12)
    Slot.objects.filter(date__event=drop_in, date__key="2026-12-17").update(places_taken=9)
    full, cancelled, moved, few = rows_of(html_of(client, f"/events/{drop_in.slug}/"))[:4]

    assert "Full: waiting list" in full
    assert "The library is closed." in cancelled
    assert "<del>Thursday 3 December 2026</del>" in cancelled
    assert "/book/" not in cancelled
    assert "New date" in moved
    assert "<del>Thursday 10 December 2026, 10am</del>" in moved
    assert "3 places left" in few
    assert "/book/?date=2026-12-17" in few


def test_the_asked_date_fills_the_box(client, drop_in):
    html = html_of(client, f"/events/{drop_in.slug}/?date=2026-12-17")
    box = html.split('id="booking"', 1)[1].split("</aside>", 1)[0]

    assert "Thursday 17 December 2026" in box
    assert "/book/?date=2026-12-17" in box
    assert html.count('aria-current="date"') == 1


def test_a_date_that_is_called_off_leads_to_the_others(client, drop_in):
    html = html_of(client, f"/events/{drop_in.slug}/?date=2026-12-03")

    assert "Do not travel" in html
    assert "See the other dates" in html


@pytest.mark.parametrize(
    "key", ["2031-01-01", "nothing", "", "%00", "2026-12-17%27", "x" * 3000, "2026-12-17&date=a"]
)
def test_a_date_that_nobody_knows_is_the_page_without_it(client, drop_in, key):
    plain = html_of(client, f"/events/{drop_in.slug}/")
    asked = html_of(client, f"/events/{drop_in.slug}/?date={key}")
    assert text_of(asked) == text_of(plain)


def test_a_date_of_the_past_can_be_looked_at(client, drop_in):
    text = text_of(html_of(client, f"/events/{drop_in.slug}/?date=2026-11-19"))
    assert "This event is over. It was on Thursday 19 November 2026." in text


def test_a_series_keeps_its_hour_when_the_clocks_change(client, site, time_machine):
    event = make_event(
        first_start=at(114, 10),
        first_end=at(114, 12),
        repeats=Repeats.WEEKLY,
        repeat_until=at(140).date(),
    )
    sync_dates(event, now=NOW)
    html = html_of(client, f"/events/{event.slug}/")

    assert re.findall(r'datetime="([^"]+)"', html)[1:4] == [
        "2027-03-19T10:00:00+00:00",
        "2027-03-26T10:00:00+00:00",
        "2027-04-02T10:00:00+01:00",
    ]
    assert all("10am to midday" in row for row in rows_of(html))


def test_a_series_that_has_ended_says_so(client, drop_in, time_machine):
    time_machine.move_to(at(65), tick=False)
    text = text_of(html_of(client, f"/events/{drop_in.slug}/"))

    assert "There are no more dates now." in text
    assert "This event is over." in text


def test_machines_read_the_series_and_its_dates(client, drop_in):
    series = data_of(html_of(client, f"/events/{drop_in.slug}/"))[0]

    assert series["@type"] == ["EventSeries", "Event"]
    states = [one["eventStatus"].rpartition("/")[2] for one in series["subEvent"]]
    assert states[:4] == ["EventScheduled", "EventCancelled", "EventRescheduled", "EventScheduled"]
    moved = series["subEvent"][2]
    assert moved["startDate"] == "2026-12-11T14:00:00+00:00"
    assert moved["previousStartDate"] == "2026-12-10T10:00:00+00:00"
    assert moved["remainingAttendeeCapacity"] == 12
    assert datetime.datetime.fromisoformat(series["startDate"]) == at(1, 10)


def test_extra_dates_of_an_event_without_a_rule_are_all_shown(client, site):
    event = make_event(days=2)
    for days in (3, 4):
        EventDateChange.objects.create(
            event=event,
            on_date=at(days).date(),
            kind=DateChangeKind.ADDED,
            new_start=at(days, 14),
            new_end=at(days, 16),
        )
    sync_dates(event, now=NOW)
    html = html_of(client, f"/events/{event.slug}/?date=2026-11-28")
    rows = rows_of(html)

    assert len(rows) == 3
    assert "3 dates" in html
    assert f'href="/events/{event.slug}/?date=once"' in rows[0]
    assert "/book/?date=once" in rows[0]
    assert "Saturday 28 November 2026" in html.split('id="booking"', 1)[1]
    first = html_of(client, f"/events/{event.slug}/?date=once")
    assert 'datetime="2026-11-27' in first.split('id="booking"', 1)[1].split("</aside>")[0]
