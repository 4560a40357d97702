"""Lists in a sentence, as each language writes them."""

import pytest
from django.utils.translation import override

from portal.core.lists import (
    all_of,
    isolated,
    none_of,
    sentence,
    with_commas,
    with_semicolons,
)

RLI, FSI, PDI = "\u2067", "\u2068", "\u2069"


@pytest.mark.parametrize(
    ("things", "words"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["Monday"], "Monday", id="one"),
        pytest.param(["Monday", "Friday"], "Monday and Friday", id="two"),
        pytest.param(["Monday", "Tuesday", "Friday"], "Monday, Tuesday and Friday", id="three"),
    ],
)
def test_a_list_in_english(things, words):
    assert all_of(things) == words


def test_a_list_after_there_is_no():
    with override("en-gb"):
        assert none_of(["lift", "parking"]) == "lift or parking"
    with override("pl"):
        assert none_of(["winda", "parking"]) == "winda ani parking"


def test_a_list_in_urdu_has_its_own_comma_and_keeps_each_part_in_its_own_direction():
    with override("ur"):
        text = with_commas(["B91", "1 میل"])
        days = all_of(["پیر", "منگل", "بدھ"])

    assert text == f"{FSI}B91{PDI}، {FSI}1 میل{PDI}"
    assert days.replace(FSI, "").replace(PDI, "") == "پیر، منگل اور بدھ"


def test_a_list_within_a_list_runs_as_the_page_does():
    with override("ur"):
        inner = with_commas(["پیر", "Tue"])
        assert with_commas([inner, "Walsall"]) == f"{RLI}{inner}{PDI}، {FSI}Walsall{PDI}"
        assert isolated(isolated("Tue")) == f"{RLI}{FSI}Tue{PDI}{PDI}"
    with override("pl"):
        assert isolated("Tue") == "Tue"


def test_parts_that_nobody_told_us_leave_no_comma():
    with override("en-gb"):
        assert with_commas(["12 weeks", "", "4 hours a week"]) == "12 weeks, 4 hours a week"
        assert with_semicolons(["Monday, 6pm to 8pm", "Friday"]) == "Monday, 6pm to 8pm; Friday"


@pytest.mark.parametrize(("language", "words"), [("en-gb", "Care."), ("ur", "Care۔")])
def test_a_sentence_ends_as_the_language_ends_it(language, words):
    with override(language):
        assert sentence("Care") == words
