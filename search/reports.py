"""Reports of the admin: what people looked for and did not find as they asked."""

from typing import Any

import django_filters
from django.db.models import Model, QuerySet
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry

from catalogue.providers.models import Organisation
from search import near_miss_words
from search.forms import SearchForm
from search.models import NearMiss, RecallStep, SearchLogEntry
from search.reference import get_reference
from search.synonym_admin import SynonymViewSet
from search.zero_results import SHOWN_AFTER_DAYS, relaxed_searches, zero_results


class AddSynonymColumn(Column):
    """A link that starts a synonym for the words of the row."""

    cell_template_name = "wagtailadmin/search/add_synonym_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the address of a new synonym."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "url": reverse(SynonymViewSet().get_url_name("add"))}


class TryColumn(Column):
    """A link that asks the same again."""

    cell_template_name = "wagtailadmin/search/try_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the address of the search."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        if isinstance(instance, NearMiss):
            words, near = instance.words, instance.place
        else:
            words, near = instance["words"], get_reference().gazetteer.near_of(instance["place"])
        form = SearchForm(q=words, near=near)
        return {**context, "words": words, "url": form.url(reverse("search:results"))}


class SearchReportView(ReportView):
    """A report with an order of its own."""

    any_permission_required = ["view"]
    header_icon = "search"
    is_searchable = False

    def order_queryset(self, queryset: Any) -> Any:
        """Keep the order of the report."""
        return queryset


