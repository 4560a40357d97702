"""The form under "Check, then decide", and the one under a report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.publishing.checks.checklists import CHECKLISTS
from catalogue.publishing.enums import ReviewKind
from catalogue.publishing.models import Review

LONGEST_COMMENT = 2000
_ERRORS = {
    "max_length": _("Write 2,000 characters or fewer"),
    "null_characters_not_allowed": _("Take out the characters that are not letters"),
}


class DecisionForm(forms.Form):
    """The list of what was checked, words to the provider, and whether to trust it."""

    use_required_attribute = False

    done = forms.MultipleChoiceField(
        label=_("What you checked"), required=False, widget=forms.CheckboxSelectMultiple
    )
    comment = forms.CharField(
        label=_("Comment to the provider"),
        help_text=_("They read these words. Say what to change."),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=_ERRORS,
    )
    is_trusted = forms.BooleanField(label=_("Trust this organisation from now on"), required=False)
    # The version that the page shows. A newer one asks to look again.
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        """Ask what the kind of a check asks for."""
        super().__init__(*args, **kwargs)
        done: Any = self.fields["done"]
        done.choices = CHECKLISTS[ReviewKind(review.kind)]
        self.fields["version"].initial = review.draft_version
        organisation = review.organisation
        if review.kind == ReviewKind.JOIN or organisation is None or organisation.is_trusted:
            del self.fields["is_trusted"]

    @property
    def ticks(self) -> dict[str, bool]:
        """What was ticked: ``{"price": True}``."""
        return dict.fromkeys(self.cleaned_data.get("done", []), True)


class AnswerForm(forms.Form):
    """Words about reports, for the log of the organisation."""

    use_required_attribute = False

    comment = forms.CharField(
        label=_("Comment to the provider"),
        help_text=_("What you found, and what they must do."),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=_ERRORS,
    )
