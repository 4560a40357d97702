"""Forms about people: who comes in, and as what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.providers.enums import MemberRole
from catalogue.publishing.desk.name_field import NameField
from portal.core.mail_address import AddressField

# What each role may do, said where it is chosen.
ROLE_WORDS = [
    (MemberRole.EDITOR.value, _("Editor: adds and changes courses, places and files")),
    (MemberRole.OWNER.value, _("Owner: also decides about people and keys")),
    (MemberRole.VIEWER.value, _("Viewer: reads everything, changes nothing")),
]


class RoleField(forms.ChoiceField):
    """One of the three roles, each with what it may do."""

    def __init__(self, **values: Any) -> None:
        super().__init__(
            label=_("What may this person do?"),
            choices=ROLE_WORDS,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Choose what this person may do"),
                "invalid_choice": _("Choose one of the three roles"),
            },
            **values,
        )


class NameForm(forms.Form):
    """What colleagues call somebody who has no name here yet."""

    person_name = NameField(
        label=_("Your name"),
        required=False,
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": _("Enter your name")},
    )


class RoleForm(forms.Form):
    """Another role for a member."""

    use_required_attribute = False

    role = RoleField()


class InviteForm(forms.Form):
    """An address of mail and a role."""

    use_required_attribute = False

    email = AddressField(
        label=_("Their email address"),
        help_text=_("They sign in with this address. The link in the mail works for 7 days."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter an email address"),
            "invalid": _("Email address must have an @, like name@example.org"),
        },
    )
    role = RoleField(initial=MemberRole.EDITOR)
