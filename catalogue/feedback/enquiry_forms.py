"""The form of "Ask to join": a name, one way to answer, one question about access."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.events.bookings.personal_fields import EmailAddressField, NameField, PhoneField
from catalogue.feedback.enums import EnquiryAccess

LONGEST_TEXT = 500
SAID = ("name", "email", "phone", "access", "text")


class EnquiryForm(forms.Form):
    """What a provider needs to answer, and nothing more."""

    use_required_attribute = False

    name = NameField(
        label=gettext_lazy("Your name"),
        max_length=100,
        error_messages={"required": gettext_lazy("Enter your name")},
    )
    email = EmailAddressField(
        label=gettext_lazy("Your email address"),
        required=False,
        help_text=gettext_lazy("An email address or a phone number: one is enough."),
    )
    phone = PhoneField(label=gettext_lazy("Your phone number"), required=False)
    access = forms.ChoiceField(
        label=gettext_lazy("What would help you to take part?"),
        choices=EnquiryAccess.choices,
        initial=EnquiryAccess.NOTHING,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what would help you, or “Nothing”"),
            "invalid_choice": gettext_lazy("Choose one of these answers"),
        },
    )
    text = forms.CharField(
        label=gettext_lazy("Your question"),
        help_text=gettext_lazy("Do not write private details, such as your health or your money."),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "max_length": gettext_lazy("Write 500 characters or fewer"),
            "null_characters_not_allowed": gettext_lazy(
                "Take out the characters that are not letters"
            ),
        },
    )
    once = forms.CharField(required=False, widget=forms.HiddenInput)
    # People do not see this box. Programs that fill in every box do, and give themselves away.
    website = forms.CharField(required=False, label=gettext_lazy("Leave this empty"))

    @property
    def is_from_a_program(self) -> bool:
        """True when the hidden box was filled in."""
        return bool(self.data.get("website", "").strip())

    def clean_once(self) -> str:
        """Return the key by which a form that is sent twice is known, a new one for nonsense."""
        try:
            return str(uuid.UUID(self.cleaned_data["once"]))
        except ValueError:
            return str(uuid.uuid4())

    def clean(self) -> dict[str, Any]:
        """Ask for one way to answer."""
        cleaned = super().clean() or {}
        has_mistake = {"email", "phone"} & set(self.errors)
        if not has_mistake and not (cleaned.get("email") or cleaned.get("phone")):
            words = _("Enter an email address or a phone number, so that they can answer you")
            self.add_error("email", words)
        return cleaned

    @property
    def said(self) -> dict[str, str]:
        """What goes into the enquiry."""
        return {name: self.cleaned_data[name] for name in SAID}

    @property
    def contact(self) -> str:
        """The way to answer that limits count."""
        return str(self.cleaned_data["email"] or self.cleaned_data["phone"])
