"""Session feeds of partners (OpenActive): items, what they inherit, schedules, odd values."""

import json
from typing import Any

import pytest

from catalogue.feeds.formats.openactive_pages import read_openactive
from catalogue.feeds.refusal import FileRefusedError
from tests.catalogue.feeds.calendar_files import HORIZON, TODAY, item, page, read_page, starts

SCHEDULE = {
    "@type": "PartialSchedule",
    "repeatFrequency": "P1W",
    "startDate": "2026-12-01",
    "endDate": "2027-04-13",
    "startTime": "10:00",
    "endTime": "11:30",
    "byDay": ["https://schema.org/Tuesday"],
    "scheduleTimezone": "Europe/London",
}


def series(**schedule: Any) -> dict[str, Any]:
    values = {name: value for name, value in (SCHEDULE | schedule).items() if value is not None}
    return item(**{"@type": "SessionSeries", "startDate": None, "eventSchedule": values})


def test_an_event_is_read_with_all_that_it_tells() -> None:
    file = read_page(
        item(
            description="Meet employers.\r\n<b>Free</b>",
            url="https://example.org/talk",
            leader=[{"name": "Jane Smith", "email": "jane@example.org"}],
            location={
                "name": "Town Hall",
                "address": {
                    "streetAddress": ", Leicester Street",
                    "addressLocality": "Walsall",
                    "postalCode": "WS1 1TP",
                },
                "geo": {"latitude": 52.58, "longitude": -1.98},
            },
            offers=[{"price": 3.3, "priceCurrency": "GBP"}, {"price": "2.50"}],
        )
    )

    record = file.records[0]
    assert (record.uid, record.title, record.cost_pence) == ("Event:7", "Jobs talk", 250)
    assert record.description == "Meet employers.\nFree"
    assert record.address == "Leicester Street, Walsall, WS1 1TP"
    assert (record.place_name, record.postcode, record.latitude) == ("Town Hall", "WS1 1TP", 52.58)
    assert starts(record) == ["2026-12-01 10:00"]
    assert file.next_url == "https://feed.example.org/2"
    assert "Jane" not in str(record.as_json())


def test_a_session_inherits_what_its_series_tells_but_not_its_dates() -> None:
    session = item(
        name=None,
        superEvent={
            "@type": "SessionSeries",
            "name": "Coding club",
            "startDate": "2020-01-01",
            "eventSchedule": [SCHEDULE],
            "superEvent": {"@type": "EventSeries", "description": "For all."},
        },
    )
    del session["data"]["name"]

    record = read_page(session).records[0]

    assert (record.title, record.description) == ("Coding club", "For all.")
    assert starts(record) == ["2026-12-01 10:00"]


def test_a_schedule_stays_at_ten_when_the_clocks_change() -> None:
    dates = read_page(series()).records[0].dates

    assert {f"{one.start:%H:%M}-{one.end:%H:%M}" for one in dates} == {"10:00-11:30"}
    assert f"{dates[-1].start:%Y-%m-%d}" == "2027-04-13"
    assert len({one.start.utcoffset() for one in dates}) == 2


@pytest.mark.parametrize(
    ("changes", "first", "count"),
    [
        ({"startDate": "2026-12-02"}, "2026-12-08 10:00", 19),
        ({"exceptDate": ["2026-12-01T10:00:00Z"]}, "2026-12-08 10:00", 19),
        ({"repeatFrequency": "P2W"}, "2026-12-01 10:00", 10),
        ({"endDate": None, "repeatCount": 3}, "2026-12-01 10:00", 3),
        ({"byDay": ["schema:Monday", "schema:Tuesday"]}, "2026-12-01 10:00", 39),
        ({"repeatFrequency": "P1D", "byDay": None, "endDate": "2026-12-05"}, "2026-12-01 10:00", 5),
        ({"repeatFrequency": "P1M", "byDay": None, "byMonthDay": [1]}, "2026-12-01 10:00", 5),
        ({"endTime": None, "duration": "PT2H"}, "2026-12-01 10:00", 20),
        ({"startTime": "22:00", "endTime": "00:30"}, "2026-12-01 22:00", 20),
    ],
)
def test_schedules_are_worked_out(changes: dict[str, Any], first: str, count: int) -> None:
    record = read_page(series(**changes)).records[0]

    assert starts(record)[0] == first
    assert len(record.dates) == count


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"repeatFrequency": "PT1S"}, "SCHEDULE_NOT_READ"),
        ({"repeatFrequency": "P0D"}, "RULE_NOT_READ"),
        ({"repeatFrequency": None}, "SCHEDULE_NOT_READ"),
        ({"endDate": "2350-12-31"}, "RULE_TOO_LONG"),
        ({"endDate": "9999-12-31"}, "TIME_NOT_READ"),
        ({"endDate": None, "repeatCount": 10**9}, "RULE_NOT_READ"),
        ({"endDate": None, "repeatCount": 10**8}, "RULE_TOO_LONG"),
        ({"byMonth": [2], "byMonthDay": [30], "repeatFrequency": "P1Y"}, "RULE_NOT_PLAIN"),
        ({"byDay": ["Someday"]}, "RULE_NOT_READ"),
        ({"startTime": "25:00"}, "TIME_NOT_READ"),
        ({"startTime": None}, "TIME_NOT_READ"),
        ({"scheduleTimezone": "Mars/Base"}, "ZONE_UNKNOWN"),
        ({"@type": "Timetable"}, "SCHEDULE_NOT_READ"),
        ({"startDate": ["x"]}, "START_MISSING"),
        ({"exceptDate": ["never"]}, "TIME_NOT_READ"),
    ],
)
def test_schedules_that_are_not_read(changes: dict[str, Any], code: str) -> None:
    file = read_page(series(**changes), item())

    assert [one.code for one in file.issues] == [code]
    assert file.issues[0].place == "item 1"
    assert len(file.records) == 1


