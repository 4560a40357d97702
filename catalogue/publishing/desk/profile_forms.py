"""The form of an organisation's profile."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.providers.models import Organisation
from catalogue.publishing.desk.phone_field import PhoneField
from catalogue.publishing.desk.web_fields import WebField
from portal.core.mail_address import AddressField
from portal.core.prose import host_of, printable

MOST_LANGUAGES = 20
LONGEST_LANGUAGE = 60


class ProfileForm(forms.Form):
    """What the public profile says. Name and UKPRN are not here: the team changes them."""

    use_required_attribute = False

    about = forms.CharField(
        label=_("About your organisation"),
        help_text=_("Who you are and whom you teach, in short sentences. Learners read this."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"max_length": _("Write 4,000 characters or fewer")},
    )
    website = WebField(label=_("Website"))
    phone = PhoneField(
        label=_("Phone"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr"}),
        error_messages={"max_length": _("Write 30 characters or fewer")},
    )
    email = AddressField(
        label=_("Email that everybody can see"),
        required=False,
        error_messages={"invalid": _("Email address must have an @, like name@example.org")},
    )
    address = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=300,
        error_messages={"max_length": _("Write 300 characters or fewer")},
    )
    languages_spoken = forms.CharField(
        label=_("Languages that your people speak"),
        help_text=_("With a comma between, like: Panjabi, Polish"),
        required=False,
        max_length=600,
    )
    inspection_url = WebField(label=_("Link to your inspection report"))
    takes_enquiries = forms.BooleanField(
        label=_("Learners can ask to join a course here"),
        help_text=_("For courses without a booking of their own. You answer within your area."),
        required=False,
    )
    enquiry_email = AddressField(
        label=_("Inbox for these questions"),
        help_text=_("We send a mail to it first. Without an inbox you read them in your area."),
        required=False,
        error_messages={"invalid": _("Email address must have an @, like name@example.org")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def __init__(self, *values: Any, organisation: Organisation, **more: Any) -> None:
        super().__init__(*values, **more)
        self.organisation = organisation

    def clean_about(self) -> str:
        """Return the text without marks that nobody sees."""
        lines = self.cleaned_data["about"].replace("\r\n", "\n").split("\n")
        return "\n".join(printable(line).rstrip() for line in lines).strip()

    def clean_website(self) -> str:
        """Keep the website of an organisation that is new here: a moderator looked at that one."""
        wanted, now_is = self.cleaned_data["website"], self.organisation.website
        if self.organisation.is_trusted or not now_is or host_of(wanted) == host_of(now_is):
            return str(wanted)
        raise forms.ValidationError(
            _("Your organisation is new here. Write to us to change the website to another one.")
        )

    def clean_languages_spoken(self) -> list[str]:
        """Return each language once: ``["Panjabi", "Polish"]``."""
        said = self.cleaned_data["languages_spoken"].replace("،", ",").replace(";", ",")
        names = dict.fromkeys(" ".join(printable(part).split()) for part in said.split(","))
        found = [name for name in names if name]
        if len(found) > MOST_LANGUAGES or any(len(name) > LONGEST_LANGUAGE for name in found):
            raise forms.ValidationError(_("Write 20 languages or fewer, with a comma between them"))
        return found

    @property
    def values(self) -> dict[str, Any]:
        """What goes into the organisation."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


def initial_of(organisation: Organisation, *, seen: str) -> dict[str, Any]:
    """Return what the form shows of an organisation."""
    names = [name for name in ProfileForm.base_fields if name not in ("seen", "languages_spoken")]
    said = {name: getattr(organisation, name) for name in names}
    languages = ", ".join(str(one) for one in organisation.languages_spoken)
    return {**said, "languages_spoken": languages, "seen": seen}
