"""The buttons of partners' events: each decides, says so, and goes back."""

from abc import ABC, abstractmethod
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.permissions import policy_registry

from catalogue.events.enums import EventKind
from catalogue.events.scheduling import ensure_events_page
from catalogue.feeds import event_approval
from catalogue.feeds.enums import HeldState
from catalogue.feeds.event_approval import ApprovalRefusedError
from catalogue.feeds.event_models import EventFeed, HeldEvent
from portal.core import clock


def may_decide(user: Any) -> bool:
    """Say whether a person decides about partners' events."""
    return bool(user.is_active and user.has_perm("feeds.change_heldevent"))


def may_publish(user: Any, *, is_live: bool) -> bool:
    """Say whether a person may add events to the site, as drafts or for everybody to see."""
    parent = ensure_events_page()
    if parent is None:
        return True  # the approval says what is missing
    tester = parent.permissions_for_user(user)
    can_add: bool = tester.can_add_subpage()
    return can_add and (not is_live or tester.can_publish_subpage())


class DecisionView(View, ABC):
    """One button on the page of an event."""

    http_method_names = ["post"]

    @abstractmethod
    def decide(self, request: HttpRequest, held: HeldEvent) -> str:
        """Do what the button says. Return what was done, in words."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide, and go back to the list; or say why not, on the page of the event."""
        if not may_decide(request.user):
            raise PermissionDenied
        held = get_object_or_404(HeldEvent, pk=pk)
        try:
            done = self.decide(request, held)
        except ApprovalRefusedError as error:
            for reason in error.reasons:
                messages.error(request, reason)
            return redirect("held_events:inspect", held.pk)
        messages.success(request, done)
        return redirect(f"{reverse('held_events:index')}?state={HeldState.HELD}")


class ApproveView(DecisionView):
    """Make or change the page of an event."""

    def decide(self, request: HttpRequest, held: HeldEvent) -> str:
        """Put it on the site, or make a draft."""
        is_live = request.POST.get("how") == "live"
        if not may_publish(request.user, is_live=is_live):
            raise PermissionDenied
        kind = request.POST.get("kind", "")
        if held.page is None and kind not in EventKind.values:
            raise ApprovalRefusedError(_("Choose what kind of event it is."))
        page = event_approval.approve(
            held.pk,
            user=request.user,
            kind=kind,
            is_live=is_live,
            seen=request.POST.get("seen_key", ""),
            now=clock.now(),
            today=clock.today(),
        )
        words = _("On the site: %(event)s") if is_live else _("A draft was made: %(event)s")
        return words % {"event": page.title}


class RefuseView(DecisionView):
    """Refuse an event."""

    def decide(self, request: HttpRequest, held: HeldEvent) -> str:
        """Refuse it with the reason that was written."""
        event_approval.refuse(
            held.pk,
            user=request.user,
            reason=request.POST.get("reason", ""),
            seen=request.POST.get("seen_key", ""),
            now=clock.now(),
        )
        return _("Refused: %(event)s") % {"event": held}


class KeepView(DecisionView):
    """Leave our page as it is."""

    def decide(self, request: HttpRequest, held: HeldEvent) -> str:
        """Take note of the difference."""
        seen = request.POST.get("seen_key", "")
        event_approval.keep_ours(held.pk, user=request.user, seen=seen, now=clock.now())
        return _("Our page stays as it is: %(event)s") % {"event": held}


class LookAgainView(DecisionView):
    """Take a refusal back."""

    def decide(self, request: HttpRequest, held: HeldEvent) -> str:
        """Put it back among those to look at."""
        seen = request.POST.get("seen_key", "")
        event_approval.look_again(held.pk, user=request.user, seen=seen, now=clock.now())
        return _("To look at again: %(event)s") % {"event": held}


class FetchSoonView(View):
    """Have a feed fetched with the next scheduled work."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Forget when it was fetched. No visitor waits for a partner's slow site."""
        if not policy_registry.get_by_type(EventFeed).user_has_permission(request.user, "change"):
            raise PermissionDenied
        feed = get_object_or_404(EventFeed, pk=pk)
        EventFeed.objects.filter(pk=feed.pk).update(fetched_at=None)
        messages.success(request, _("It is fetched within about ten minutes."))
        return redirect("event_feeds_admin:inspect", feed.pk)
