"""Lists of the admin for what editors teach the search, and what people looked for."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.core.admin_views import ReadOnlyViewSet
from search.models import SearchLogEntry
from search.synonym_admin import BuiltInViewSet, LinesViewSet, SynonymViewSet
from search.zero_results import SHOWN_AFTER_DAYS, shown_searches, zero_results


class SearchLogIndexView(generic.IndexView):
    """The log without words that one person may have typed."""

    def get_base_queryset(self) -> QuerySet[SearchLogEntry]:
        """Leave out what the report of words that found nothing leaves out."""
        return shown_searches()


class SearchLogInspectView(generic.InspectView):
    """One row of the log that may be shown."""

    def get_object(self, queryset: Any = None) -> SearchLogEntry:
        """Answer 404 for the others."""
        return get_object_or_404(shown_searches(), pk=self.pk)


class SearchLogViewSet(ReadOnlyViewSet):
    """What people looked for, by the hour."""

    model = SearchLogEntry
    index_view_class = SearchLogIndexView
    inspect_view_class = SearchLogInspectView
    name = "searches"
    icon = "history"
    menu_label = _("Searches by hour")
    ordering = ("-hour_at", "-count", "pk")
    list_display = [
        "words",
        "place",
        "language",
        Column("bucket", accessor="get_bucket_display", label=_("Results"), sort_key="bucket"),
        Column("count", label=_("Times"), sort_key="count"),
        DateColumn("hour_at", label=_("Hour"), sort_key="hour_at"),
    ]
    list_filter = ["bucket", "language", "hour_at"]
    search_fields = ["words", "place"]


class AddSynonymColumn(Column):
    """A link that starts a synonym for the words of the row."""

    cell_template_name = "wagtailadmin/search/add_synonym_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the address of a new synonym."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "url": reverse(SynonymViewSet().get_url_name("add"))}


class ZeroResultsView(ReportView):
    """Words that found nothing, most frequent first."""

    model = SearchLogEntry
    any_permission_required = ["view"]
    page_title = _("Searches that find nothing")
    header_icon = "search"
    index_url_name = "zero-results:index"
    index_results_url_name = "zero-results:results"
    is_searchable = False
    list_export = ["words", "place", "language", "times", "days", "last_at"]
    no_results_message = _(
        "Nothing yet. Words appear here once they found nothing on %(days)s different days."
    ) % {"days": SHOWN_AFTER_DAYS}

    @cached_property
    def columns(self) -> list[Column]:
        """Columns that read the keys of a row."""
        return [
            Column("words", label=_("Words")),
            Column("place", label=_("Place")),
            Column("language", label=_("Language")),
            Column("times", label=_("Times")),
            Column("days", label=_("On days")),
            DateColumn("last_at", label=_("Last")),
            AddSynonymColumn("add", label="", accessor="words"),
        ]

    def get_queryset(self) -> Any:
        """Ask the report."""
        return zero_results()

    def order_queryset(self, queryset: Any) -> Any:
        """Keep the order of the report."""
        return queryset

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Offer the way to the whole log."""
        url = reverse("searches:index")
        return [
            *super().header_more_buttons,
            Button(_("Searches by hour"), url=url, icon_name="history"),
        ]


class ZeroResultsViewSet(ViewSet):
    """The report of searches that find nothing."""

    name = "zero-results"
    icon = "search"
    menu_label = _("Searches that find nothing")
    model = SearchLogEntry

    @property
    def menu_item_class(self) -> Any:
        """Show the report to people who may see the log."""
        base = super().menu_item_class

        def is_shown(_item: Any, request: Any) -> bool:
            policy = policy_registry.get_by_type(SearchLogEntry)
            return policy.user_has_permission(request.user, "view")

        return type("ZeroResultsMenuItem", (base,), {"is_shown": is_shown})

    def get_urlpatterns(self) -> list[Any]:
        """Serve the page, and its part that changes when a filter does."""
        view = self.construct_view(ZeroResultsView)
        results = self.construct_view(ZeroResultsView, results_only=True)
        return [path("", view, name="index"), path("results/", results, name="results")]


class SearchGroup(SnippetViewSetGroup):
    """One menu for what the search knows and lacks."""

    menu_label = _("Search")
    menu_icon = "search"
    menu_order = 220
    items = (
        SynonymViewSet,
        BuiltInViewSet,
        LinesViewSet,
        ZeroResultsViewSet,
        SearchLogViewSet,
    )
