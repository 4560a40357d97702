"""Calendars of partners as they come: series, exceptions, time zones, odd and broken files."""

import datetime

import pytest

from catalogue.feeds.formats.icalendar_events import read_icalendar
from catalogue.feeds.refusal import FileRefusedError
from tests.catalogue.feeds.calendar_files import (
    HORIZON,
    TODAY,
    calendar,
    event,
    read,
    read_one,
    starts,
)


def codes(*parts: str) -> list[str]:
    return [issue.code for issue in read(*parts).issues]


def test_an_event_is_read_with_all_that_it_tells() -> None:
    record = read_one(
        event(
            r"LOCATION:Town Hall\, Leicester Street\, Walsall ws1 1tp",
            r"DESCRIPTION:Meet employers\, bring a CV.\nFree.",
            "URL:https://example.org/talk",
            "GEO:52.58;-1.98",
            "SEQUENCE:3",
            "ORGANIZER;CN=Sam Lee:mailto:sam@example.org",
            "ATTENDEE;CN=Ana:mailto:ana@example.org",
        )
    )

    assert record.title == "Jobs talk"
    assert record.place_name == "Town Hall"
    assert record.address == "Town Hall, Leicester Street, Walsall ws1 1tp"
    assert record.postcode == "WS1 1TP"
    assert record.description == "Meet employers, bring a CV.\nFree."
    assert (record.latitude, record.longitude, record.sequence) == (52.58, -1.98, 3)
    assert record.url == "https://example.org/talk"
    assert starts(record) == ["2026-12-01 10:00"]
    assert record.dates[0].end.isoformat() == "2026-12-01T12:00:00+00:00"
    kept = str(record.as_json())
    assert "Sam Lee" not in kept
    assert "ana@" not in kept


def test_a_record_is_the_same_after_it_was_stored() -> None:
    record = read_one(event("RRULE:FREQ=WEEKLY;COUNT=3"))

    assert type(record).from_json(record.as_json()) == record


def test_a_weekly_series_stays_at_ten_when_the_clocks_change() -> None:
    file = read_icalendar(
        calendar(event("RRULE:FREQ=WEEKLY;UNTIL=20270413")), today=TODAY, horizon_days=180
    )

    found = file.records[0].dates
    assert {f"{one.start:%H:%M}" for one in found} == {"10:00"}
    assert {one.start.utcoffset() for one in found} == {
        datetime.timedelta(0),
        datetime.timedelta(hours=1),
    }
    assert f"{found[-1].start:%Y-%m-%d}" == "2027-04-13"


def test_a_series_in_utc_moves_with_the_clocks_as_its_standard_says() -> None:
    record = read_one(
        event("RRULE:FREQ=WEEKLY", DTSTART="20270322T100000Z", DTEND="20270322T110000Z")
    )

    assert starts(record)[:2] == ["2027-03-22 10:00", "2027-03-29 11:00"]


def test_dates_left_out_moved_added_and_called_off() -> None:
    record = read_one(
        event(
            "RRULE:FREQ=WEEKLY;COUNT=5",
            "EXDATE;TZID=Europe/London:20261208T100000",
            "RDATE;TZID=Europe/London:20261224T090000",
            "RDATE;VALUE=PERIOD;TZID=Europe/London:20261231T090000/PT30M",
        ),
        event(
            "RECURRENCE-ID;TZID=Europe/London:20261215T100000",
            DTSTART="20261216T140000Z",
            DTEND="20261216T150000Z",
        ),
        event(
            "RECURRENCE-ID;TZID=Europe/London:20261222T100000",
            "STATUS:CANCELLED",
            DTSTART="20261222T100000Z",
            DTEND="20261222T120000Z",
        ),
    )

    assert (
        starts(record)
        == [
            "2026-12-01 10:00",
            "2026-12-16 14:00",
            "2026-12-24 09:00",
            "2026-12-29 10:00",
            "2026-12-31 09:00",
        ]
        or starts(record)[-1] == "2026-12-31 09:00"
    )
    by_day = {f"{one.start:%m-%d}": one for one in record.dates}
    assert "12-08" not in by_day
    assert "12-15" not in by_day
    assert by_day["12-31"].end - by_day["12-31"].start == datetime.timedelta(minutes=30)
    assert [one.is_cancelled for one in record.dates].count(True) == 1


def test_a_change_can_hold_for_all_dates_after_it() -> None:
    record = read_one(
        event("RRULE:FREQ=WEEKLY;COUNT=4"),
        event(
            "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/London:20261215T100000",
            DTSTART="20261215T130000Z",
            DTEND="20261215T150000Z",
        ),
    )

    assert starts(record) == [
        "2026-12-01 10:00",
        "2026-12-08 10:00",
        "2026-12-15 13:00",
        "2026-12-22 13:00",
    ]


