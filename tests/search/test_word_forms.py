"""Who does it, and what is done."""

import pytest

from search.word_forms import forms_of


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("welder", "welding"), ("welders", "welding"), ("welding", "welder"),
        ("therapist", "therapy"), ("receptionist", "reception"), ("electrician", "electrical"),
        ("decorator", "decorating"), ("florist", "floristry"),
    ],
)  # fmt: skip
def test_a_trade_and_its_people(word: str, form: str) -> None:
    assert form in forms_of(word)


@pytest.mark.parametrize(
    "word", ["carer", "career", "training", "trainer", "computer", "letter", "user", "sing", "2er"]
)
def test_words_that_only_look_so_have_no_forms(word: str) -> None:
    assert forms_of(word) == ()
