import pytest
from django.core.exceptions import ValidationError

from catalogue.events.bookings.personal_fields import (
    EmailAddressField,
    NameField,
    WordsField,
    visible_words,
)

NAMES = {
    "  Amina   K ": "Amina K",
    "Amina\r\nBcc: all@example.org".replace("@example.org", ""): "Amina Bcc: all",
    "Amina\x00K": "AminaK",
    "\u202eanimA\u202c": "animA",
    "\u200fآمنہ\u200f": "آمنہ",
    "می\u200cخواهم": "می\u200cخواهم",
    "Zoë O’Neil-Smith, Jr.": "Zoë O’Neil-Smith, Jr.",
    "Amina 😀👍🏽": "Amina",
    "Amina\t\u00a0K": "Amina K",
    "李小龍": "李小龍",
    "ਅਮੀਨਾ": "ਅਮੀਨਾ",
    "A" + "\u0301" * 50 + "mina": "Á" + "\u0301" * 4 + "mina",
    "\ue000Amina\ufe0f": "Amina",
}


@pytest.mark.parametrize(("typed", "kept"), NAMES.items(), ids=map(ascii, NAMES))
def test_a_name_is_kept_without_what_nobody_sees(typed: str, kept: str) -> None:
    assert NameField().clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("A" * 101, "Write your name in 100 characters or fewer"),
        ("A" * 10_240, "Write your name in 100 characters or fewer"),
        ("😀😀", "required"),
        ("123", "Write your name with letters"),
        ("WIN http://evil.example/x", "Write a name here, not a web or email address"),
        ("www.evil.example", "Write a name here, not a web or email address"),
        ("evil-prizes.com", "Write a name here, not a web or email address"),
        ("amina@example.org", "Write a name here, not a web or email address"),
        ("\x00\u202e\u200b", "required"),
        ("", "required"),
    ],
    ids=lambda text: ascii(text)[:20],
)
def test_what_is_no_name_is_refused_in_words(typed: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        NameField(error_messages={"required": "required"}).clean(typed)
    assert refused.value.messages == [words]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" amina@Example.ORG ", "amina@example.org"),
        ("Amina.K+fair@example.org", "Amina.K+fair@example.org"),
        ("mailto:amina@example.org", "amina@example.org"),
        ("amina＠example.org", "amina@example.org"),
        ("\u202aamina@example.org\u202c", "amina@example.org"),
        ("amina@example.org\r\n", "amina@example.org"),
        ("", ""),
    ],
)
def test_an_email_address_is_kept_as_mail_needs_it(typed: str, kept: str) -> None:
    assert EmailAddressField(required=False).clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("amina", "Email address must have an @, like name@example.org"),
        ("amina.example.org", "Email address must have an @, like name@example.org"),
        ("amina k@example.org", "Email address must not have a space"),
        ("amina@exam ple.org", "Email address must not have a space"),
        ("amina@example,org", "Email address has a comma. Write a full stop in its place"),
        ("a@example.org@example.org", "Write one email address with one @"),
        ("amina@example", "Email address must have a full stop after the @, like name@example.org"),
        ("@example.org", "Enter an email address like name@example.org"),
        ("amina@.org.", "Email address must have a full stop after the @, like name@example.org"),
        ("am<b>ina@example.org", "Enter an email address like name@example.org"),
        ("a@" + "b" * 300 + ".org", "Email address is too long. It must be like name@example.org"),
    ],
    ids=lambda text: text[:24],
)
def test_each_mistake_in_an_email_address_is_named(typed: str, words: str) -> None:
    with pytest.raises(ValidationError) as refused:
        EmailAddressField(required=False).clean(typed)
    assert refused.value.messages == [words]


def test_line_breaks_reach_no_header() -> None:
    # Whatever is typed, what is kept is one line.
    for typed in ("amina@example.org\nBcc: x@example.org", "a\r\nb@example.org"):
        try:
            kept = EmailAddressField(required=False).clean(typed)
        except ValidationError:
            continue
        assert "\n" not in kept
        assert "\r" not in kept
    assert visible_words("a\r\nb\u2028c\u0085d") == "a b c d"


def test_long_words_are_refused_and_not_cut() -> None:
    for typed in ("x" * 301, "x" * 100_000):
        with pytest.raises(ValidationError, match="Write 300 characters or fewer"):
            WordsField(required=False).clean(typed)
    assert WordsField(required=False).clean("x" * 300) == "x" * 300