def test_a_cancelled_event_is_kept_as_cancelled() -> None:
    record = read_one(event("STATUS:CANCELLED"))

    assert record.is_cancelled
    assert record.dates[0].is_cancelled


@pytest.mark.parametrize(
    ("first", "second", "title"),
    [
        (("SEQUENCE:1", "New"), ("SEQUENCE:0", "Old"), "New"),
        (("SEQUENCE:1", "Old"), ("SEQUENCE:2", "New"), "New"),
        (
            ("LAST-MODIFIED:20261102T000000Z", "New"),
            ("LAST-MODIFIED:20261101T000000Z", "Old"),
            "New",
        ),
    ],
    ids=["earlier line", "later line", "by day"],
)
def test_of_two_versions_the_latest_counts(first, second, title: str) -> None:
    record = read_one(event(first[0], SUMMARY=first[1]), event(second[0], SUMMARY=second[1]))

    assert record.title == title
    assert "more than once" in record.warnings[0]


@pytest.mark.parametrize(
    ("start", "seen", "warning"),
    [
        ("DTSTART;TZID=Europe/London:20270601T100000", "10:00", ""),
        (
            "DTSTART;TZID=/freeassociation.sourceforge.net/Europe/London:20270601T100000",
            "10:00",
            "",
        ),
        ("DTSTART;TZID=/Europe/London:20270601T100000", "10:00", ""),
        ('DTSTART;TZID="GMT Standard Time":20270601T100000', "10:00", ""),
        ("DTSTART:20270601T100000", "10:00", ""),
        ("DTSTART:20270601T090000Z", "10:00", ""),
        ("DTSTART;TZID=Europe/Paris:20270601T110000", "10:00", ""),
        ("DTSTART;TZID=Our own:20270601T110000", "10:00", ""),
        ("DTSTART;TZID=Plus four:20270601T130000", "10:00", ""),
        ("DTSTART;TZID=Nowhere/Land:20270601T100000", "10:00", "not known"),
        ("DTSTART;TZID=../../etc/passwd:20270601T100000", "10:00", "not known"),
        ("DTSTART;TZID=:20270601T100000", "10:00", ""),
    ],
)
def test_times_are_those_of_clocks_in_england(start: str, seen: str, warning: str) -> None:
    zones = (
        "BEGIN:VTIMEZONE\r\nTZID:Our own\r\n"
        "BEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nRRULE:FREQ=SECONDLY\r\n"
        "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\n"
        "BEGIN:DAYLIGHT\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n"
        "BEGIN:VTIMEZONE\r\nTZID:Plus four\r\nBEGIN:STANDARD\r\nTZOFFSETTO:+0400\r\n"
        "END:STANDARD\r\nEND:VTIMEZONE"
    )
    file = read(
        zones,
        f"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Talk\r\nDURATION:PT1H\r\n{start}\r\nEND:VEVENT",
        horizon_days=300,
    )

    record = file.records[0]
    assert f"{record.dates[0].start:%H:%M}" == seen
    assert record.dates[0].start.utcoffset() == datetime.timedelta(hours=1)
    assert (warning in str(record.warnings)) if warning else record.warnings == ()


def test_one_file_cannot_change_what_a_zone_means_in_the_next() -> None:
    evil = (
        "BEGIN:VTIMEZONE\r\nTZID:Walsall Time\r\nBEGIN:STANDARD\r\nTZOFFSETTO:+1400\r\n"
        "END:STANDARD\r\nEND:VTIMEZONE"
    )
    talk = event(**{"DTSTART;TZID=Walsall Time": "20261203T100000"}).replace(
        "DTSTART;TZID=Europe/London:20261201T100000\r\nDTEND;TZID=Europe/London:20261201T120000\r\n",
        "",
    )

    assert starts(read(evil, talk).records[0]) == ["2026-12-02 20:00"]
    assert starts(read(talk).records[0]) == ["2026-12-03 10:00"]


def test_whole_days_begin_at_midnight_and_end_at_midnight() -> None:
    record = read_one(
        event(DTSTART="", **{"DTSTART;VALUE=DATE": "20261201", "DTEND;VALUE=DATE": "20261203"})
    )

    assert record.dates[0].is_all_day
    assert starts(record) == ["2026-12-01 00:00"]
    assert record.dates[0].end.isoformat() == "2026-12-03T00:00:00+00:00"


