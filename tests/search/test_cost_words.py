"""Whether a course without a price is free, by what its provider wrote about the price."""

import pytest

from catalogue.courses.models import CourseRun
from search.builders import codes


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Free", "free"),
        ("free of charge.", "free"),
        ("No fee", "free"),
        ("Fully funded for everyone", "free"),
        ("Free. All materials are provided.", "free"),
        ("Free, travel paid", "free"),
        ("Free if you are 16–18. Ask about loans if you’re older.", "ask"),
        ("Free for most adults who live in the region.", "ask"),
        ("Free parking", "ask"),
        ("Free, or £40 if you work", "ask"),
        ("No cost is known yet", "ask"),
        ("Your employer pays a share.", "ask"),
        ("", "ask"),
    ],
)
def test_only_words_without_a_condition_say_free(words, expected):
    assert codes.cost(CourseRun(cost_pence=None, cost_description=words)) == expected


@pytest.mark.parametrize(("pence", "expected"), [(0, "free"), (4500, "paid")])
def test_a_price_says_more_than_words(pence, expected):
    assert codes.cost(CourseRun(cost_pence=pence, cost_description="Free if you ask")) == expected
