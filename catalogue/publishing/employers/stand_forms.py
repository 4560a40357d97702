"""The form of a request for a stand."""

from django import forms
from django.utils.translation import gettext_lazy

from catalogue.publishing.desk.name_field import NameField
from catalogue.publishing.desk.phone_field import PhoneField
from portal.core.mail_address import AddressField


class StandForm(forms.Form):
    """What an organisation brings to an event, and what it needs there."""

    use_required_attribute = False

    roles_wanted = forms.CharField(
        label=gettext_lazy("Which jobs or courses do you bring?"),
        help_text=gettext_lazy("One on each line. Visitors read this in the list of stands."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write what you bring")},
    )
    jobs_count = forms.IntegerField(
        label=gettext_lazy("How many jobs is that?"),
        required=False,
        min_value=0,
        max_value=9999,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    needs = forms.CharField(
        label=gettext_lazy("What does your stand need?"),
        help_text=gettext_lazy("Like power, a quiet place, or room for a wheelchair."),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    contact_name = NameField(
        label=gettext_lazy("Who is there on the day?"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Write the name of a person")},
    )
    contact_phone = PhoneField(
        label=gettext_lazy("Their phone"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr"}),
        error_messages={"required": gettext_lazy("Write a phone number for the day")},
    )
    contact_email = AddressField(
        label=gettext_lazy("Their email"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={"invalid": gettext_lazy("Write an address like name@example.org")},
    )
