"""The words of a course's facts."""

import datetime
from decimal import Decimal

import pytest
from django.utils.translation import override

from catalogue.courses import wording
from catalogue.courses.enums import (
    AttendancePattern,
    DeliveryMode,
    DurationUnit,
    Level,
    RunStatus,
    StudyMode,
)

SIX_PM, EIGHT_PM = datetime.time(18), datetime.time(20)


@pytest.mark.parametrize(
    ("pence", "words"),
    [
        pytest.param(0, "Free", id="free"),
        pytest.param(5, "£0.05", id="pennies"),
        pytest.param(950, "£9.50", id="pounds and pence"),
        pytest.param(125000, "£1,250", id="thousands"),
        pytest.param(123456789, "£1,234,567.89", id="millions"),
        pytest.param(None, "Not known", id="not told"),
    ],
)
def test_money_reads_as_people_write_it(pence, words):
    assert wording.money(pence) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        pytest.param(datetime.time(18), "6pm", id="evening"),
        pytest.param(datetime.time(9, 5), "9:05am", id="minutes"),
        pytest.param(datetime.time(12), "midday", id="midday"),
        pytest.param(datetime.time(12, 30), "12:30pm", id="after midday"),
        pytest.param(datetime.time(0), "midnight", id="midnight"),
        pytest.param(datetime.time(0, 30), "12:30am", id="after midnight"),
    ],
)
def test_a_clock_time_has_no_needless_noughts(moment, words):
    assert wording.clock(moment) == words


def test_polish_counts_hours_to_24_and_bends_the_month():
    with override("pl"):
        assert wording.clock(SIX_PM) == "18:00"
        assert "stycznia 2027" in wording.long_date(datetime.date(2027, 1, 12))


def test_a_polish_weekday_is_small_within_a_sentence_and_large_at_the_start_of_a_line():
    day = datetime.date(2027, 1, 12)
    with override("pl"):
        assert wording.long_date(day) == "wtorek, 12 stycznia 2027"
        assert wording.day_and_month(day) == "wtorek, 12 stycznia"
        assert wording.starts(day, is_flexible=False) == "Wtorek, 12 stycznia 2027"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        pytest.param(SIX_PM, EIGHT_PM, "6pm to 8pm", id="both"),
        pytest.param(SIX_PM, None, "from 6pm", id="start only"),
        pytest.param(None, EIGHT_PM, "until 8pm", id="end only"),
        pytest.param(None, None, "Not known", id="neither"),
    ],
)
def test_times_say_what_is_known(start, end, words):
    assert wording.times(start, end) == words


def test_dates_are_written_in_full():
    day = datetime.date(2027, 1, 12)
    assert wording.long_date(day) == "Tuesday 12 January 2027"
    assert wording.date(day) == "12 January 2027"
    assert wording.day_and_month(day) == "Tuesday 12 January"
    assert wording.long_date(None) == "Not known"
    assert wording.starts(None, is_flexible=True) == "Start when you like"
    assert wording.starts(None, is_flexible=False) == "Not known"


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        pytest.param(["THU", "TUE"], "Tuesday and Thursday", id="in week order"),
        pytest.param(["MON", "TUE", "WED", "THU", "FRI"], "Monday to Friday", id="working week"),
        pytest.param(["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"], "Every day", id="all"),
        pytest.param(["XYZ"], "Not known", id="unknown code"),
        pytest.param([], "Not known", id="none"),
    ],
)
def test_weekdays_read_as_a_sentence(codes, words):
    assert wording.weekdays(codes) == words


@pytest.mark.parametrize(
    ("codes", "start", "end", "pattern", "words"),
    [
        pytest.param(["TUE"], SIX_PM, EIGHT_PM, "EVENING", "Tuesday, 6pm to 8pm", id="all known"),
        pytest.param(["TUE"], None, None, "EVENING", "Tuesday, in the evening", id="no times"),
        pytest.param([], None, None, "WEEKEND", "At the weekend", id="pattern only"),
        pytest.param([], SIX_PM, None, "", "From 6pm", id="start only"),
        pytest.param([], None, None, "", "Not known", id="nothing"),
    ],
)
def test_days_and_times_leave_out_what_nobody_told_us(codes, start, end, pattern, words):
    assert wording.days_and_times(codes, start, end, attendance_pattern=pattern) == words


