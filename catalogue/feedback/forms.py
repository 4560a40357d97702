"""The forms behind "Something wrong with this course?" and "... with this vacancy?"."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.feedback.enums import ProblemReason

LONGEST_TEXT = 1000
COURSE_REASONS = [
    choice for choice in ProblemReason.choices if choice[0] != ProblemReason.ASKS_MONEY
]
VACANCY_REASONS = [
    (ProblemReason.ASKS_MONEY.value, ProblemReason.ASKS_MONEY.label),
    (ProblemReason.DOES_NOT_EXIST.value, _("This vacancy does not exist")),
    (ProblemReason.WRONG_PLACE.value, ProblemReason.WRONG_PLACE.label),
    (ProblemReason.WRONG_COST.value, _("The pay is wrong")),
    (ProblemReason.SOMETHING_ELSE.value, ProblemReason.SOMETHING_ELSE.label),
]


class ProblemForm(forms.Form):
    """One of five reasons and, if the visitor likes, more words. No name, no address."""

    use_required_attribute = False

    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=COURSE_REASONS,
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


class VacancyProblemForm(ProblemForm):
    """The same with the reasons of a vacancy, the dangerous one first."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=VACANCY_REASONS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what is wrong"),
            "invalid_choice": _("Choose one of the five reasons"),
        },
    )
