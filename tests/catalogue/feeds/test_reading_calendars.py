"""Calendars of partners as they come: series, exceptions, time zones, odd and broken files."""

import datetime

import pytest

from catalogue.feeds.formats.icalendar_events import read_icalendar
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

    assert starts(record) == [
        "2026-12-01 10:00",
        "2026-12-16 14:00",
        "2026-12-22 10:00",
        "2026-12-24 09:00",
        "2026-12-29 10:00",
        "2026-12-31 09:00",
    ]
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
