"""Words by their sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.phonetics import sound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mekanik", "mechanic"), ("skool", "school"), ("farmacy", "pharmacy"),
        ("electrishun", "electrician"), ("plumer", "plumber"), ("fotografy", "photography"),
        ("sychology", "psychology"), ("nite", "night"), ("bisness", "business"),
        ("recepshun", "reception"), ("kemistry", "chemistry"), ("healf", "health"),
    ],
)  # fmt: skip
def test_what_sounds_alike_has_one_key(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("welding", "wedding"), ("care", "career" + "s")])
def test_what_sounds_different_has_two(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@given(st.text(max_size=30))
def test_any_text_has_a_key(text: str) -> None:
    assert isinstance(sound(text), str)
