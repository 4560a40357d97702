"""A box for a web address."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _


class WebField(forms.URLField):
    """An address that a link may lead to: ``www.a.example`` becomes ``https://www.a.example``."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **values: Any) -> None:
        attrs = {"inputmode": "url", "autocomplete": "url", "spellcheck": "false", "dir": "ltr"}
        super().__init__(
            required=False,
            max_length=255,
            assume_scheme="https",
            widget=forms.TextInput(attrs=attrs),
            error_messages={"invalid": _("Enter a web address, like www.example.org")},
            **values,
        )
