"""The form with which a person asks to act for an organisation."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.providers.enums import OrganisationKind
from catalogue.providers.models import Organisation
from catalogue.publishing.desk.name_field import NameField
from catalogue.publishing.desk.phone_field import PhoneField
from catalogue.publishing.desk.web_fields import WebField
from catalogue.publishing.people.matches import Match

NEW = "new"
KINDS = (
    OrganisationKind.COLLEGE,
    OrganisationKind.TRAINING_PROVIDER,
    OrganisationKind.COMMUNITY,
    OrganisationKind.COUNCIL,
    OrganisationKind.UNIVERSITY,
    OrganisationKind.SCHOOL,
    OrganisationKind.EMPLOYER,
    OrganisationKind.NHS,
)
_UKPRN = re.compile(r"1\d{7}")


class JoinForm(forms.Form):
    """Who asks, for which organisation, and what they will publish."""

    use_required_attribute = False

    person_name = NameField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": _("Enter your name")},
    )
    organisation_name = NameField(
        label=_("Name of your organisation"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "spellcheck": "false"}),
        error_messages={"required": _("Enter the name of your organisation")},
    )
    kind = forms.ChoiceField(
        label=_("What sort of organisation is it?"),
        choices=[("", _("Choose one")), *((one.value, one.label) for one in KINDS)],
        error_messages={
            "required": _("Choose what sort of organisation it is"),
            "invalid_choice": _("Choose one of the sorts"),
        },
    )
    ukprn = forms.CharField(
        label=_("UKPRN"),
        help_text=_(
            "8 digits of the UK Register of Learning Providers. Leave it empty if you have none."
        ),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    website = WebField(label=_("Website"))
    phone = PhoneField(
        label=_("Phone"),
        help_text=_("Somebody may call to ask a question. It is not shown to the public yet."),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr"}),
        error_messages={"required": _("Enter a phone number")},
    )
    reason = forms.CharField(
        label=_("What will you publish?"),
        help_text=_("One or two sentences, like: English classes in our community centre."),
        max_length=1000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write what you will publish"),
            "max_length": _("Write 1,000 characters or fewer"),
        },
    )

    def __init__(self, *values: Any, matches: tuple[Match, ...] = (), **more: Any) -> None:
        super().__init__(*values, **more)
        self.matches = matches
        if matches:
            self.fields["match"] = forms.ChoiceField(
                label=_("Is it one of these?"),
                help_text=_("These organisations are on this site. You can ask to act for one."),
                choices=[
                    *((str(one.organisation.pk), one.label) for one in matches),
                    (NEW, _("No, ours is another one and new here")),
                ],
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Choose your organisation, or say that it is new here"),
                    "invalid_choice": _("Choose one of the organisations in the list"),
                },
            )
            self.order_fields(["match", *self.fields])

    def clean_ukprn(self) -> str:
        """Return the number without spaces. A number that no register has is no error."""
        number = "".join(self.cleaned_data["ukprn"].split())
        if number and not _UKPRN.fullmatch(number):
            raise forms.ValidationError(_("Enter the 8 digits of the UKPRN. It starts with 1."))
        return number

    def clean(self) -> dict[str, Any]:
        """Refuse a second organisation with a number that is here: one number is one body."""
        said: dict[str, Any] = super().clean() or {}
        taken = next((one for one in self.matches if one.has_same_ukprn), None)
        if taken and said.get("match") == NEW:
            self.add_error(
                "match",
                _("%(name)s has this UKPRN. Choose it, or take the UKPRN out.")
                % {"name": taken.organisation.name},
            )
        return said

    @property
    def chosen(self) -> Organisation | None:
        """The organisation of this site that the person chose, or None for a new one."""
        match = self.cleaned_data.get("match", NEW)
        return next(
            (one.organisation for one in self.matches if str(one.organisation.pk) == match), None
        )
