"""The editors' forms of courses and their runs: errors beside the field, in words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from catalogue.courses.contents_values import MOST_PENCE
from catalogue.courses.enums import AT_A_VENUE, CourseStatus


class RunForm(WagtailAdminModelForm):
    """One run, inside the form of its course."""

    cost_pence = forms.DecimalField(
        label=_("Cost in pounds"),
        required=False,
        min_value=0,
        max_value=MOST_PENCE // 100,
        decimal_places=2,
        help_text=_("0 is free. Empty is not known."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pence = self.initial.get("cost_pence")
        if pence is not None and "cost_pence" in self.fields:
            whole = pence % 100 == 0
            self.initial["cost_pence"] = pence // 100 if whole else f"{pence / 100:.2f}"

    def clean_cost_pence(self) -> int | None:
        """Return pence for the pounds that were typed."""
        pounds = self.cleaned_data["cost_pence"]
        return None if pounds is None else int(pounds * 100)

    def clean(self) -> dict[str, Any]:
        """Check answers that must fit each other. Each error stands at the field to change."""
        cleaned: dict[str, Any] = super().clean()
        self._check_dates(cleaned)
        self._check_length(cleaned)
        self._check_place(cleaned)
        places, left = cleaned.get("places"), cleaned.get("places_left")
        if places is not None and left is not None and left > places:
            self.add_error("places_left", _("There cannot be more places left than places."))
        return cleaned

    def _check_dates(self, cleaned: dict[str, Any]) -> None:
        start, end = cleaned.get("start_date"), cleaned.get("end_date")
        if cleaned.get("is_flexible_start") and start:
            self.add_error("start_date", _("Clear the date, or turn off “Start when you like”."))
        if start and end and end < start:
            self.add_error("end_date", _("The last day is before the first. Check both."))
        begins, finishes = cleaned.get("start_time"), cleaned.get("end_time")
        if begins and finishes and finishes <= begins:
            self.add_error("end_time", _("The class ends before it begins. Check both times."))

    def _check_length(self, cleaned: dict[str, Any]) -> None:
        duration, unit = cleaned.get("duration"), cleaned.get("duration_unit")
        if duration and not unit:
            self.add_error("duration_unit", _("Choose hours, days, weeks or another unit."))
        if unit and not duration:
            self.add_error("duration", _("Write how many, or clear the unit."))

    def _check_place(self, cleaned: dict[str, Any]) -> None:
        venue = cleaned.get("venue")
        if cleaned.get("delivery_mode") not in AT_A_VENUE:
            return
        if venue is None:
            self.add_error("venue", _("A class in person needs a venue."))
        elif not venue.is_study_place:
            self.add_error(
                "venue", _("People do not study at this venue. Choose another, or change it.")
            )

    def _save_m2m(self) -> None:
        """Link funding rules only once the run has a row. CourseForm links those of new runs."""
        if self.instance.pk:
            super()._save_m2m()


class CourseForm(WagtailAdminModelForm):
    """A course with its runs and references."""

    def clean(self) -> dict[str, Any]:
        """Check what makes a course fit to show."""
        cleaned: dict[str, Any] = super().clean()
        youngest, oldest = cleaned.get("age_min"), cleaned.get("age_max")
        if youngest and oldest and oldest < youngest:
            self.add_error("age_max", _("The highest age is under the lowest. Check both."))
        if cleaned.get("how_to_join") and not cleaned.get("join_value"):
            self.add_error("join_value", _("Write the number, address or words that go with it."))
        if cleaned.get("status") == CourseStatus.LIVE and not self._kept_runs():
            self.add_error(
                "status", _("Add a run under “Runs” before the course is live, or choose Draft.")
            )
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Save the course, its runs and references, then the funding rules of new runs."""
        course = super().save(commit=commit)
        if commit:
            for form in self._kept_runs():
                form._save_m2m()
        return course

    def _kept_runs(self) -> list[Any]:
        formset = self.formsets.get("runs")
        if formset is None:
            return []
        gone = set(map(id, formset.deleted_forms)) if formset.is_valid() else set()
        return [
            form
            for form in formset.forms
            if id(form) not in gone and (form.instance.pk or form.has_changed())
        ]
