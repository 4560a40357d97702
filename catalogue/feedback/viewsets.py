"""The queue of reported problems, and the lists of what visitors say of pages and searches."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.permission_policies import ModelPermissionPolicy

from catalogue.courses.models import Course
from catalogue.feedback.enums import ProblemStatus
from catalogue.feedback.models import MissingReport, PageFeedback, ProblemReport
from catalogue.feedback.queue import queue
from catalogue.feedback.services import close_report
from portal.core.admin_views import ReadOnlyViewSet, RowViewSet
from portal.core.clock import now


class QueueIndexView(generic.IndexView):
    """Urgent first, then open ones, oldest first."""

    def get_base_queryset(self) -> Any:
        """Ask the queue."""
        return queue(now=now())

    def order_queryset(self, queryset: Any) -> Any:
        """Keep the order of the queue until somebody clicks a column."""
        return super().order_queryset(queryset) if self.request.GET.get("ordering") else queryset


class MarkDoneView(generic.PermissionCheckedMixin, View):
    """One click in the list closes a report."""

    model = ProblemReport
    permission_required = "change"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Close the report and say so."""
        report = get_object_or_404(ProblemReport, pk=pk)
        close_report(report)
        messages.success(request, _("Done: %(report)s") % {"report": report})
        return redirect(reverse("problem-reports:index"))


class DoneColumn(Column):
    """A button on each open report."""

    cell_template_name = "wagtailadmin/feedback/done_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the request for the CSRF token, and whether there is something to do."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {
            **context,
            "csrf_token": get_token(parent_context["request"]),
            "is_open": instance.status == ProblemStatus.OPEN,
            "url": reverse("problem-reports:done", args=[instance.pk]),
        }


class StateColumn(Column):
    """Urgent, open or done, in a word and a colour."""

    cell_template_name = "wagtailadmin/feedback/state_cell.html"


def _report_url(report: ProblemReport) -> str:
    return reverse("problem-reports:edit", args=[report.pk])


def _listing_url(report: ProblemReport) -> str:
    if report.course_id:
        return reverse("courses:edit", args=[report.course_id])
    return reverse("vacancies:edit", args=[report.vacancy_id])


def _offered_by(report: ProblemReport) -> str:
    listing = report.listing
    return listing.provider.name if isinstance(listing, Course) else listing.employer_name


def _page_url(feedback: PageFeedback) -> str:
    return feedback.path


class ReportPolicy(ModelPermissionPolicy):
    """Visitors report problems. Nobody writes one in the admin."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Answer for everything but adding."""
        return action != "add" and bool(super().user_has_permission(user, action))


class ProblemReportViewSet(RowViewSet):
    """What visitors say is wrong."""

    model = ProblemReport
    name = "problem-reports"
    icon = "warning"
    menu_label = gettext_lazy("Reported problems")
    menu_hook = "register_reports_menu_item"
    menu_order = 10
    index_view_class = QueueIndexView
    list_display = [
        TitleColumn(
            "report",
            accessor="get_reason_display",
            label=gettext_lazy("Reason"),
            get_url=_report_url,
        ),
        StateColumn("state", label=gettext_lazy("State"), accessor="pk"),
        TitleColumn("listing", label=gettext_lazy("Course or vacancy"), get_url=_listing_url),
        Column("text", label=gettext_lazy("In their words")),
        Column("provider", accessor=_offered_by, label=gettext_lazy("Provider or employer")),
        DateColumn("created_at", label=gettext_lazy("Reported"), sort_key="created_at"),
        DoneColumn("done", label="", accessor="pk"),
    ]
    list_filter = ["status", "reason"]
    search_fields = ["course__title", "course__provider__name", "vacancy__title", "text"]
    panels = [
        FieldPanel("status", help_text=gettext_lazy("Done, once the course is right or gone.")),
        MultiFieldPanel(
            [
                FieldPanel("course", read_only=True),
                FieldPanel("vacancy", read_only=True),
                FieldPanel("reason", read_only=True),
                FieldPanel("text", read_only=True),
                FieldPanel("created_at", read_only=True),
            ],
            heading=gettext_lazy("What the visitor said"),
        ),
    ]

    def get_urlpatterns(self) -> list[Any]:
        """Add the one-click address."""
        return [
            *super().get_urlpatterns(),
            path("done/<int:pk>/", MarkDoneView.as_view(), name="done"),
        ]


class PageFeedbackViewSet(ReadOnlyViewSet):
    """Which pages were useful, and what people say about them."""

    model = PageFeedback
    name = "page-feedback"
    icon = "comment"
    menu_label = gettext_lazy("Was this page useful?")
    menu_hook = "register_reports_menu_item"
    menu_order = 11
    ordering = ("-created_at", "-pk")
    list_display = [
        TitleColumn("path", label=gettext_lazy("Page"), sort_key="path", get_url=_page_url),
        BooleanColumn("is_useful", label=gettext_lazy("Useful"), sort_key="is_useful"),
        Column("text", label=gettext_lazy("In their words")),
        Column("language", label=gettext_lazy("Language"), sort_key="language"),
        DateColumn("created_at", label=gettext_lazy("Sent"), sort_key="created_at"),
    ]
    list_filter = ["is_useful", "language", "created_at"]
    list_export = ["path", "is_useful", "text", "language", "created_at"]
    search_fields = ["path", "text"]


class MissingReportViewSet(ReadOnlyViewSet):
    """What people looked for and did not find."""

    model = MissingReport
    name = "missing-reports"
    icon = "search"
    menu_label = gettext_lazy("Cannot find it")
    menu_hook = "register_reports_menu_item"
    menu_order = 12
    ordering = ("-created_at", "-pk")
    list_display = [
        Column("words", label=gettext_lazy("Looked for"), sort_key="words"),
        Column("place", label=gettext_lazy("Near"), sort_key="place"),
        Column("text", label=gettext_lazy("In their words")),
        Column("language", label=gettext_lazy("Language"), sort_key="language"),
        DateColumn("created_at", label=gettext_lazy("Sent"), sort_key="created_at"),
    ]
    list_filter = ["language", "created_at"]
    list_export = ["words", "place", "text", "language", "created_at"]
    search_fields = ["words", "place", "text"]