def test_sub_events_count_before_a_schedule_and_can_be_called_off() -> None:
    both = series()
    both["data"]["subEvent"] = [
        {"startDate": "2026-12-03T10:00:00Z", "endDate": "2026-12-03T11:00:00Z"},
        {
            "startDate": "2026-12-10T10:00:00Z",
            "duration": "PT1H",
            "eventStatus": "https://schema.org/EventCancelled",
        },
    ]

    record = read_page(both).records[0]

    assert starts(record) == ["2026-12-03 10:00", "2026-12-10 10:00"]
    assert [one.is_cancelled for one in record.dates] == [False, True]
    assert not record.is_cancelled


@pytest.mark.parametrize(
    ("status", "is_cancelled"),
    [
        ("https://schema.org/EventScheduled", False),
        ("https://schema.org/EventCancelled", True),
        ("schema:EventPostponed", True),
    ],
)
def test_an_event_can_be_called_off(status: str, is_cancelled: bool) -> None:
    assert read_page(item(eventStatus=status)).records[0].is_cancelled is is_cancelled


def test_what_a_partner_took_back_is_told_by_kind_and_id() -> None:
    file = read_page({"state": "deleted", "kind": "Event", "id": 7, "modified": 3})

    assert file.deleted_uids == ["Event:7"]
    assert file.found == 0


@pytest.mark.parametrize(
    "value",
    [
        None,
        1,
        -1.5,
        True,
        "x",
        "",
        [],
        [[]],
        {},
        {"a": []},
        [1, "x", None],
        "9999-12-31",
        1e308,
        "💥",
    ],
    ids=repr,
)
@pytest.mark.parametrize(
    "name",
    "@type name description url location offers startDate endDate duration eventStatus subEvent "
    "eventSchedule superEvent instanceOfCourse eventAttendanceMode isAccessibleForFree".split(),
)
def test_values_of_any_kind_are_read_or_refused(name: str, value: Any) -> None:
    file = read_page(item(**{name: value}))

    assert file.found == 1
    assert len(file.records) + file.past + file.errors == 1


@pytest.mark.parametrize("name", list(SCHEDULE))
@pytest.mark.parametrize(
    "value", [1, True, "x", [], [[]], {}, [None], 10**400, "0001-01-01"], ids=repr
)
def test_schedules_of_any_kind_are_read_or_refused(name: str, value: Any) -> None:
    file = read_page(series(**{name: value}))

    assert len(file.records) + file.past + file.errors == 1


@pytest.mark.parametrize("one", [None, 1, "x", [], {}, {"kind": "Event"}, {"id": 1, "kind": []}])
def test_items_without_kind_or_id_are_refused(one: Any) -> None:
    assert [issue.code for issue in read_page(one).issues] == ["ITEM_NOT_READ"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FEED_NOT_JSON"),
        (b"<html>", "FEED_NOT_JSON"),
        (b'{"items": [', "FEED_NOT_JSON"),
        (b"[" * 200_000, "FEED_NOT_JSON"),
        (b'{"items": [' + b"9" * 5000 + b"]}", "FEED_NOT_JSON"),
        (b"[]", "FEED_NOT_RPDE"),
        (b'{"items": {}}', "FEED_NOT_RPDE"),
        (json.dumps({"items": [0] * 5001}).encode(), "PAGE_TOO_LARGE"),
    ],
    ids=["empty", "html", "cut", "deep", "digits", "list", "object", "many"],
)
def test_what_is_no_page_is_refused_with_words(content: bytes, code: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        read_openactive(content, today=TODAY, horizon_days=HORIZON)

    assert refused.value.code == code
    assert refused.value.message.endswith(".")


def test_texts_lose_tags_scripts_and_unseen_marks() -> None:
    file = read_openactive(
        page(item(name="Jobs\u202e \ud800<script>x</script>talk", url="javascript:alert(1)")),
        today=TODAY,
        horizon_days=HORIZON,
    )

    record = file.records[0]
    assert record.title == "Jobs \ufffdtalk"
    assert record.url == ""
