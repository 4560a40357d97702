"""How long a step takes, and its hours."""

from decimal import Decimal

import pytest

from pathways.step_words import hours_change, hours_words, typical_time


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (12, 12, "about 1 year"),
        (24, 36, "2 to 3 years"),
        (6, 12, "6 to 12 months"),
        (12, 18, "12 to 18 months"),
        (6, None, "about 6 months"),
        (None, 24, "about 2 years"),
        (0, 12, "about 1 year"),
        (None, None, ""),
        (0, 0, ""),
    ],
)
def test_months_read_as_people_say_them(least, most, words):
    assert typical_time(least, most) == words


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        ("37.5", "37.5", "37.5 a week"),
        ("20", "40", "20 to 40 a week"),
        ("16", None, "16 a week"),
        (None, None, ""),
    ],
)
def test_hours_are_those_that_are_known(least, most, words):
    assert hours_words(least and Decimal(least), most and Decimal(most)) == words


def test_a_change_of_hours_is_told_only_when_there_is_one():
    full = (Decimal("37.5"), Decimal("37.5"))

    assert hours_change(full, full) == "the same hours"
    assert hours_change(full, (Decimal(20), Decimal(40))) == "hours: 20 to 40 a week"
    assert hours_change(full, (None, None)) == ""
