"""What an editor is told, or kept from: unpublishing, deleting, copying, publishing."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from catalogue.events.bookings.records import Booking, Notice
from catalogue.events.dates import EventDate
from catalogue.events.enums import NoticeKind
from catalogue.events.expected_changes import STANDING
from catalogue.events.pages import EventPage
from catalogue.events.stand_contacts import forget_contacts_of
from catalogue.events.team.rights import VIEW
from portal.core.clock import now
from portal.core.deletion import SHOWN_USERS, Use

# A publication and what it queues are one moment; the message about it comes right after.
JUST_NOW = datetime.timedelta(seconds=20)


def needed_dates(page: EventPage) -> list[Use]:
    """Return the dates of an event that hold bookings, or the numbers that are left of them."""
    dates = EventDate.objects.filter(event=page)
    needed = (
        dates.filter(bookings__isnull=False)
        | dates.filter(arrivals__isnull=False)
        | dates.filter(tally__isnull=False)
    ).distinct()
    total = needed.count()
    if not total:
        return []
    label = ngettext("Date that people booked", "Dates that people booked", total)
    return [Use(label, tuple(needed.order_by("start_at")[:SHOWN_USERS]), total)]


def refuse_to_hide(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep an event on the site while people hold places: nobody would tell them."""
    event = page.specific
    if not isinstance(event, EventPage) or event.source.pk != event.pk:
        return None
    ahead = event.dates.ahead(now()).taking_place().values("pk")
    bookings = Booking.objects.filter(date__in=ahead, state__in=STANDING).count()
    if not bookings:
        return None
    words = ngettext(
        "%(bookings)s booking stands. Choose “Cancelled” under “State” and publish: everybody is "
        "told. Then take the page off the site.",
        "%(bookings)s bookings stand. Choose “Cancelled” under “State” and publish: everybody is "
        "told. Then take the page off the site.",
        bookings,
    )
    messages.error(request, words % {"bookings": bookings})
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def refuse_to_hide_many(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Keep a selection of pages on the site while people hold places on an event among them."""
    if action_type != "unpublish":
        return None
    chosen = [one for one in objects if isinstance(one, Page)]
    below = action.cleaned_form.cleaned_data.get("include_descendants")
    for page in chosen:
        events = EventPage.objects.descendant_of(page, inclusive=True) if below else [page]
        for event in events:
            if answer := refuse_to_hide(request, event):
                return answer
    return None


def lead_to_our_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Ask the events team for the new dates of a copy: Wagtail's own keeps old dates and state.

    An alias would be the same event twice on every list, so nobody makes one.
    """
    event = page.specific
    user: Any = request.user
    if not isinstance(event, EventPage):
        return None
    if user.has_perm(VIEW):
        return redirect("events_team:copy", event.source.pk)
    if request.POST.get("alias"):
        messages.error(request, _("An event has no alias. Make a copy, and write its dates."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


def leave_contacts_behind(_request: HttpRequest, _page: Page, copy: Page) -> None:
    """Empty whom to call at the stands of a copy that Wagtail made."""
    if isinstance(copy, EventPage):
        forget_contacts_of(copy)


def say_who_is_told(request: HttpRequest, page: Page) -> None:
    """Say after publishing how many people are told of a change."""
    event = page.specific
    if not isinstance(event, EventPage):
        return
    told = Notice.objects.filter(
        booking__date__event=event.source.pk,
        kind__in=[NoticeKind.EVENT_CHANGED, NoticeKind.EVENT_CANCELLED],
        queued_at__gte=now() - JUST_NOW,
    ).count()
    if told:
        words = ngettext(
            "A message about the change goes to %(told)s booking.",
            "A message about the change goes to %(told)s bookings.",
            told,
        )
        messages.info(request, words % {"told": told})