class WordsReportView(SearchReportView):
    """Words of the log, with how often and on how many days they came."""

    model = SearchLogEntry
    list_export = ["words", "place", "language", "times", "days", "last_at"]

    @cached_property
    def columns(self) -> list[Column]:
        """Columns that read the keys of a row."""
        return [
            Column("words", label=_("Words")),
            Column("place", label=_("Place")),
            Column("language", label=_("Language")),
            *self.own_columns,
            Column("times", label=_("Times")),
            Column("days", label=_("On days")),
            DateColumn("last_at", label=_("Last")),
            TryColumn("try", label="", accessor="words"),
            AddSynonymColumn("add", label="", accessor="words"),
        ]

    @property
    def own_columns(self) -> list[Column]:
        """What only this report has."""
        return []

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Offer the way to the whole log."""
        url = reverse("searches:index")
        return [
            *super().header_more_buttons,
            Button(_("Searches by hour"), url=url, icon_name="history"),
        ]


class ZeroResultsView(WordsReportView):
    """Words that found nothing, most frequent first."""

    page_title = _("Searches that find nothing")
    index_url_name = "zero-results:index"
    index_results_url_name = "zero-results:results"
    export_filename = "searches-that-find-nothing"
    no_results_message = _(
        "Nothing yet. Words appear here once they found nothing on %(days)s different days."
    ) % {"days": SHOWN_AFTER_DAYS}

    def get_queryset(self) -> Any:
        """Ask the report."""
        return zero_results()


def step_label(row: Any) -> str:
    """Return what was changed to find something: ``"Words were left out"``."""
    return str(RecallStep(row["step"]).label)


class RelaxedFilterSet(WagtailFilterSet):
    """Choose what was changed."""

    step = django_filters.ChoiceFilter(
        label=_("What was changed"),
        choices=[choice for choice in RecallStep.choices if choice[0] != RecallStep.ALL],
    )

    class Meta:
        model = SearchLogEntry
        fields = ["step"]


class RelaxedView(WordsReportView):
    """Words that found something only after a change, most frequent first."""

    page_title = _("Searches that needed a change")
    index_url_name = "relaxed-searches:index"
    index_results_url_name = "relaxed-searches:results"
    export_filename = "searches-that-needed-a-change"
    filterset_class = RelaxedFilterSet
    list_export = ["words", "place", "language", "step", "times", "days", "last_at"]
    no_results_message = _(
        "Nothing yet. Words appear here once they needed a change on %(days)s different days."
    ) % {"days": SHOWN_AFTER_DAYS}

    @property
    def own_columns(self) -> list[Column]:
        """Say what was changed."""
        return [Column("step", label=_("What was changed"), accessor=step_label)]

    def get_queryset(self) -> Any:
        """Ask the report."""
        return relaxed_searches()

    def to_row_dict(self, item: Any) -> Any:
        """Write the change in words."""
        return super().to_row_dict({**item, "step": step_label(item)})


class NearMissFilterSet(WagtailFilterSet):
    """Choose a provider, or a condition."""

    organisation = django_filters.ModelChoiceFilter(
        label=_("Provider"),
        queryset=lambda _request: (
            Organisation.objects.filter(near_misses__isnull=False).distinct().order_by("name")
        ),
    )

    class Meta:
        model = NearMiss
        fields = ["organisation", "condition"]


class NearMissView(SearchReportView):
    """What the listings of each provider miss by one condition, most frequent first."""

    model = NearMiss
    page_title = _("Searches narrowly missed")
    index_url_name = "near-misses:index"
    index_results_url_name = "near-misses:results"
    export_filename = "searches-narrowly-missed"
    filterset_class = NearMissFilterSet
    list_export = [
        *("organisation", "words", "place", "times", "condition", "listing", "listing_title"),
        *("listings", "why", "advice"),
    ]
    export_headings = {"why": _("Why"), "advice": _("What the provider can do")}
    no_results_message = _(
        "Nothing yet. Searches that came on %(days)s different days are looked at every night."
    ) % {"days": SHOWN_AFTER_DAYS}

    @cached_property
    def columns(self) -> list[Column]:
        """Columns in plain words."""
        return [
            Column("organisation", label=_("Provider")),
            Column("looked_for", label=_("People looked for"), accessor=near_miss_words.looked_for),
            Column("times", label=_("Times")),
            Column("why", label=_("Why it was missed"), accessor=near_miss_words.why),
            Column("advice", label=_("What the provider can do"), accessor=near_miss_words.advice),
            TryColumn("try", label="", accessor="words"),
        ]

    def get_queryset(self) -> QuerySet[NearMiss]:
        """Ask for all of them, with their providers."""
        return NearMiss.objects.most_frequent_first()

    def to_row_dict(self, item: NearMiss) -> Any:
        """Write codes in words."""
        cells = {
            "organisation": str(item.organisation),
            "condition": item.get_condition_display(),
            "why": near_miss_words.why(item),
            "advice": near_miss_words.advice(item),
        }
        stored = {name: getattr(item, name) for name in self.list_export if name not in cells}
        return super().to_row_dict({**stored, **cells})


class ReportViewSet(ViewSet):
    """A report in the menu, for people who may look at its rows."""

    icon = "search"
    model: type[Model] = SearchLogEntry
    view_class: type[SearchReportView]

    @property
    def menu_item_class(self) -> Any:
        """Show the report to people who may see it."""
        base, model = super().menu_item_class, self.model

        def is_shown(_item: Any, request: Any) -> bool:
            policy = policy_registry.get_by_type(model)
            return policy.user_has_permission(request.user, "view")

        return type("ReportMenuItem", (base,), {"is_shown": is_shown})

    def get_urlpatterns(self) -> list[Any]:
        """Serve the page, and its part that changes when a filter does."""
        view = self.construct_view(self.view_class)
        results = self.construct_view(self.view_class, results_only=True)
        return [path("", view, name="index"), path("results/", results, name="results")]


class ZeroResultsViewSet(ReportViewSet):
    """The report of searches that find nothing."""

    name = "zero-results"
    menu_label = _("Searches that find nothing")
    view_class = ZeroResultsView


class RelaxedViewSet(ReportViewSet):
    """The report of searches that found something after a change."""

    name = "relaxed-searches"
    menu_label = _("Searches that needed a change")
    view_class = RelaxedView


class NearMissViewSet(ReportViewSet):
    """The report of searches that listings narrowly missed."""

    name = "near-misses"
    menu_label = _("Searches narrowly missed")
    model = NearMiss
    view_class = NearMissView
