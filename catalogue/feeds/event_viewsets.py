"""Partners' feeds and partners' events in the admin."""

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.permissions import policy_registry

from catalogue.events.enums import EventKind
from catalogue.events.event_times import moment_words
from catalogue.feeds.enums import HeldState
from catalogue.feeds.event_approval import DECIDABLE, seen_key
from catalogue.feeds.event_decisions import (
    ApproveView,
    FetchSoonView,
    KeepView,
    LookAgainView,
    RefuseView,
    may_decide,
)
from catalogue.feeds.event_models import EventFeed, HeldEvent
from catalogue.feeds.event_querysets import HeldEventQuerySet
from catalogue.feeds.event_words import change_words, rows_of, warnings_of
from portal.core import clock
from portal.core.admin_views import ReadOnlyViewSet, RowViewSet


class HeldEventFilters(WagtailFilterSet):
    """What the events team narrows the list by."""

    class Meta:
        model = HeldEvent
        fields = ["state", "feed"]


class DecisionPanel(Component):
    """All that the feed says of an event, what changed, and the buttons to decide."""

    template_name = "wagtailadmin/feeds/held_event.html"

    def __init__(self, held: HeldEvent, request: HttpRequest) -> None:
        self.held = held
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Give the facts in a table, and what this person may do."""
        held, now = self.held, clock.now()
        may = may_decide(self.request.user)
        can_decide = may and held.state in DECIDABLE and held.last_end > now
        page = held.page
        return {
            "rows": rows_of(held, now=now),
            "warnings": warnings_of(held, now=now),
            "has_before": held.approved_facts is not None,
            "is_gone": held.state == HeldState.GONE,
            "reason": held.reason,
            "decided_by": held.decided_by,
            "decided_at": held.decided_at,
            "page": page,
            "page_url": reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else "",
            "csrf_token": get_token(self.request) if may else "",
            "seen_key": seen_key(held),
            "kinds": EventKind.choices,
            "can_approve": can_decide,
            "can_refuse": can_decide and held.state == HeldState.HELD,
            "can_keep": can_decide and held.state == HeldState.HELD and bool(held.approved_facts),
            "can_look_again": can_decide and held.state == HeldState.REFUSED,
            "urls": {
                name: reverse(f"held_events:{name}", args=[held.pk])
                for name in ("approve", "refuse", "keep", "again")
            },
        }


class HeldEventInspectView(InspectView):
    """One event of a partner, with the decision."""

    def get_facts_display_value(self) -> Component:
        """Show a table and buttons."""
        return DecisionPanel(self.object, self.request)


class HeldEventIndexView(IndexView):
    """The list, in one question for all rows."""

    def get_base_queryset(self) -> HeldEventQuerySet:
        """Read the organisation of each event with it."""
        return HeldEvent.objects.for_list()


def _is_waiting(held: HeldEvent) -> bool:
    return held.state in (HeldState.HELD, HeldState.GONE)


def _starts(held: HeldEvent) -> str:
    return moment_words(held.first_start)


def _changes(held: HeldEvent) -> str:
    return change_words(held, now=clock.now())


class HeldEventViewSet(ReadOnlyViewSet):
    """Events of partners: to look at, approved, refused, gone."""

    model = HeldEvent
    name = "held_events"
    icon = "calendar-check"
    menu_label = _("Partners’ events")
    menu_order = 231
    add_to_admin_menu = True
    index_view_class = HeldEventIndexView
    inspect_view_class = HeldEventInspectView
    inspect_view_fields = ["feed", "state", "facts", "changed_at"]
    filterset_class = HeldEventFilters
    ordering = ("rank", "first_start", "pk")
    list_display = [
        TitleColumn(
            "title",
            label=_("Title"),
            sort_key="title",
            url_name="held_events:inspect",
        ),
        Column("feed", label=_("Organisation"), accessor="feed.organisation", sort_key="feed"),
        Column("first_start", label=_("Starts"), accessor=_starts, sort_key="first_start"),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="get_state_display",
            primary=_is_waiting,
            sort_key="state",
        ),
        Column("changes", label=_("What is new"), accessor=_changes, width="30%"),
        DateColumn("changed_at", label=_("Since"), sort_key="changed_at"),
    ]
    search_fields = ["title", "uid", "feed__organisation__name"]

    def get_urlpatterns(self) -> list[Any]:
        """Add the addresses of the decisions."""
        return [
            *super().get_urlpatterns(),
            path("approve/<int:pk>/", ApproveView.as_view(), name="approve"),
            path("refuse/<int:pk>/", RefuseView.as_view(), name="refuse"),
            path("keep/<int:pk>/", KeepView.as_view(), name="keep"),
            path("again/<int:pk>/", LookAgainView.as_view(), name="again"),
        ]


class FetchesPanel(Component):
    """The last fetches of a feed with their findings, and the button to fetch soon."""

    template_name = "wagtailadmin/feeds/fetches.html"

    def __init__(self, feed: EventFeed, request: HttpRequest) -> None:
        self.feed = feed
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Give the fetches, newest first."""
        may = policy_registry.get_by_type(EventFeed).user_has_permission(
            self.request.user, "change"
        )
        return {
            "fetches": self.feed.fetches.all(),
            "can_fetch": may and self.feed.is_on,
            "csrf_token": get_token(self.request) if may else "",
            "fetch_url": reverse("event_feeds_admin:fetch_soon", args=[self.feed.pk]),
        }


