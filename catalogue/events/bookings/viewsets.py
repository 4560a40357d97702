"""For staff: messages that could not be sent, and who looked at access needs. Under Reports."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic

from catalogue.events.bookings import sending
from catalogue.events.bookings.records import AccessLook, Notice
from catalogue.events.enums import NoticeState
from portal.core.admin_views import ReadOnlyViewSet
from portal.core.clock import now

MAY_SEND_AGAIN = "events.change_booking"


class NoticeIndexView(generic.IndexView):
    """What could not be sent first, and what still waits after a failure."""

    def get_base_queryset(self) -> Any:
        """Leave out what went well: it is nothing to do."""
        troubled = Notice.objects.exclude(problem="").exclude(
            state__in=[NoticeState.SENT, NoticeState.DROPPED]
        )
        return troubled.select_related("booking__date__event").order_by("state", "-queued_at")

    def order_queryset(self, queryset: Any) -> Any:
        """Keep the order until somebody clicks a column."""
        return super().order_queryset(queryset) if self.request.GET.get("ordering") else queryset


class SendAgainView(View):
    """One click puts a message back in the queue; the next run sends it."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put it back and say so."""
        if not request.user.has_perm(MAY_SEND_AGAIN):
            raise PermissionDenied
        if sending.send_again(Notice.objects.filter(pk=pk), now=now()):
            messages.success(request, _("The message is sent again within ten minutes."))
        else:
            messages.warning(
                request, _("This message was sent, or waits to be sent. Nothing was done.")
            )
        return redirect(reverse("messages-to-people:index"))


class SendAgainColumn(Column):
    """A button on each message that failed."""

    cell_template_name = "wagtailadmin/events/send_again_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """Add the request for the CSRF token, and whether there is something to do."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        has_failed = instance.state == NoticeState.FAILED
        return {
            **context,
            "csrf_token": get_token(request),
            "is_offered": has_failed and request.user.has_perm(MAY_SEND_AGAIN),
            "url": reverse("messages-to-people:again", args=[instance.pk]),
        }


def _event(notice: Notice) -> str:
    return str(notice.booking.date)


class NoticeViewSet(ReadOnlyViewSet):
    """Messages that failed. By reference: a name is looked up where bookings are."""

    model = Notice
    name = "messages-to-people"
    icon = "mail"
    menu_label = gettext_lazy("Messages to people")
    menu_hook = "register_reports_menu_item"
    menu_order = 12
    index_view_class = NoticeIndexView
    inspect_view_enabled = False
    list_display: list[Any] = [
        Column("kind", label=gettext_lazy("About"), accessor="get_kind_display"),
        Column("reference", label=gettext_lazy("Booking"), accessor="booking.reference"),
        Column("event", label=gettext_lazy("Event"), accessor=_event),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display"),
        Column("channel", label=gettext_lazy("By"), accessor="get_channel_display"),
        Column("problem", label=gettext_lazy("What went wrong")),
        Column("attempts", label=gettext_lazy("Tried")),
        DateColumn("queued_at", label=gettext_lazy("Written"), sort_key="queued_at"),
        SendAgainColumn("again", label="", accessor="pk"),
    ]
    list_filter = ["state", "kind", "channel"]
    search_fields = ["booking__reference"]

    def get_urlpatterns(self) -> list[Any]:
        """Add the one-click address."""
        return [
            *super().get_urlpatterns(),
            path("again/<int:pk>/", SendAgainView.as_view(), name="again"),
        ]


class AccessLookIndexView(generic.IndexView):
    """Who looked, at which event."""

    def get_base_queryset(self) -> Any:
        """Read the people and the events with their looks."""
        return AccessLook.objects.select_related("user", "date__event")


class AccessLookViewSet(ReadOnlyViewSet):
    """Who saw which access needs, for administrators."""

    model = AccessLook
    name = "access-looks"
    icon = "view"
    menu_label = gettext_lazy("Looks at access needs")
    menu_hook = "register_reports_menu_item"
    menu_order = 13
    index_view_class = AccessLookIndexView
    inspect_view_enabled = False
    ordering = ("-looked_at", "-pk")
    list_display: list[Any] = [
        Column("user", label=gettext_lazy("Who")),
        Column("date", label=gettext_lazy("Event")),
        Column("where", label=gettext_lazy("Where")),
        Column("needs", label=gettext_lazy("How many")),
        DateColumn("looked_at", label=gettext_lazy("When"), sort_key="looked_at"),
    ]
    list_filter = ["looked_at", "user"]
