"""The editors' form of a vacancy and its places of work: errors beside the field, in words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from catalogue.providers.locating import PlaceFinder
from catalogue.vacancies.enums import Weighting
from catalogue.vacancies.services import GUARDED_LINKS, GUARDED_TEXTS, check_words
from portal.core.admin_forms import LinesField, PoundsField

_WORDS = {Weighting.ESSENTIAL.value: "need", Weighting.DESIRED.value: "helps"}
_CODES = {word: code for code, word in _WORDS.items()}
PARTS = ("type", "subject", "grade")


class QualificationsField(LinesField):
    """One qualification a line: ``need | GCSE | Maths | 4``."""

    def prepare_value(self, value: Any) -> Any:
        """Show the qualifications as lines. What was typed and refused is shown as typed."""
        if not isinstance(value, list):
            return value
        return "\n".join(" | ".join(_parts_of(one)).rstrip(" |") for one in value)

    def to_python(self, value: Any) -> Any:
        """Return qualifications for the lines. Raises ValidationError that names the line."""
        if isinstance(value, list):
            return value
        return [self._read(number, line) for number, line in enumerate(super().to_python(value), 1)]

    def validate(self, value: Any) -> None:
        """Nothing is left to check: to_python read each line."""

    def _read(self, number: int, line: str) -> dict[str, str]:
        first, *rest = [part.strip() for part in line.split("|")]
        code = _CODES.get(first.casefold())
        if code is None or not any(rest) or len(rest) > len(PARTS):
            raise ValidationError(
                _("Line %(number)s: write it like “need | GCSE | Maths | 4” or “helps | NVQ”."),
                params={"number": number},
            )
        filled = [*rest, "", "", ""]
        return {"weighting": code, **dict(zip(PARTS, filled, strict=False))}


def _parts_of(one: Any) -> list[str]:
    if not isinstance(one, dict):
        return [str(one)]
    word = _WORDS.get(str(one.get("weighting")), "need")
    return [word, *(str(one.get(name) or "") for name in PARTS)]


class LocationForm(WagtailAdminModelForm):
    """One place of work. Council and point follow from its town and postcode."""

    def save(self, commit: bool = True) -> Any:
        """Put the place on the map again when its address changed."""
        changed = {"town", "postcode"} & set(self.changed_data)
        if changed or self.instance.latitude is None:
            spot = PlaceFinder().locate(town=self.instance.town, postcode=self.instance.postcode)
            for name, value in spot.as_values().items():
                setattr(self.instance, name, value)
        return super().save(commit=commit)


class VacancyForm(WagtailAdminModelForm):
    """A vacancy with its places of work."""

    wage_low_pence = PoundsField(label=_("Wage from, in pounds"))
    wage_high_pence = PoundsField(
        label=_("Wage to, in pounds"), help_text=_("The same again when it is one figure.")
    )

    def save(self, commit: bool = True) -> Any:
        """Hold it when words or links that changed look like a trap."""
        if {*GUARDED_TEXTS, *GUARDED_LINKS} & set(self.changed_data):
            check_words(self.instance)
        return super().save(commit=commit)

    def clean(self) -> dict[str, Any]:
        """Check answers that must fit each other. Each error stands at the field to change."""
        cleaned: dict[str, Any] = super().clean()
        low, high = cleaned.get("wage_low_pence"), cleaned.get("wage_high_pence")
        if low and high and high < low:
            self.add_error("wage_high_pence", _("The highest wage is under the lowest."))
        if (low or high) and not cleaned.get("wage_unit"):
            self.add_error("wage_unit", _("Choose for what time the wage is paid."))
        hours = cleaned.get("hours_per_week")
        if hours is not None and not 0 < hours <= 168:
            self.add_error("hours_per_week", _("Enter hours of one week, or leave it empty."))
        start, last = cleaned.get("start_date"), cleaned.get("closing_date")
        if start and last and start < last:
            self.add_error("start_date", _("The work starts before people can apply. Check both."))
        if not cleaned.get("employer_name") and not cleaned.get("is_employer_anonymous"):
            self.add_error(
                "employer_name", _("Enter the name, or tick that the employer is not named.")
            )
        return cleaned
