"""Addresses of mail as their mailbox has them, whatever came along when they were pasted."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

LONGEST_ADDRESS = 254
_UNSEEN = ("Cf", "Cc")  # joiners, marks of direction, control characters


def plain_address(text: str) -> str:
    """Return an address in plain letters: ``"amina@example.org"`` for ``"amina＠example.org"``.

    Marks that nobody sees are gone. With one of them at its end an address is another account,
    which its owner never finds again by typing it.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    return "".join(one for one in plain if one.isspace() or not _is_unseen(one)).strip()


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN


class AddressValidator(EmailValidator):
    """Refuse what nobody has: one more name of a mailbox, a machine of ours, a letter for an I."""

    def __call__(self, value: str | None) -> None:
        """Raise ValidationError."""
        super().__call__(value)
        # "İ@example.org" passes as a capital I there, and no mail reaches it.
        local, _at, domain = str(value).rpartition("@")
        if not local.isascii() or '"' in local or domain.startswith("["):
            raise ValidationError(self.message, code=self.code, params={"value": value})


class AddressField(forms.EmailField):
    """An address of mail, made plain before it is checked."""

    default_validators = [AddressValidator()]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST_ADDRESS, **kwargs})

    def to_python(self, value: Any) -> str:
        """Return the address in plain letters. What is far too long is cut, and refused."""
        text = str(super().to_python(value))
        return plain_address(text[: 2 * LONGEST_ADDRESS])
