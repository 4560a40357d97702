"""Lists of the admin for what editors teach the search, and what people looked for."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.core.admin_views import ReadOnlyViewSet
from search.models import SearchLogEntry
from search.reports import NearMissViewSet, RelaxedViewSet, ZeroResultsViewSet
from search.synonym_admin import BuiltInViewSet, LinesViewSet, SynonymViewSet
from search.zero_results import shown_searches


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
        Column("step", accessor="get_step_display", label=_("What was changed"), sort_key="step"),
        Column("count", label=_("Times"), sort_key="count"),
        DateColumn("hour_at", label=_("Hour"), sort_key="hour_at"),
    ]
    list_filter = ["bucket", "step", "language", "hour_at"]
    search_fields = ["words", "place"]


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
        RelaxedViewSet,
        NearMissViewSet,
        SearchLogViewSet,
    )
