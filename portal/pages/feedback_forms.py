"""What visitors may tell us: more about a page, and what they did not find. Never who they are."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_TEXT = 1000
NO_PRIVATE_DETAILS = _("Do not write your name, phone number or other private details.")
TEXT_ERRORS = {
    "max_length": _("Write 1,000 characters or fewer"),
    "null_characters_not_allowed": _("Take out the characters that are not letters"),
}


class _FromAPerson(forms.Form):
    """A form with a box that people do not see. Programs fill it in and give themselves away."""

    use_required_attribute = False

    website = forms.CharField(required=False, label=_("Leave this empty"))

    @property
    def is_from_a_program(self) -> bool:
        """True when the hidden box was filled in."""
        return bool(self.data.get("website", "").strip())


class MoreWordsForm(_FromAPerson):
    """More words about a page."""

    text = forms.CharField(
        label=_("What was good, or what was missing?"),
        help_text=NO_PRIVATE_DETAILS,
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=TEXT_ERRORS,
    )


class MissingForm(_FromAPerson):
    """What somebody looked for, where, and anything more."""

    q = forms.CharField(
        label=_("What did you look for?"),
        max_length=120,
        required=False,
        error_messages={
            "max_length": _("Write 120 characters or fewer"),
            "null_characters_not_allowed": TEXT_ERRORS["null_characters_not_allowed"],
        },
    )
    near = forms.CharField(
        label=_("Where?"),
        help_text=_("A town or the first half of a postcode."),
        max_length=100,
        required=False,
        error_messages={
            "max_length": _("Write 100 characters or fewer"),
            "null_characters_not_allowed": TEXT_ERRORS["null_characters_not_allowed"],
        },
    )
    text = forms.CharField(
        label=_("Tell us more"),
        help_text=_(
            "Which days, which level, how far? "
            "Do not write your name, phone number or other private details."
        ),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=TEXT_ERRORS,
    )

    def clean(self) -> dict[str, str]:
        """Ask for at least one of the words and the text."""
        cleaned: dict[str, str] = super().clean() or {}
        if not self.errors and not (cleaned.get("q") or cleaned.get("text")):
            self.add_error("q", _("Write what you looked for"))
        return cleaned
