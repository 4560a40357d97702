"""The form behind "Something wrong with this course?"."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.feedback.enums import ProblemReason

LONGEST_TEXT = 1000


class ProblemForm(forms.Form):
    """One of five reasons and, if the visitor likes, more words. No name, no address."""

    use_required_attribute = False

    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=ProblemReason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what is wrong"),
            "invalid_choice": _("Choose one of the five reasons"),
        },
    )
    text = forms.CharField(
        label=_("Tell us more"),
        help_text=_("Do not write your name, phone number or other private details."),
        required=False,
        max_length=LONGEST_TEXT,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "max_length": _("Write 1,000 characters or fewer"),
            "null_characters_not_allowed": _("Take out the characters that are not letters"),
        },
    )
    # People do not see this box. Programs that fill in every box do, and give themselves away.
    website = forms.CharField(required=False, label=_("Leave this empty"))

    @property
    def is_from_a_program(self) -> bool:
        """True when the hidden box was filled in."""
        return bool(self.data.get("website", "").strip())
