"""Lists of the admin for courses, funding rules and learning aims, and the catalogue's menu."""

from typing import Any

from django.db.models import Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views import generic
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from catalogue.courses.enums import ESOL_LEVELS, CourseStatus, ListingSource, Need, Weekday
from catalogue.courses.models import Course, CourseRun, FundingRule, LearningAim
from catalogue.courses.panels import COURSE_EDIT_HANDLER
from catalogue.providers.models import Organisation
from catalogue.providers.viewsets import OrganisationViewSet, VenueViewSet
from portal.core.admin_forms import LinesField, TicksField, edit_json_as
from portal.core.admin_views import ReadOnlyViewSet, RowViewSet
from portal.core.clock import today

edit_json_as(
    Course,
    "esol_levels",
    form_class=TicksField,
    choices=[(level.value, level.label) for level in ESOL_LEVELS],
    help_text=_("Tick every level that the class takes."),
)
edit_json_as(
    Course,
    "needs",
    form_class=TicksField,
    choices=Need.choices,
    help_text=_("Tick only what the provider has promised."),
)
edit_json_as(
    CourseRun, "days_of_week", form_class=TicksField, choices=Weekday.choices, help_text=""
)
edit_json_as(
    CourseRun,
    "sub_regions",
    form_class=LinesField,
    help_text=_("For training at work: one council on each line, such as Walsall."),
)


class CourseFilters(WagtailFilterSet):
    """What editors narrow the list of courses by."""

    status = ChoiceFilter(label=_("Status"), choices=CourseStatus.choices)
    provider = ModelChoiceFilter(
        label=_("Provider"), queryset=Organisation.objects.order_by("name")
    )
    source = ChoiceFilter(label=_("How it came to us"), choices=ListingSource.choices)
    runs = ChoiceFilter(
        label=_("Runs"),
        method="by_runs",
        choices=[("open", _("With a run to join")), ("none", _("With no run to join"))],
    )

    class Meta:
        model = Course
        fields = ["status", "level", "subject", "provider", "source", "runs"]

    def by_runs(self, courses: QuerySet[Course], _name: str, value: str) -> QuerySet[Course]:
        """Keep courses with a run that somebody can still join, or those without."""
        open_runs = CourseRun.objects.open_on(today()).values("course")
        if value == "open":
            return courses.filter(pk__in=open_runs)
        return courses.exclude(pk__in=open_runs)


class CourseIndexView(generic.IndexView):
    """The list of courses with the next start of each."""

    def get_base_queryset(self) -> QuerySet[Course]:
        """Fetch the provider, and the first start that is still to come."""
        to_come = Q(runs__start_date__gte=today())
        courses: QuerySet[Course] = super().get_base_queryset()
        return courses.select_related("provider").annotate(
            next_start_date=Min("runs__start_date", filter=to_come)
        )


def _is_live(course: Course) -> bool:
    return course.status == CourseStatus.LIVE


class CourseViewSet(RowViewSet):
    """Courses with their runs."""

    model = Course
    name = "courses"
    icon = "list-ul"
    menu_label = _("Courses")
    index_view_class = CourseIndexView
    filterset_class = CourseFilters
    edit_handler = COURSE_EDIT_HANDLER
    ordering = ("-updated_at", "-pk")
    list_display = [
        "title",
        Column("provider", label=_("Provider"), sort_key="provider__name"),
        StatusTagColumn(
            "status",
            label=_("Status"),
            accessor="get_status_display",
            primary=_is_live,
            sort_key="status",
        ),
        Column(
            "next_start_date",
            label=_("Next start"),
            accessor=lambda course: course.next_start_date or "",
            sort_key="next_start_date",
        ),
        DateColumn("updated_at", label=_("Changed"), sort_key="updated_at"),
    ]
    list_export = ["pk", "title", "provider", "status", "level", "checked_date", "updated_at"]
    search_fields = ["title", "provider__name", "learn_aim_ref", "references__reference"]

    def get_edit_handler(self) -> Any:
        """Use the tabs of panels.py."""
        return self.edit_handler.bind_to_model(self.model)


class FundingRuleViewSet(RowViewSet):
    """Who learns free or for less."""

    model = FundingRule
    name = "funding-rules"
    icon = "tag"
    ordering = ("name", "pk")
    list_display = [
        "name",
        Column("effect", accessor="get_effect_display", label=_("What it does")),
        DateColumn("valid_to_date", label=_("Until")),
        DateColumn("checked_date", label=_("Checked")),
    ]
    list_filter = ["effect", "employment"]
    search_fields = ["name"]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("effect")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("age_min"), FieldPanel("age_max")]),
                FieldPanel("employment"),
                FieldPanel(
                    "earnings_below_pounds",
                    help_text=_("In pounds a year before tax. Empty: earnings do not matter."),
                ),
                FieldPanel("prior_level_below"),
                FieldPanel("area", help_text=_("Empty: it holds in all of England.")),
            ],
            heading=_("Who it is for"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("valid_from_date"), FieldPanel("valid_to_date")]),
                FieldPanel("source_url", help_text=_("The official page that says so.")),
                FieldPanel("checked_date", help_text=_("When somebody last read that page.")),
            ],
            heading=_("How we know"),
        ),
    ]


class LearningAimViewSet(ReadOnlyViewSet):
    """LARS, as the command import_lars read it."""

    model = LearningAim
    name = "learning-aims"
    icon = "doc-full"
    ordering = ("learn_aim_ref",)
    list_display = [
        "learn_aim_ref",
        "title",
        Column("level", accessor="get_level_display", label=_("Level")),
        DateColumn("effective_to_date", label=_("Until")),
    ]
    list_filter = ["level"]
    search_fields = ["learn_aim_ref", "title"]


class CatalogueGroup(SnippetViewSetGroup):
    """One menu for what is offered."""

    menu_label = _("Catalogue")
    menu_icon = "list-ul"
    menu_order = 200
    items = (
        CourseViewSet,
        OrganisationViewSet,
        VenueViewSet,
        FundingRuleViewSet,
        LearningAimViewSet,
    )
