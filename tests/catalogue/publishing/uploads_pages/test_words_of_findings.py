"""What is said of a row, in the language of whoever reads it."""

import re

import pytest
from django.utils.translation import override

from catalogue.feeds.issues import issue
from catalogue.feeds.rules.aims import AIM_RULES
from catalogue.feeds.rules.registry import RULES
from catalogue.feeds.rules.vacancies import VACANCY_RULES
from catalogue.publishing.uploads.finding_words import in_words

GAP = re.compile(r"\{(\w+)\}")
OF_PROVIDERS = sorted(set(RULES) - set(AIM_RULES) - set(VACANCY_RULES))


def kept(name, *, value="TBC"):
    gaps = {gap: f"[{gap}]" for gap in GAP.findall(RULES[name].message) if gap != "value"}
    return issue(name, row=14, column="COST", value=value, **gaps).as_kept()


@pytest.mark.parametrize("value", ["TBC", ""], ids=["a value", "an empty cell"])
def test_a_page_in_english_says_what_the_report_says(value):
    findings = [kept(name, value=value) for name in OF_PROVIDERS]

    assert [in_words(one) for one in findings] == [one["message"] for one in findings]


@pytest.mark.parametrize("language", ["pl", "ur"])
@pytest.mark.parametrize("value", ["TBC", ""], ids=["a value", "an empty cell"])
def test_every_finding_is_said_in_the_language_of_its_reader(language, value):
    for name in OF_PROVIDERS:
        found = kept(name, value=value)
        with override(language):
            said = in_words(found)

        assert said != found["message"], name
        assert not re.search("[{}]|“”|„”|”“", said), name
        assert all(gap in said for gap in found["gaps"].values()), name


def test_a_value_cannot_turn_an_urdu_sentence_round():
    with override("ur"):
        said = in_words(kept("COST_INVALID", value="\u202e£1.00"))

    assert "\u2068[U+202E]£1.00\u2069" in said


def test_braces_in_a_cell_stay_as_they_are():
    assert "{other} {0}" in in_words(kept("COST_INVALID", value="{other} {0}"))


def test_a_finding_of_a_rule_that_is_gone_says_what_was_written_down():
    found = kept("COST_INVALID") | {"rule": "NO_SUCH_RULE"}

    with override("pl"):
        assert (
            in_words(found) == "“TBC” is not a cost. Write pounds and pence, like 1250.00, and "
            "put words into COST_DESCRIPTION."
        )
