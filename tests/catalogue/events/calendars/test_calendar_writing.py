"""Our calendars, read back by programs that did not write them."""

import datetime
import io

import dateutil.tz
import ics
import pytest
import recurring_ical_events
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from catalogue.events.calendars.writing import calendar_of
from catalogue.events.calendars.zone import zone
from catalogue.events.dates import EventDate
from catalogue.events.enums import AttendanceMode, EventStatus, Repeats
from catalogue.events.pages import EventPage
from catalogue.events.scheduling import sync_dates
from portal.core.clock import REGION_TIME
from tests.event_factories import NOW, make_date, make_event
from tests.factories import OrganisationFactory, VenueFactory

pytestmark = pytest.mark.django_db
# Ten in the morning on the Sundays around both changes of the clocks in 2027.
AROUND = [
    (datetime.date(2027, 3, 21), datetime.date(2027, 4, 4)),
    (datetime.date(2027, 10, 24), datetime.date(2027, 11, 7)),
]


def drop_in(first: datetime.date, last: datetime.date) -> EventPage:
    """Return a drop-in from 10 to 12 on each Sunday, published."""
    start = datetime.datetime.combine(first, datetime.time(10), tzinfo=REGION_TIME)
    event = make_event(
        title="Youth hub drop-in",
        first_start=start,
        first_end=start + datetime.timedelta(hours=2),
        repeats=Repeats.WEEKLY,
        repeat_until=last,
    )
    sync_dates(event, now=NOW)
    return event


def written(*dates: EventDate, language: str = "en-gb", now: datetime.datetime = NOW) -> bytes:
    rows = EventDate.objects.filter(pk__in=[date.pk for date in dates])
    found = list(rows.select_related("event__locale", "event__venue", "event__organiser"))
    return calendar_of(found, language=language, name="Events near you", now=now)


def lines_of(body: bytes) -> list[str]:
    """Return the content lines, unfolded by hand."""
    return body.decode().replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize(("first", "last"), AROUND, ids=["March 2027", "October 2027"])
def test_vobject_reads_ten_o_clock_on_both_sides_of_a_change(
    first: datetime.date, last: datetime.date
) -> None:
    body = written(*drop_in(first, last).dates.all())

    calendar = vobject.readOne(body.decode())

    starts = [entry.dtstart.value for entry in calendar.vevent_list]
    ends = [entry.dtend.value for entry in calendar.vevent_list]
    assert {(one.hour, one.minute) for one in starts} == {(10, 0)}
    assert {(one.hour, one.minute) for one in ends} == {(12, 0)}
    assert {one.utcoffset() for one in starts} == {
        datetime.timedelta(0),
        datetime.timedelta(hours=1),
    }
    assert [one.astimezone(REGION_TIME) for one in starts] == list(
        EventDate.objects.order_by("start_at").values_list("start_at", flat=True)
    )


@pytest.mark.parametrize(("first", "last"), AROUND, ids=["March 2027", "October 2027"])
def test_ics_reads_the_moments_of_the_rows(first: datetime.date, last: datetime.date) -> None:
    event = drop_in(first, last)

    calendar = ics.Calendar(written(*event.dates.all()).decode())

    found = sorted(entry.begin.datetime for entry in calendar.events)
    assert found == [date.start_at for date in event.dates.all()]
    assert {entry.uid for entry in calendar.events} == {date.uid for date in event.dates.all()}


def test_dateutil_reads_the_zone_as_the_clocks_in_england_go() -> None:
    text = zone().to_ical().decode()
    ours = dateutil.tz.tzical(io.StringIO(text)).get("Europe/London")
    hour = datetime.datetime.fromisoformat("2026-01-01T12:00")

    for _step in range(2 * 365 * 2):
        assert ours is not None
        assert ours.utcoffset(hour) == REGION_TIME.utcoffset(hour), hour
        hour += datetime.timedelta(hours=12)


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [(datetime.date(2027, 3, 28), 0, 1), (datetime.date(2027, 10, 31), 1, 0)],
    ids=["March 2027", "October 2027"],
)
def test_the_clocks_change_at_one_o_clock_utc(day: datetime.date, before: int, after: int) -> None:
    ours = dateutil.tz.tzical(io.StringIO(zone().to_ical().decode())).get("Europe/London")
    midnight, noon = (
        datetime.datetime.combine(day, datetime.time(h), tzinfo=ours) for h in (0, 12)
    )

    assert midnight.utcoffset() == datetime.timedelta(hours=before)
    assert noon.utcoffset() == datetime.timedelta(hours=after)


