"""What people type becomes what content keeps; what nobody can read stays typed."""

import datetime

import pytest

from catalogue.publishing.editor.typed import (
    read_date,
    read_price,
    read_time,
    show_date,
    show_price,
)

TODAY = datetime.date(2026, 11, 25)


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-18",
        "18/1/2027",
        "18/01/27",
        "18.01.2027",
        "18-1-2027",
        "18 January 2027",
        "Monday 18 January 2027",
        "Mon, 18th Jan 2027",
        " 18  jan ",
    ],
)
def test_a_day_is_read_in_many_spellings(text) -> None:
    assert read_date(text, today=TODAY) == "2027-01-18"


@pytest.mark.parametrize("text", ["TBC", "31/2/2027", "18", "next week", "January 2027"])
def test_what_is_no_day_stays_as_it_is_typed(text) -> None:
    assert read_date(text, today=TODAY) == text
    assert show_date(read_date(text, today=TODAY)) == text


def test_a_day_without_a_year_is_the_next_one() -> None:
    assert read_date("25 November", today=TODAY) == "2026-11-25"
    assert read_date("24 November", today=TODAY) == "2027-11-24"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("6pm", "18:00"),
        ("6:30 pm", "18:30"),
        ("6.30PM", "18:30"),
        ("18:30", "18:30"),
        ("1830", "18:30"),
        ("9am", "09:00"),
        ("12am", "00:00"),
        ("midday", "12:00"),
        ("9", "09:00"),
        ("6", "6"),
        ("25:00", "25:00"),
        ("13pm", "13pm"),
        ("evening", "evening"),
        ("", None),
    ],
)
def test_times(text, wanted) -> None:
    assert read_time(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("295", 29500),
        ("£9.50", 950),
        ("1,250", 125000),
        ("9.5", 950),
        ("free", 0),
        ("0", 0),
        ("TBC", "TBC"),
        ("-5", "-5"),
        ("12.345", "12.345"),
        ("", None),
    ],
)
def test_prices(text, wanted) -> None:
    assert read_price(text) == wanted


def test_prices_are_shown_as_they_are_typed() -> None:
    assert [show_price(value) for value in (29500, 950, 0, "TBC", None)] == [
        "295",
        "9.50",
        "0",
        "TBC",
        "",
    ]
