"""The editors' forms of careers: what several answers must agree on, in words beside the field."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from catalogue.courses.models import Course
from catalogue.vacancies.models import Vacancy
from pathways.listing_fields import ListingField
from portal.core.admin_forms import PoundsField
from portal.core.models import Subject
from portal.core.panels import WordsForm

ROLE_WORDS = (
    "map_title",
    "alternative_titles",
    "hidden_alternative_titles",
    "overview",
    "tasks",
    "day_in_life",
    "working_environment",
    "working_pattern",
    "you_need",
    "it_helps",
    "you_do_not_need",
)
PATHWAY_WORDS = ("what_it_is_like", "body")


def english_roles() -> Any:
    """Return the roles to choose from: their pages in the site's first language."""
    from pathways.roles import RolePage  # its panels use these forms

    pages = RolePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    return pages.order_by("title")


class RolesToTick(forms.ModelMultipleChoiceField):
    """Roles as tick boxes, once each: their pages in English."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=None, required=False, **kwargs)

    def __deepcopy__(self, memo: Any) -> Any:
        """Read the roles anew for each form."""
        self.queryset = english_roles()
        return super().__deepcopy__(memo)


class RoleForm(WordsForm):
    """A role with its rows."""

    words = frozenset(ROLE_WORDS)

    match_subjects = forms.ModelMultipleChoiceField(
        label=_("subjects"),
        queryset=Subject.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Courses and vacancies of another sector never lead here."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse hours upside down, a code that is none, and a step back to the same role."""
        cleaned: dict[str, Any] = super().clean()
        low, high = cleaned.get("minimum_hours"), cleaned.get("maximum_hours")
        if low is not None and high is not None and high < low:
            self.add_error("maximum_hours", _("The most hours are below the least."))
        code = cleaned.get("soc2020", "")
        if code and not (len(code) == 4 and code.isdigit()):
            self.add_error("soc2020", _("Write four digits, such as 6131, or leave it empty."))
        return cleaned

    def is_valid(self) -> bool:
        """Check the rows too: a step to the role itself would be refused by the database."""
        is_valid = bool(super().is_valid())
        for row in self.formsets["next_steps"].forms if "next_steps" in self.formsets else ():
            to = getattr(row, "cleaned_data", {}).get("to_role")
            if to is not None and to.pk == self.instance.pk:
                row.add_error("to_role", _("A step leads to another role. Choose another one."))
                is_valid = False
        return is_valid


class PathwayForm(WordsForm):
    """A pathway with its stages, roles and employers."""

    words = frozenset(PATHWAY_WORDS)

    def clean_part_of(self) -> Any:
        """Refuse a pathway that would gather itself."""
        other = self.cleaned_data["part_of"]
        if other is not None and other.pk == self.instance.pk:
            raise forms.ValidationError(_("Choose another pathway, or leave it empty."))
        return other


class StepForm(WagtailAdminModelForm):
    """One next step of a role."""

    def clean(self) -> dict[str, Any]:
        """Refuse months upside down, and a step across that does not say what is the same."""
        cleaned: dict[str, Any] = super().clean()
        least, most = cleaned.get("typical_months_min"), cleaned.get("typical_months_max")
        if least is not None and most is not None and most < least:
            self.add_error("typical_months_max", _("The most months are below the least."))
        return cleaned


class StageForm(WagtailAdminModelForm):
    """What a stage means on one pathway."""

    def clean(self) -> dict[str, Any]:
        """Refuse levels upside down."""
        cleaned: dict[str, Any] = super().clean()
        low, high = cleaned.get("level_from"), cleaned.get("level_to")
        if low is not None and high is not None and high < low:
            self.add_error("level_to", _("The higher level is below the lower one."))
        return cleaned


class PayFigureForm(WagtailAdminModelForm):
    """A pay figure: pounds for people, pence in the database."""

    low_pence = PoundsField(label=_("From, in pounds"), required=True)
    high_pence = PoundsField(
        label=_("To, in pounds"),
        required=True,
        help_text=_("The same again when it is one figure."),
    )

    def clean_low_pence(self) -> int:
        """Refuse nothing at all: unpaid work has no pay figure."""
        return _paid(self.cleaned_data["low_pence"])

    def clean_high_pence(self) -> int:
        """Refuse nothing at all."""
        return _paid(self.cleaned_data["high_pence"])


class DemandFigureForm(WagtailAdminModelForm):
    """How many jobs there are."""

    roles = RolesToTick(label=_("Roles"), help_text=_("Of one role or a few. Empty: of a sector."))


class ListingRoleForm(WagtailAdminModelForm):
    """A listing and a role. ``listing`` is the name of its field."""

    listing: ClassVar[str]

    def clean(self) -> dict[str, Any]:
        """Name a decision that is there already."""
        cleaned: dict[str, Any] = super().clean()
        listing, role = cleaned.get(self.listing), cleaned.get("role")
        if listing is None or role is None:
            return cleaned
        rows = type(self.instance)._default_manager
        others = rows.filter(**{self.listing: listing, "role": role})
        if others.exclude(pk=self.instance.pk).exists():
            self.add_error("role", _("Somebody decided about these two already. Change that row."))
        return cleaned


class CourseRoleForm(ListingRoleForm):
    """A course and a role."""

    listing = "course"
    course = ListingField(
        model=Course,
        label=_("Course"),
        help_text=_("The address of its page, such as /courses/welding-level-1-123/."),
    )


class VacancyRoleForm(ListingRoleForm):
    """A vacancy and a role."""

    listing = "vacancy"
    vacancy = ListingField(
        model=Vacancy,
        label=_("Vacancy"),
        help_text=_("The address of its page, such as /jobs/ward-clerk-45/."),
    )


def _paid(pence: int | None) -> int:
    if not pence:
        raise forms.ValidationError(_("Write an amount above 0."))
    return pence
