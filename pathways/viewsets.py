"""Lists of the admin for figures, skills, families, and which listings lead to which role."""

from typing import Any, ClassVar

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.widgets.slug import SlugInput
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from pathways.admin_forms import (
    CourseRoleForm,
    DemandFigureForm,
    ListingRoleForm,
    PayFigureForm,
    VacancyRoleForm,
)
from pathways.models import CourseRole, DemandFigure, Family, PayFigure, Skill, VacancyRole
from portal.core.admin_forms import NamesByLanguageField, edit_json_as
from portal.core.admin_views import NamedSnippetViewSet, RowViewSet
from portal.core.fact_viewsets import SOURCE_PANEL
from portal.core.used_by import UsedByPanel

for _model in (Skill, Family):
    edit_json_as(
        _model,
        "translations",
        form_class=NamesByLanguageField,
        help_text=_("Leave a box empty to show the English name."),
    )
edit_json_as(
    DemandFigure,
    "statement_translations",
    form_class=NamesByLanguageField,
    max_length=240,
    rows=2,
    help_text=_("Leave a box empty to show the English sentence."),
)


class PayFigureViewSet(NamedSnippetViewSet):
    """What work pays, by source and year."""

    model = PayFigure
    icon = "decimal"
    ordering = ("name", "pk")
    list_display = [
        "name",
        Column("basis", accessor="get_basis_display", label=_("Basis"), sort_key="basis"),
        "year_label",
        DateColumn("as_of_date", label=_("As of"), sort_key="as_of_date"),
        DateColumn("stale_after_date", label=_("Old after"), sort_key="stale_after_date"),
    ]
    list_filter = ["basis", "unit"]
    search_fields = ["name", "basis_detail", "source_name"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    FieldRowPanel([FieldPanel("basis"), FieldPanel("basis_detail")]),
                    FieldRowPanel([FieldPanel("low_pence"), FieldPanel("high_pence")]),
                    FieldRowPanel([FieldPanel("unit"), FieldPanel("hours_per_week")]),
                    FieldRowPanel([FieldPanel("year_label"), FieldPanel("geography")]),
                ],
                heading=_("The figure"),
            ),
            SOURCE_PANEL,
            UsedByPanel(),
        ],
        base_form_class=PayFigureForm,
    )


class DemandFigureViewSet(NamedSnippetViewSet):
    """How many jobs there are."""

    model = DemandFigure
    icon = "order"
    ordering = ("-as_of_date", "pk")
    list_display = [
        "statement",
        DateColumn("as_of_date", label=_("As of"), sort_key="as_of_date"),
        DateColumn("stale_after_date", label=_("Old after"), sort_key="stale_after_date"),
        BooleanColumn("says_wanted", label=_("Wanted here"), sort_key="says_wanted"),
        BooleanColumn("is_public", label=_("Shown"), sort_key="is_public"),
    ]
    list_filter = ["sectors", "says_wanted", "is_public"]
    search_fields = ["statement", "geography", "source_name"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("statement"),
                    FieldPanel("statement_translations"),
                    FieldRowPanel([FieldPanel("value"), FieldPanel("unit")]),
                    FieldPanel("geography"),
                    FieldPanel("quoted_text"),
                ],
                heading=_("The figure"),
            ),
            SOURCE_PANEL,
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("is_public"), FieldPanel("says_wanted")]),
                    FieldPanel("sectors"),
                    FieldPanel("roles"),
                ],
                heading=_("Where it is shown"),
            ),
        ],
        base_form_class=DemandFigureForm,
    )


class _NamedViewSet(NamedSnippetViewSet):
    """A short name with its translations."""

    ordering = ("position", "name", "pk")
    list_display = ["name", "slug", "position"]
    search_fields = ["name", "slug"]
    panels = [
        TitleFieldPanel("name", targets=["slug"], placeholder=False),
        FieldPanel("slug", widget=SlugInput),
        FieldPanel("position"),
        FieldPanel("translations"),
        UsedByPanel(),
    ]


class SkillViewSet(_NamedViewSet):
    """What people can do."""

    model = Skill
    icon = "tick"


class FamilyViewSet(_NamedViewSet):
    """Columns of maps."""

    model = Family
    icon = "folder-open-inverse"


VERDICT_COLUMN = Column(
    "verdict", accessor="get_verdict_display", label=_("Decision"), sort_key="verdict"
)


class _DecisionViewSet(RowViewSet):
    """Which listings lead to a role, or do not, whatever their words say."""

    form: ClassVar[type[ListingRoleForm]]
    icon = "link"
    ordering = ("-pk",)
    list_filter = ["verdict"]

    @property
    def list_display(self) -> list[Any]:
        """Name the listing, the role and the decision."""
        return [self.form.listing, "role", VERDICT_COLUMN]

    @property
    def search_fields(self) -> list[str]:
        """Find a decision by either title."""
        return [f"{self.form.listing}__title", "role__title"]

    @cached_property
    def edit_handler(self) -> ObjectList:
        """Choose the listing, the role and the decision."""
        panels = [FieldPanel(self.form.listing), FieldPanel("role"), FieldPanel("verdict")]
        return ObjectList(panels, base_form_class=self.form)

    def get_queryset(self, request: object) -> object:
        """Fetch both names with each row."""
        return self.model._default_manager.select_related(self.form.listing, "role")


class CourseRoleViewSet(_DecisionViewSet):
    """Courses that lead to a role, or do not."""

    model = CourseRole
    form = CourseRoleForm
    name = "course-roles"
    menu_label = _("Courses and roles")


class VacancyRoleViewSet(_DecisionViewSet):
    """Vacancies that are for a role, or are not."""

    model = VacancyRole
    form = VacancyRoleForm
    name = "vacancy-roles"
    menu_label = _("Vacancies and roles")


class CareersGroup(SnippetViewSetGroup):
    """One menu for what roles and pathways share."""

    menu_label = _("Careers")
    menu_icon = "site"
    menu_order = 204
    items = (
        PayFigureViewSet,
        DemandFigureViewSet,
        SkillViewSet,
        FamilyViewSet,
        CourseRoleViewSet,
        VacancyRoleViewSet,
    )
