"""Reading in a process of its own: the same answer, and an end whatever happens."""

import time

import pytest

from catalogue.feeds.event_reading import ICALENDAR, OPENACTIVE, read_apart
from catalogue.feeds.formats.icalendar_events import read_icalendar
from catalogue.feeds.refusal import FileRefusedError
from tests.catalogue.feeds.calendar_files import HORIZON, TODAY, calendar, event, item, page


def apart(content: bytes, *, kind: str = ICALENDAR, seconds: float = 40):
    return read_apart(content, kind=kind, today=TODAY, horizon_days=HORIZON, seconds=seconds)


def test_another_process_says_the_same() -> None:
    content = calendar(event("RRULE:FREQ=WEEKLY;COUNT=3", SUMMARY="Café"), event(uid=""))

    assert apart(content) == read_icalendar(content, today=TODAY, horizon_days=HORIZON)
    assert apart(page(item()), kind=OPENACTIVE).records[0].title == "Jobs talk"


def test_a_refusal_comes_with_its_words() -> None:
    with pytest.raises(FileRefusedError) as refused:
        apart(b"<html>")

    assert refused.value.code == "NOT_A_CALENDAR"


def test_a_file_that_takes_too_long_is_refused() -> None:
    started = time.monotonic()
    with pytest.raises(FileRefusedError) as refused:
        apart(calendar(event()), seconds=0.01)

    assert refused.value.code == "FEED_TOO_HARD"
    assert time.monotonic() - started < 5


def test_a_file_that_takes_too_much_memory_is_refused(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(FileRefusedError) as refused:
        apart(b'{"items": [' + b'{"a": []},' * 4_000_000 + b"1]}", kind=OPENACTIVE)

    assert refused.value.code == "FEED_TOO_HARD"
    assert "MemoryError" in caplog.text


LEAP_DAYS = "RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO"
TRAPS = {
    "daily": calendar(*(event("RRULE:FREQ=DAILY", uid=str(one)) for one in range(5000))),
    "comments": calendar(
        *(event("DESCRIPTION:" + "<!--" * 5000, uid=str(one)) for one in range(200))
    ),
    "scripts": calendar(
        *(event("DESCRIPTION:" + "<script " * 3000, uid=str(one)) for one in range(200))
    ),
    "folds": calendar(event("DESCRIPTION:" + "\r\n x" * 400_000)),
    "parameters": calendar(event("DTSTART;" + "A=" * 30_000 + ":x")),
    "quotes": calendar(event("DTSTART;" + 'A="' * 20_000 + ":x")),
    "postcodes": calendar(event("LOCATION:" + "AA1 1" * 12_000)),
    "bytes": calendar(event()) + b"\xff" * 15_000_000,
    "one line": b"A" * 20_000_000,
    "short lines": b"\r\n A" * 500_000,
    "leap days": calendar(*(event(LEAP_DAYS, uid=str(one)) for one in range(300))),
    "long ago": calendar(
        *(
            event("RRULE:FREQ=DAILY", uid=str(one), DTSTART="19800101T100000Z")
            for one in range(3000)
        )
    ),
}


@pytest.mark.parametrize("name", list(TRAPS))
def test_traps_end_by_themselves(name: str) -> None:
    """Each takes some seconds at most; the limit of the process would say so otherwise."""
    try:
        file = apart(TRAPS[name])
    except FileRefusedError as error:
        code = error.code
    else:
        code = f"{file.found} events"

    assert code != "FEED_TOO_HARD"
