"""Boxes for codes and passkeys. A code may be pasted with spaces, or typed in other digits."""

import unicodedata
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LONGEST_NAME = 80


class CodeBox:
    """A box for the code of a mail. Put it before the form that checks the code."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    label: Any = _("Code")
    hint: Any = _("6 numbers. You can paste them. The code works for 15 minutes.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label, field.help_text = self.label, self.hint
        field.error_messages = {**field.error_messages, "required": _("Enter the code")}
        field.widget.attrs = {
            "autocomplete": "one-time-code",
            "inputmode": "numeric",
            "dir": "ltr",
            "spellcheck": "false",
            "maxlength": "20",
        }

    def clean_code(self) -> str:
        """Take the digits out of what was typed, then let the form compare them."""
        self.cleaned_data["code"] = digits(self.cleaned_data["code"])
        check = getattr(super(), "clean_code", None)
        return check() if check else self.cleaned_data["code"]


class SecondStepForm(CodeBox, base.AuthenticateForm):
    """Six digits of the app, or a recovery code."""

    hint = _("6 numbers from the app, or 8 numbers of a recovery code")


class SecondStepAgainForm(CodeBox, base.ReauthenticateForm):
    """The same before something important."""

    hint = SecondStepForm.hint


class FirstAppCodeForm(CodeBox, totp.ActivateTOTPForm):
    """The first code of an app."""

    hint = _("6 numbers from the app")


class CredentialField(forms.JSONField):
    """What a browser says of a passkey, kept out of sight."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """Refuse what is nested deeper than JSON is read."""
        try:
            return super().to_python(value)
        except RecursionError:
            raise get_adapter().validation_error("incorrect_code") from None

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Give nothing back to the page: an answer works once."""
        return initial


class _PasskeyBox(forms.Form):
    """A form that a passkey fills in. What has not the shape of an answer is a wrong one.

    Put it before allauth's form, which reads the parts of an answer as if they were there.
    """

    credential = CredentialField()

    def clean_credential(self) -> Any:
        """Compare with the passkeys of the person."""
        try:
            return super().clean_credential()  # type: ignore[misc]  # of the form it is mixed into
        except (AttributeError, KeyError, TypeError, ValueError):
            raise get_adapter().validation_error("incorrect_code") from None


class PasskeySignInForm(_PasskeyBox, webauthn.LoginWebAuthnForm):
    """A passkey alone, to sign in."""


class PasskeyStepForm(_PasskeyBox, webauthn.AuthenticateWebAuthnForm):
    """A passkey as the second step."""


class PasskeyAgainForm(_PasskeyBox, webauthn.ReauthenticateWebAuthnForm):
    """The same before something important."""


class NewPasskeyForm(webauthn.AddWebAuthnForm):
    """A name for a passkey. The browser fills the rest in."""

    credential = CredentialField()

    # Not asked: all our passkeys sign in alone. The script of allauth reads the tick.
    passwordless = forms.BooleanField(
        required=False, widget=forms.CheckboxInput(attrs={"hidden": True, "checked": True})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_box(self)

    def clean(self) -> dict[str, Any]:
        """Refuse a key that did not ask who holds it, whatever the browser sent."""
        self.cleaned_data["passwordless"] = True
        try:
            return super().clean()
        except (AttributeError, KeyError, TypeError, ValueError):  # no answer of a passkey
            raise get_adapter().validation_error("incorrect_code") from None


class PasskeyNameForm(webauthn.EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_box(self)


def _name_box(form: Any) -> None:
    field = form.fields["name"]
    field.label = pgettext_lazy("of a thing", "Name")
    field.help_text = _("So that you can tell your passkeys apart, such as “Work laptop”")
    field.validators.append(MaxLengthValidator(LONGEST_NAME))
    field.widget.attrs = {"maxlength": str(LONGEST_NAME), "autocomplete": "off"}
    field.error_messages = {**field.error_messages, "required": _("Enter a name")}


def digits(typed: str) -> str:
    """Return ``"402318"`` for ``" 402 318 "`` and for ``"۴۰۲۳۱۸"``; other letters stay."""
    folded = "".join(
        str(unicodedata.digit(letter)) if letter.isdigit() else letter for letter in typed
    )
    return "".join(letter for letter in folded if letter.isalnum())
