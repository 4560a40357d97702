"""A phone number, in a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from catalogue.feeds.web_cells import read_phone


class PhoneField(forms.CharField):
    """Takes what a file may hold as a number: ``"0121 496 0142 ext 5"``, or nothing."""

    def clean(self, value: Any) -> str:
        """Return the number with single spaces. A lost first zero is put back."""
        text = super().clean(value)
        try:
            return read_phone(text)[0] if text else ""
        except ValueError:
            raise forms.ValidationError(_("Write the phone number, like 01632 960 118.")) from None