class EventFeedInspectView(InspectView):
    """One feed with its last fetches."""

    def get_message_display_value(self) -> Component:
        """Show what happened."""
        return FetchesPanel(self.object, self.request)


class EventFeedViewSet(RowViewSet):
    """Addresses where partners publish events."""

    model = EventFeed
    name = "event_feeds_admin"
    icon = "download"
    menu_label = _("Partners’ feeds")
    menu_order = 232
    add_to_admin_menu = True
    inspect_view_enabled = True
    inspect_view_class = EventFeedInspectView
    inspect_view_fields = ["organisation", "address", "kind", "is_on", "horizon_days", "message"]
    form_fields = [
        *("organisation", "address", "kind", "is_on", "horizon_days", "is_shrink_expected"),
    ]
    ordering = ("organisation__name", "pk")
    list_display = [
        "address",
        Column("organisation", label=_("Organisation"), sort_key="organisation__name"),
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        Column("is_on", label=_("On"), accessor=lambda feed: _("Yes") if feed.is_on else _("No")),
        Column("result", label=_("Last result"), accessor="get_result_display"),
        Column("message", label=_("What to do"), width="30%"),
        DateColumn("fetched_at", label=_("Last fetched"), sort_key="fetched_at"),
    ]
    search_fields = ["address", "organisation__name"]

    def get_urlpatterns(self) -> list[Any]:
        """Add the address of the button."""
        return [
            *super().get_urlpatterns(),
            path("fetch/<int:pk>/", FetchSoonView.as_view(), name="fetch_soon"),
        ]


class WaitingPanel(Component):
    """The lines on the admin's first page: how many events wait, which feeds were not read."""

    order = 56
    template_name = "wagtailadmin/feeds/home_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Count what somebody has to look at."""
        waiting = HeldEvent.objects.waiting(clock.now())
        feeds = EventFeed.objects.not_read().order_by("organisation__name", "pk")
        return {
            "waiting_count": waiting.count(),
            "index_url": reverse("held_events:index"),
            "feeds": [
                (feed.organisation.name, reverse("event_feeds_admin:inspect", args=[feed.pk]))
                for feed in feeds
            ],
        }


def add_waiting_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Show the panel to people who may decide."""
    if may_decide(request.user):
        panels.append(WaitingPanel())