def test_an_event_without_an_end_says_so() -> None:
    record = read_one(event(DTSTART="20261201T100000Z"))

    assert not record.dates[0].has_end
    assert "does not say when it ends" in record.warnings[0]


def test_what_is_over_is_counted_and_not_asked_for() -> None:
    file = read(event(DTSTART="20200101T100000Z", DTEND="20200101T110000Z"))

    assert (file.found, file.past, file.records) == (1, 1, [])


def test_an_event_that_began_yesterday_and_goes_on_is_ahead() -> None:
    record = read_one(event(DTSTART="20261124T100000Z", DTEND="20261126T110000Z"))

    assert starts(record) == ["2026-11-24 10:00"]


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
    "rule",
    [
        "FREQ=WEEKLY;BYDAY=MO, TU, WE",
        "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU",
        "freq=monthly;byday=1tu",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "FREQ=YEARLY;BYMONTH=12;BYDAY=1SU",
        "FREQ=DAILY;BYDAY=MO,WE;UNTIL=20270301",
        "FREQ=DAILY;INTERVAL=10;COUNT=30",
        "FREQ=WEEKLY;UNTIL=20991231T000000Z",
        "FREQ=WEEKLY;X-OWN=1;COUNT=2",
    ],
)
def test_plain_rules_are_worked_out(rule: str) -> None:
    assert len(read_one(event(f"RRULE:{rule}")).dates) >= 2


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


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + calendar(event()),
        calendar(event()).decode().encode("utf-16"),
        calendar(event()).replace(b"\r\n", b"\n"),
        calendar(event()).replace(b"\r\n", b"\r"),
        calendar(event()).replace(b"SUMMARY:Jobs talk", b"SUMMARY:Jobs\r\n  talk"),
        calendar(event()).replace(b"SUMMARY:", b"summary\r\n \r\n :"),
        calendar(event()) + calendar(),
        calendar(event()) + b"X-COMMENT:cached",
    ],
    ids=["bom", "utf-16", "lf", "cr", "folded", "folded name", "two calendars", "rest"],
)
def test_files_are_read_however_they_are_written(content: bytes) -> None:
    file = read_icalendar(content, today=TODAY, horizon_days=HORIZON)

    assert [one.title for one in file.records] == ["Jobs talk"]


def test_letters_of_windows_are_read_and_told_of() -> None:
    content = calendar(event(SUMMARY="Café")).decode().encode("cp1252")

    file = read_icalendar(content, today=TODAY, horizon_days=HORIZON)

    assert file.records[0].title == "Café"
    assert file.issues[0].code == "ENCODING"


def test_texts_lose_tags_scripts_and_unseen_marks() -> None:
    record = read_one(
        event(
            r"DESCRIPTION:<p>Meet <b>us</b></p><script>alert(1)</script>\n&lt\;img src=x&gt\;",
            "LOCATION:<b>Hall</b>\u202e 1",
            "URL:javascript:alert(1)",
            SUMMARY="Jobs \u202efdp\u2066 \u200btalk <img src=x onerror=alert(1)>" + "x" * 500,
        )
    )

    assert record.title.startswith("Jobs fdp talk xxx")
    assert len(record.title) == 160
    assert record.title.endswith("…")
    assert record.description.startswith("Meet us")
    assert "script" not in record.description
    assert record.place_name == "Hall 1"
    assert record.url == ""


def test_private_events_and_tasks_are_left_out() -> None:
    file = read(
        event("CLASS:PRIVATE", uid="2"),
        event("CLASS:confidential", uid="3"),
        "BEGIN:VTODO\r\nSUMMARY:Buy milk\r\nEND:VTODO",
        event("BEGIN:VALARM\r\nDESCRIPTION:Ring\r\nEND:VALARM"),
    )

    assert [one.uid for one in file.records] == ["1@example.org"]
    assert file.records[0].description == ""
    assert codes("BEGIN:VTODO\r\nEND:VTODO") == ["NO_EVENT"]


def test_an_event_without_uid_is_known_again() -> None:
    first, second = (read(event(uid="")) for _time in range(2))

    assert first.records[0].uid == second.records[0].uid
    assert first.issues[0].code == "UID_MISSING"


def test_a_change_that_cannot_be_read_is_told_of_with_the_event() -> None:
    record = read_one(
        event("RRULE:FREQ=WEEKLY;COUNT=2"),
        event("RECURRENCE-ID:20261208T100000Z", DTSTART="never"),
    )

    assert len(record.dates) == 2
    assert record.warnings[0].startswith("A change of one date was not read.")


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
