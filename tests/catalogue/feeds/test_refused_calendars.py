"""Calendars that are broken, too large or meant to do harm are refused with words."""

import pytest

from catalogue.feeds.formats.icalendar_events import read_icalendar
from catalogue.feeds.refusal import FileRefusedError
from tests.catalogue.feeds.calendar_files import (
    HORIZON,
    TODAY,
    calendar,
    event,
    read,
)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["RRULE:FREQ=SECONDLY"], "RULE_TOO_OFTEN"),
        (["RRULE:FREQ=MINUTELY;INTERVAL=1440"], "RULE_TOO_OFTEN"),
        (["RRULE:FREQ=HOURLY;COUNT=2"], "RULE_TOO_OFTEN"),
        (["RRULE:FREQ=YEARLY;UNTIL=99991231T235959Z"], "RULE_TOO_LONG"),
        (["RRULE:FREQ=DAILY;COUNT=999999999"], "RULE_TOO_LONG"),
        (["RRULE:FREQ=DAILY;COUNT=99999999999999999999"], "RULE_NOT_READ"),
        (["RRULE:FREQ=DAILY;COUNT=-5"], "RULE_NOT_READ"),
        (["RRULE:FREQ=DAILY;INTERVAL=0"], "RULE_NOT_READ"),
        (["RRULE:FREQ=DAILY;BYHOUR=0,1,2,3;BYMINUTE=0,1;BYSECOND=0,1"], "RULE_NOT_PLAIN"),
        (["RRULE:FREQ=YEARLY;BYYEARDAY=366"], "RULE_NOT_PLAIN"),
        (["RRULE:FREQ=YEARLY;BYWEEKNO=53"], "RULE_NOT_PLAIN"),
        (["RRULE:FREQ=YEARLY;BYEASTER=0"], "RULE_NOT_PLAIN"),
        (["RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"], "RULE_NOT_PLAIN"),
        (["RRULE:FREQ=DAILY;BYMONTHDAY=31"], "RULE_NOT_PLAIN"),
        (["RRULE:FREQ=MONTHLY;BYMONTH=2,4;BYMONTHDAY=31"], "RULE_NOT_PLAIN"),
        (["RRULE:FREQ=DAILY;INTERVAL=7;BYDAY=WE"], "RULE_NOT_PLAIN"),
        (["RRULE:FREQ=DAILY;BYDAY=MO;BYSETPOS=2"], "RULE_NOT_PLAIN"),
        (["RRULE:FREQ=MONTHLY;INTERVAL=12;BYMONTH=5"], "RULE_NOT_PLAIN"),
        (["RRULE:FREQ=MONTHLY;BYDAY=6MO"], "RULE_NOT_PLAIN"),
        (["RRULE:FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=20"], "RULE_NOT_PLAIN"),
        (["RRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=31"], "RULE_NOT_PLAIN"),
        (["RRULE:FREQ=MONTHLY;BYDAY=MO;BYSETPOS=400"], "RULE_NOT_READ"),
        (["RRULE:FREQ=WEEKLY;BYDAY=2MO"], "RULE_NOT_PLAIN"),
        (["RRULE:FREQ=WEEKLY;FREQ=DAILY"], "RULE_NOT_READ"),
        (["RRULE:FREQ=FORTNIGHTLY"], "RULE_NOT_READ"),
        (["RRULE:WEEKLY"], "RULE_NOT_READ"),
        (["RRULE:FREQ=WEEKLY;UNTIL=20271399"], "RULE_NOT_READ"),
        (["RRULE:FREQ=WEEKLY;UNTIL=soon"], "RULE_NOT_READ"),
        (["RRULE:FREQ=WEEKLY;UNTIL=20270101T996199Z"], "RULE_NOT_READ"),
        (["RRULE:FREQ=WEEKLY;WKST=M7"], "RULE_NOT_READ"),
        (["RRULE:FREQ=WEEKLY;BYDAY=" + "MO," * 200 + "MO"], "RULE_NOT_READ"),
        (["RRULE:FREQ=WEEKLY", "RRULE:FREQ=DAILY"], "RULE_NOT_PLAIN"),
        (["RRULE:FREQ=WEEKLY", "EXRULE:FREQ=MONTHLY"], "RULE_NOT_PLAIN"),
        (["RDATE:" + ",".join(["20261201T100000Z"] * 1001)], "TOO_MANY_DATES"),
        (["EXDATE:" + ",".join(["20261201T100000Z"] * 600)] * 2, "TOO_MANY_DATES"),
        (["EXDATE:20261201T100000Z"] * 500, "EVENT_TOO_LARGE"),
        (["DTSTART:20261201T100000Z"], "START_TWICE"),
        (["RDATE;VALUE=PERIOD:20261201T100000Z/20361201T100000Z"], "TIME_NOT_READ"),
        (["RDATE;VALUE=PERIOD:20261201T100000Z/P9999W"], "TIME_NOT_READ"),
    ],
)
def test_bombs_and_what_is_not_plain_are_refused_with_words(lines: list[str], code: str) -> None:
    file = read(event(*lines), event(uid="2@example.org"))

    assert [one.code for one in file.issues] == [code]
    assert file.issues[0].place == "line 4"
    assert file.issues[0].message.startswith("“Jobs talk”: ")
    assert file.issues[0].message.endswith(".")
    assert [one.uid for one in file.records] == ["2@example.org"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"DTSTART": "16010101T100000Z", "RRULE": "FREQ=DAILY"}, "RULE_TOO_LONG"),
        ({"DTSTART": "00010101T100000Z"}, "TIME_NOT_READ"),
        ({"DTSTART": "99991231T235959Z"}, "TIME_NOT_READ"),
        ({"DTSTART": "20261301T100000Z"}, "TIME_NOT_READ"),
        ({"DTSTART": "tomorrow"}, "TIME_NOT_READ"),
        ({"DTSTART": "20261201T10000"}, "TIME_NOT_READ"),
        ({"DTSTART": "2026121T100000Z"}, "TIME_NOT_READ"),
        ({"DTSTART": "２０２６１２０１T100000Z"}, "TIME_NOT_READ"),
        ({"DTSTART": "20261201T100000Z", "DTEND": "20261130T100000Z"}, "END_BEFORE_START"),
        ({"DTSTART": "20261201T100000Z", "DTEND": "20761130T100000Z"}, "TOO_LONG"),
        ({"DTSTART": "20261201T100000Z", "DURATION": "P9999W"}, "TOO_LONG"),
        ({"DTSTART": "20261201T100000Z", "DURATION": "P99999999999D"}, "DURATION_NOT_READ"),
        ({"DTSTART": "20261201T100000Z", "DURATION": "PT"}, "DURATION_NOT_READ"),
        ({"SUMMARY": "\u200b\u202e"}, "TITLE_MISSING"),
        ({"SUMMARY": "<script>alert(1)</script>"}, "TITLE_MISSING"),
    ],
)
def test_values_that_cannot_be_read_are_refused_with_words(
    values: dict[str, str], code: str
) -> None:
    file = read(event(**values))

    assert [one.code for one in file.issues] == [code]
    assert file.records == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "CALENDAR_EMPTY"),
        (b"\xef\xbb\xbf \r\n", "CALENDAR_EMPTY"),
        (b"<!doctype html><p>Not found", "NOT_A_CALENDAR"),
        (b"\r\n<HTML>", "NOT_A_CALENDAR"),
        (b"PK\x03\x04", "NOT_A_CALENDAR"),
        (b"{}", "NOT_A_CALENDAR"),
        (b"hello", "NOT_A_CALENDAR"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x", "CALENDAR_CUT_OFF"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR", "CALENDAR_BROKEN"),
        (b"END:VCALENDAR", "CALENDAR_BROKEN"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nBEGIN:VEVENT\n", "CALENDAR_BROKEN"),
        (b"BEGIN:A\n" * 100_000, "CALENDAR_BROKEN"),
        (b"BEGIN:VCALENDAR\nSUM\x00MARY:x\nEND:VCALENDAR", "CALENDAR_BROKEN"),
        (b"BEGIN:VCALENDAR\n" + b"\n" * 500_001 + b"END:VCALENDAR", "CALENDAR_TOO_LARGE"),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 5_001, "CALENDAR_TOO_LARGE"),
    ],
)
def test_what_is_no_calendar_is_refused_with_words(content: bytes, code: str) -> None:
    with pytest.raises(FileRefusedError) as refused:
        read_icalendar(content, today=TODAY, horizon_days=HORIZON)

    assert refused.value.code == code
    assert refused.value.message.endswith(".")


def test_overlong_lines_cost_one_event_at_most() -> None:
    file = read(event("DESCRIPTION:" + "x" * 70_000), event(uid="2"))

    assert [one.uid for one in file.records] == ["2"]
    assert "EVENT_TOO_LARGE" in [one.code for one in file.issues]


def test_dates_have_a_limit_in_one_event_and_in_all() -> None:
    daily = read_icalendar(
        calendar(event("RRULE:FREQ=DAILY")), today=TODAY, horizon_days=1000
    ).records[0]
    assert len(daily.dates) == 400
    assert "more than 400 dates" in daily.warnings[0]

    many = read_icalendar(
        calendar(*(event("RRULE:FREQ=DAILY", uid=str(number)) for number in range(500))),
        today=TODAY,
        horizon_days=420,
    )
    assert sum(len(one.dates) for one in many.records) == 20_000
    assert {one.code for one in many.issues} == {"CHECK", "TOO_MANY_DATES"}