def test_a_fourth_program_finds_each_date_in_its_week() -> None:
    event = drop_in(*AROUND[0])
    calendar = Calendar.from_ical(written(*event.dates.all()))

    found = recurring_ical_events.of(calendar).at((2027, 3, 28))

    assert [str(one["UID"]) for one in found] == [event.dates.get(key="2027-03-28").uid]


def test_lines_are_folded_at_75_octets_and_end_as_they_must() -> None:
    event = make_event(title="Praca i nauka: " + "zażółć gęślą jaźń " * 6, summary="نوکریاں " * 25)

    body = written(make_date(event))

    assert body.endswith(b"\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    for line in body.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no letter is cut in two


def test_marks_with_a_meaning_are_escaped() -> None:
    event = make_event(title="Jobs; care, health \\ more", venue=None)

    lines = lines_of(written(make_date(event)))

    assert any(line.endswith(r":Jobs\; care\, health \\ more") for line in lines)
    assert vobject.readOne(written(event.dates.get()).decode()).vevent.summary.value == event.title


def test_no_words_of_editors_break_a_calendar() -> None:
    date = make_date(make_event())

    @given(title=st.text(min_size=1, max_size=90), summary=st.text(max_size=200))
    @settings(max_examples=40, deadline=None)
    def stays_whole(title: str, summary: str) -> None:
        date.event.title = title.strip() or "Fair"
        date.event.summary = summary

        body = calendar_of([date], language="en-gb", name="Events near you", now=NOW)

        (entry,) = Calendar.from_ical(body).walk("VEVENT")
        assert str(entry["UID"]) == date.uid
        assert body.count(b"BEGIN:VEVENT") == 1
        assert all(len(line) <= 75 for line in body.split(b"\r\n"))

    stays_whole()


def test_an_entry_says_what_a_diary_needs() -> None:
    organiser = OrganisationFactory(name='The "Skills" Hub, Walsall')
    venue = VenueFactory(
        provider=organiser,
        name="Town Hall",
        town="Walsall",
        postcode="WS1 1TP",
        latitude=52.5847,
        longitude=-1.9822,
    )
    event = make_event(
        title="Jobs fair",
        slug="walsall-jobs-fair",
        organiser=organiser,
        venue=venue,
        room="Main hall",
        contact_email="events@example.org",
    )

    (entry,) = Calendar.from_ical(written(make_date(event, sequence=3))).walk("VEVENT")

    assert entry["SEQUENCE"] == 3
    assert str(entry["STATUS"]) == "CONFIRMED"
    assert str(entry["LOCATION"]).startswith("Main hall, Town Hall, Walsall")
    assert entry["GEO"].to_ical() == "52.5847;-1.9822"
    assert str(entry["URL"]).endswith("/events/walsall-jobs-fair/")
    assert str(entry["ORGANIZER"]) == "mailto:events@example.org"
    assert entry["ORGANIZER"].params["CN"] == "The 'Skills' Hub, Walsall"
    assert entry["DTSTART"].params["TZID"] == "Europe/London"
    assert entry["LAST-MODIFIED"].dt == NOW


def test_the_frame_says_how_a_program_follows_it() -> None:
    lines = lines_of(written(make_date(make_event())))

    for line in (
        "VERSION:2.0",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Events near you",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "TZID:Europe/London",
    ):
        assert line in lines


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (EventStatus.CANCELLED, "Cancelled: Jobs fair"),
        (EventStatus.POSTPONED, "Postponed: Jobs fair"),
    ],
    ids=["cancelled", "postponed"],
)
def test_what_is_called_off_stays_in_the_calendar_and_says_so(
    status: EventStatus, title: str
) -> None:
    event = make_event(title="Jobs fair")
    date = make_date(event, status=status, status_reason="No hall.", sequence=1)

    (entry,) = Calendar.from_ical(written(date)).walk("VEVENT")

    assert (str(entry["STATUS"]), str(entry["SUMMARY"])) == ("CANCELLED", title)
    assert "No hall." in str(entry["DESCRIPTION"])


def test_a_date_goes_ninety_days_after_its_end() -> None:
    date = make_date(make_event())
    day = datetime.timedelta(days=1)

    assert b"BEGIN:VEVENT" in written(date, now=date.end_at + 89 * day)
    assert b"BEGIN:VEVENT" not in written(date, now=date.end_at + 91 * day)


def test_the_address_of_the_online_room_is_never_public() -> None:
    event = make_event(
        attendance_mode=AttendanceMode.ONLINE, online_url="https://meet.example.org/secret"
    )

    body = written(make_date(event))

    assert b"secret" not in body.replace(b"\r\n ", b"")
    assert "LOCATION:Online" in lines_of(body)


def test_the_same_dates_are_the_same_octets_later() -> None:
    date = make_date(make_event())

    assert written(date) == written(date, now=NOW + datetime.timedelta(hours=5))