@pytest.mark.parametrize(
    ("number", "unit", "words"),
    [
        pytest.param(1, DurationUnit.DAYS, "1 day", id="one"),
        pytest.param(12, DurationUnit.WEEKS, "12 weeks", id="many"),
        pytest.param(None, "", "Not known", id="nothing"),
        pytest.param(3, "FORTNIGHTS", "Not known", id="unknown unit"),
    ],
)
def test_lengths_count_in_their_unit(number, unit, words):
    assert wording.duration(number, unit) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        pytest.param(Decimal("1.0"), "1 hour a week", id="one"),
        pytest.param(Decimal("2.5"), "2.5 hours a week", id="a half"),
        pytest.param(Decimal("20.0"), "20 hours a week", id="no exponent"),
        pytest.param(Decimal("0.5"), "0.5 hours a week", id="under one"),
        pytest.param(None, "Not known", id="nothing"),
    ],
)
def test_hours_a_week_have_no_needless_noughts(hours, words):
    assert wording.hours_a_week(hours) == words


@pytest.mark.parametrize(
    ("number", "unit", "hours", "words"),
    [
        pytest.param(12, DurationUnit.WEEKS, "4", "12 weeks, 4 hours a week", id="weeks"),
        pytest.param(1, DurationUnit.DAYS, "4.0", "1 day, 4 hours", id="one day"),
        pytest.param(1, DurationUnit.DAYS, "1", "1 day, 1 hour", id="one day, one hour"),
        pytest.param(1, DurationUnit.WEEKS, "7.5", "1 week, 7.5 hours", id="one week"),
        pytest.param(3, DurationUnit.HOURS, "3", "3 hours", id="once"),
        pytest.param(30, DurationUnit.HOURS, "3", "30 hours, 3 hours a week", id="hours in weeks"),
        pytest.param(90, DurationUnit.MINUTES, "1.5", "90 minutes", id="minutes"),
        pytest.param(None, "", "6", "6 hours a week", id="only hours"),
        pytest.param(2, DurationUnit.DAYS, None, "2 days", id="no hours"),
        pytest.param(None, "", None, "", id="nothing"),
    ],
)
def test_a_run_of_one_week_says_its_hours_and_not_hours_a_week(number, unit, hours, words):
    assert wording.length(number, unit, Decimal(hours) if hours else None) == words


@pytest.mark.parametrize("code", [*Level.values])
def test_every_level_has_a_name_and_a_meaning(code):
    name, meaning = wording.level(code)
    assert name
    assert name != "Not known"
    assert meaning


def test_an_unknown_level_is_not_guessed():
    assert wording.level("").name == "Not known"
    assert wording.levels(["ENTRY_2", "ENTRY_1"]) == "Entry 1 and Entry 2"
    assert wording.levels([]) == "Not known"


def test_codes_become_words_or_not_known():
    assert wording.delivery(DeliveryMode.ONLINE) == "Online"
    assert wording.study_mode(StudyMode.PART_TIME) == "Part time"
    assert wording.attendance(AttendancePattern.EVENING) == "In the evening"
    assert wording.delivery("") == "Not known"


@pytest.mark.parametrize(
    ("status", "left", "weeks", "words", "tone"),
    [
        pytest.param(RunStatus.SCHEDULED, 6, None, "6 places left", "green", id="places"),
        pytest.param(RunStatus.SCHEDULED, 1, None, "1 place left", "yellow", id="last place"),
        pytest.param(RunStatus.SCHEDULED, 0, None, "Full", "grey", id="none left"),
        pytest.param(RunStatus.SCHEDULED, None, None, "Not known", "", id="not told"),
        pytest.param(RunStatus.FULL, 4, None, "Full", "grey", id="provider says full"),
        pytest.param(RunStatus.WAITING_LIST, None, 6, "Waiting list, 6 weeks", "yellow", id="wait"),
        pytest.param(RunStatus.WAITING_LIST, None, 0, "Waiting list", "yellow", id="wait, unknown"),
        pytest.param(RunStatus.CANCELLED, 9, None, "Cancelled", "red", id="cancelled"),
    ],
)
def test_places_never_promise_more_than_we_know(status, left, weeks, words, tone):
    assert wording.availability(status, left, waiting_weeks=weeks) == (words, tone)


def test_ages_read_as_a_range():
    assert wording.ages(19, None) == "19 or over"
    assert wording.ages(16, 18) == "16 to 18"
    assert wording.ages(None, 24) == "24 or under"
    assert wording.ages(None, None) == ""
