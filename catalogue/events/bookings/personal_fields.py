"""Form fields for what people tell about themselves: cleaned, and each mistake named."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalogue.events.bookings.phone_numbers import (
    PhoneMistake,
    PhoneNumberRefused,
    read_number,
)
from portal.core.mail_address import LONGEST_ADDRESS, AddressValidator, plain_address

LONGEST_NAME = 100
LONGEST_WORDS = 300
# They join letters in Persian, Urdu and Hindi names; all other unseen marks are taken out.
_JOINERS = "\u200c\u200d"
_MOST_MARKS = 4  # above and below one letter: more is a drawing over the lines beside it
_ADDRESS_IN_WORDS = re.compile(r"://|\bwww\.|@|\b[\w-]{2,}\.(?:com|net|org|uk|info|ru|xyz)\b", re.I)
_PHONE_WORDS = {
    PhoneMistake.NO_NUMBER: _("Phone number must have digits only, like 07700 900123"),
    PhoneMistake.FOREIGN: _(
        "We can text UK numbers only. Enter a number that starts with 0 or +44, or an email address"
    ),
    PhoneMistake.TOO_SHORT: _("Phone number has too few digits. It must be like 07700 900123"),
    PhoneMistake.TOO_LONG: _("Phone number has too many digits. It must be like 07700 900123"),
    PhoneMistake.NOT_A_PERSONS: _(
        "We cannot text this number. Enter a mobile number, like 07700 900123"
    ),
}


def visible_words(text: str) -> str:
    """Return a text as one line of letters, figures and marks that people write.

    Line breaks become spaces, so no header of a message can be made of them. What nobody sees, what
    turns the direction of a line, and pictures are taken out.
    """
    kept: list[str] = []
    marks = 0
    for one in unicodedata.normalize("NFC", text):
        is_mark = unicodedata.category(one) in ("Mn", "Me")
        marks = marks + 1 if is_mark else 0
        if one.isspace():
            kept.append(" ")
        elif marks <= _MOST_MARKS and _is_written(one):
            kept.append(one)
    return " ".join("".join(kept).split())


def _is_written(one: str) -> bool:
    """Whether people write a character in a name or a sentence."""
    if "\ufe00" <= one <= "\ufe0f":  # they choose how a picture looks
        return False
    kind = unicodedata.category(one)
    return kind[0] in "LMNP" or kind in ("Sm", "Sc") or one in _JOINERS


class NameField(forms.CharField):
    """What somebody likes to be called: ``"  Amina   K "`` is ``"Amina K"``."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "name", "spellcheck": "false", "autocapitalize": "words"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        text = str(value or "")
        if len(text) > 10 * LONGEST_NAME:
            raise ValidationError(_("Write your name in 100 characters or fewer"))
        return visible_words(text)

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > LONGEST_NAME:
            raise ValidationError(_("Write your name in 100 characters or fewer"))
        if _ADDRESS_IN_WORDS.search(value):
            raise ValidationError(_("Write a name here, not a web or email address"))
        if not any(one.isalpha() for one in value):
            raise ValidationError(_("Write your name with letters"))


class EmailAddressField(forms.CharField):
    """An email address. ``"＠"`` is taken for an @; the part after it is kept in small letters."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {
            "autocomplete": "email",
            "inputmode": "email",
            "spellcheck": "false",
            "autocapitalize": "none",
        }
        super().__init__(widget=forms.EmailInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        text = plain_address(str(value or "")[: LONGEST_ADDRESS + 20])
        local, at, domain = text.removeprefix("mailto:").strip().rpartition("@")
        return f"{local}@{domain.lower()}" if at else domain

    def validate(self, value: str) -> None:
        super().validate(value)
        if value:
            self._name_the_mistake(value)

    @staticmethod
    def _name_the_mistake(value: str) -> None:
        local, at, domain = value.rpartition("@")
        if len(value) > LONGEST_ADDRESS:
            raise ValidationError(_("Email address is too long. It must be like name@example.org"))
        if not at:
            raise ValidationError(_("Email address must have an @, like name@example.org"))
        if any(one.isspace() for one in value):
            raise ValidationError(_("Email address must not have a space"))
        if "," in value:
            raise ValidationError(_("Email address has a comma. Write a full stop in its place"))
        if "@" in local:
            raise ValidationError(_("Write one email address with one @"))
        if "." not in domain.strip("."):
            raise ValidationError(
                _("Email address must have a full stop after the @, like name@example.org")
            )
        try:
            AddressValidator()(value)
        except ValidationError:
            raise ValidationError(_("Enter an email address like name@example.org")) from None


class PhoneField(forms.CharField):
    """A UK number as people write it, kept as ``+447700900123``."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "tel", "inputmode": "tel"}
        widget = forms.TextInput(attrs=attrs)
        widget.input_type = "tel"
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        text = str(value or "").strip()
        if not text:
            return ""
        try:
            return read_number(text)
        except PhoneNumberRefused as refused:
            raise ValidationError(_PHONE_WORDS[refused.mistake]) from None


class WordsField(forms.CharField):
    """A few words of a person's own, on one line."""

    def to_python(self, value: Any) -> str:
        text = str(value or "")
        if len(text) > 20 * LONGEST_WORDS:
            raise ValidationError(_("Write 300 characters or fewer"))
        words = visible_words(text)
        if len(words) > (self.max_length or LONGEST_WORDS):
            raise ValidationError(
                _("Write %(most)s characters or fewer") % {"most": self.max_length or LONGEST_WORDS}
            )
        return words
