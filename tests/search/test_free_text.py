"""Free words are kept without the sentences that point to a person."""

import pytest

from search.free_text import LEFT_OUT, kept_text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("", ""),
        ("The text is too long.", "The text is too long."),
        ("No class. I am Jo Bloggs. Good page.", f"No class. {LEFT_OUT} Good page."),
        ("Call me on 07700 900123", LEFT_OUT),
        ("My name is Jo. Born 1.2.1990.", LEFT_OUT),
        ("write to jo@example.org\nBus is late", f"{LEFT_OUT} Bus is late"),
        ("Nothing near WS1 4AB or b706hj", "Nothing near WS1 or b70"),
        ("W S 1 4 A B", LEFT_OUT),
        ("میرا نام جو ہے۔ بس نہیں ہے۔", f"{LEFT_OUT} بس نہیں ہے۔"),
    ],
    ids=["empty", "plain", "name", "phone", "two in a row", "email", "postcodes", "spelt", "urdu"],
)
def test_what_is_kept(text, kept):
    assert kept_text(text) == kept


def test_keeping_twice_changes_nothing():
    once = kept_text("No class in WS1 4AB. I am Jo Bloggs.")

    assert kept_text(once) == once
