"""The form of a new course."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.courses.contents import clean_text
from catalogue.publishing.editor.part_forms import line_box

LONGEST_TITLE = 255
# The codes of drafting.KINDS in words.
KIND_LABELS = {
    "COURSE": gettext_lazy("A course"),
    "TASTER": gettext_lazy("A taster: a first try, an hour to a day"),
    "ENGLISH": gettext_lazy("An English class for every day"),
    "ENGLISH_WORK": gettext_lazy("An English class for a job"),
}


class NewCourseForm(forms.Form):
    """A name, and what kind of course it is."""

    title = line_box(
        gettext_lazy("Name of the course"),
        help_text=gettext_lazy("As people would say it, without codes: “Welding for beginners”."),
        maxlength=400,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=list(KIND_LABELS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what it is.")},
    )

    def clean_title(self) -> str:
        """Return the name on one line."""
        title = clean_text(self.data.get("title", ""), is_line=True)
        if not title:
            raise forms.ValidationError(_("Write the name of the course."))
        if len(title) > LONGEST_TITLE:
            words = _("Write at most %(most)d characters. There are %(count)d.")
            raise forms.ValidationError(words % {"most": LONGEST_TITLE, "count": len(title)})
        return title
