"""The editors' forms of schemes and places of help: what several answers must agree on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from catalogue.courses.enums import CourseType
from catalogue.providers.locating import PlaceFinder
from catalogue.providers.postcodes import read_postcode
from pathways.admin_forms import RolesToTick
from portal.core.enums import PlaceKind
from portal.core.models import Place, Sector
from portal.core.panels import WordsForm
from portal.core.row_lines import AreasField

PROGRAMME_WORDS = (
    "short_name",
    "also_known_as",
    "what_you_get",
    "you_need",
    "it_helps",
    "you_do_not_need",
    "eligibility_text",
    "what_becomes_required",
    "support_with_costs",
    "run_by",
    "paid_for_by",
    "contact_name",
    "what_happened",
    "body",
)


class ProgrammeForm(WordsForm):
    """A scheme with its steps, who runs it where, and what to use now."""

    words = frozenset(PROGRAMME_WORDS)

    sectors = forms.ModelMultipleChoiceField(
        label=_("Sectors"),
        queryset=Sector.objects.order_by("position", "name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    roles = RolesToTick(label=_("Roles"), help_text=_("Their pages show this scheme."))
    areas = AreasField(
        label=_("Where people must live"),
        required=False,
        help_text=_("A council or part postcode on each line. Empty: the whole region."),
    )
    course_type = forms.ChoiceField(
        label=_("Kind of course"),
        required=False,
        choices=[("", _("None")), *CourseType.choices],
        help_text=_("The courses that belong to this scheme."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse ages, days and places upside down."""
        cleaned: dict[str, Any] = super().clean()
        if _is_less(cleaned, "max_age", "min_age"):
            self.add_error("max_age", _("The highest age is under the lowest. Check both."))
        if _is_less(cleaned, "closes_date", "opens_date"):
            self.add_error("closes_date", _("The last day is before the first. Check both."))
        if _is_less(cleaned, "places", "places_left"):
            self.add_error("places_left", _("There cannot be more places left than places."))
        return cleaned

    def is_valid(self) -> bool:
        """Check the rows too: a scheme in its own place would be refused by the database."""
        is_valid = bool(super().is_valid())
        for row in self.formsets["replacements"].forms if "replacements" in self.formsets else ():
            now = getattr(row, "cleaned_data", {}).get("replaced_by")
            if now is not None and now.pk == self.instance.pk:
                row.add_error("replaced_by", _("Choose another scheme, not this one."))
                is_valid = False
        return is_valid


class HoursForm(WagtailAdminModelForm):
    """One time of one day."""

    def clean(self) -> dict[str, Any]:
        """Refuse a time that ends before it begins."""
        cleaned: dict[str, Any] = super().clean()
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", _("It closes before it opens. Check both times."))
        return cleaned


class ClosureForm(WagtailAdminModelForm):
    """Days on which a place is closed."""

    def clean(self) -> dict[str, Any]:
        """Refuse days upside down."""
        cleaned: dict[str, Any] = super().clean()
        if _is_less(cleaned, "to_date", "from_date"):
            self.add_error("to_date", _("The last day is before the first. Check both."))
        return cleaned


class HelpPointForm(WagtailAdminModelForm):
    """A place where a person helps."""

    council = forms.ModelChoiceField(
        label=_("Council"),
        queryset=Place.objects.filter(kind=PlaceKind.COUNCIL).order_by("name"),
        required=False,
        help_text=_("Whose area it is in. Empty: found by the postcode."),
    )

    def clean_postcode(self) -> str:
        """Return ``"WS1 3HH"`` for ``"ws13hh"``."""
        try:
            return read_postcode(self.cleaned_data["postcode"])
        except ValueError as error:
            raise forms.ValidationError(_("Write the whole postcode, such as WS1 3HH.")) from error

    def clean(self) -> dict[str, Any]:
        """Refuse ages and days upside down, and half a point."""
        cleaned: dict[str, Any] = super().clean()
        if _is_less(cleaned, "age_max", "age_min"):
            self.add_error("age_max", _("The highest age is under the lowest. Check both."))
        if _is_less(cleaned, "open_until_date", "open_from_date"):
            self.add_error("open_until_date", _("The last day is before the first. Check both."))
        latitude, longitude = cleaned.get("latitude"), cleaned.get("longitude")
        if (latitude is None) != (longitude is None):
            missing = "latitude" if latitude is None else "longitude"
            self.add_error(missing, _("Fill in both latitude and longitude, or neither."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Put it on the map by its postcode, where the editor left a gap."""
        point = self.instance
        has_moved = "postcode" in self.changed_data
        if point.latitude is None or (point.is_location_approximate and has_moved):
            spot = PlaceFinder().locate(town="", postcode=point.postcode)
            chosen = {f"{name}_id" for name in self.changed_data if self.cleaned_data[name]}
            for name, value in spot.as_values().items():
                if name not in chosen:
                    setattr(point, name, value)
        return super().save(commit=commit)


class CouncilContactForm(WagtailAdminModelForm):
    """Whom young people can call."""

    council = forms.ModelChoiceField(
        label=_("Council"),
        queryset=Place.objects.filter(kind=PlaceKind.COUNCIL).order_by("name"),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one way to reach the team."""
        cleaned: dict[str, Any] = super().clean()
        if not any(cleaned.get(name) for name in ("phone", "email", "website")):
            self.add_error("phone", _("Add a phone number, an email address or a website."))
        return cleaned


def _is_less(cleaned: dict[str, Any], name: str, other: str) -> bool:
    value, limit = cleaned.get(name), cleaned.get(other)
    return value is not None and limit is not None and value < limit
