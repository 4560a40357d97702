"""Whether a place on a date can be booked now, how many are left, and how, in words."""

import datetime
from dataclasses import dataclass, replace
from enum import StrEnum

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.courses import wording
from catalogue.events.bookings.places import Places
from catalogue.events.bookings.services import closes_at
from catalogue.events.dates import EventDate
from catalogue.events.enums import BookingRule, EventStatus
from catalogue.events.event_times import on_the_wall
from catalogue.events.pages import EventPage
from portal.core.prose import host_of, web_address

FEW_PLACES = 5  # from here down the words are a warning


class OfferCode(StrEnum):
    """How somebody comes to a date."""

    OPEN = "OPEN"
    WAITING_LIST = "WAITING_LIST"
    FULL = "FULL"
    CLOSED = "CLOSED"
    TURN_UP = "TURN_UP"
    EXTERNAL = "EXTERNAL"
    CALLED_OFF = "CALLED_OFF"
    OVER = "OVER"


@dataclass(frozen=True, slots=True)
class Offer:
    """``Offer(OPEN, "38 of 200 places left", ("You need to book.",), "Book a free place", ...)``.

    ``button`` is a link that books or leads to another site; ``places`` stands above the meter.
    """

    code: OfferCode
    places: str = ""
    short: str = ""  # for a row of a series: "38 places left"
    colour: str = ""  # of govuk-tag
    notes: tuple[str, ...] = ()
    button: str = ""
    url: str = ""
    share_taken: int | None = None
    is_external: bool = False


def offer_of(
    event: EventPage,
    date: EventDate,
    places: Places | None,
    *,
    now: datetime.datetime,
    query: str = "",
) -> Offer:
    """Return how a place on a date is had at a moment. ``event`` is the English page.

    ``query`` names the date among several: ``"?date=2027-03-11"``.
    """
    if date.is_over(now):
        return Offer(OfferCode.OVER, short=_("Over"), colour="grey")
    if date.status == EventStatus.CANCELLED:
        return Offer(OfferCode.CALLED_OFF, short=_("Cancelled"), colour="red")
    if date.status == EventStatus.POSTPONED:
        return Offer(OfferCode.CALLED_OFF, short=_("Postponed"), colour="yellow")
    rule = BookingRule(event.booking)
    if rule == BookingRule.EXTERNAL:
        return _external(event)
    if rule == BookingRule.NONE:
        words = _("You do not need to book. Come while it is on.")
        return Offer(OfferCode.TURN_UP, short=_("Turn up"), colour="green", notes=(words,))
    if closes_at(date, event) <= now:
        return _closed(event, rule)
    url = reverse("bookings:start", args=[event.slug]) + query
    if places is None or places.left is None:
        return replace(_open(event, rule), url=url, short=_("Places free"), colour="green")
    if not places.is_full:
        return _left(replace(_open(event, rule), url=url), places)
    return _full(event, rule, places, url)


def _open(event: EventPage, rule: BookingRule) -> Offer:
    note = _("You need to book. You do not need an account.")
    if rule == BookingRule.OPTIONAL:
        note = _("Book so we know how many people come. You can also come without booking.")
        if event.walk_in_note:  # it says when
            note = _("Book so we know how many people come.")
    button = _("Book a free place") if event.cost_pence == 0 else _("Book a place")
    return Offer(OfferCode.OPEN, notes=(note,), button=button)


def _left(offer: Offer, places: Places) -> Offer:
    left, capacity = places.left or 0, places.capacity or 0
    of_all = ngettext("%(left)s of %(all)s places left", "%(left)s of %(all)s places left", left)
    short = ngettext("%(count)d place left", "%(count)d places left", left)
    return replace(
        offer,
        places=of_all % {"left": left, "all": capacity},
        short=short % {"count": left},
        colour="yellow" if left <= FEW_PLACES else "green",
        share_taken=share_taken(places),
    )


def share_taken(places: Places) -> int:
    """Return how much of the capacity is taken, in whole hundredths: 81."""
    return round(100 * places.taken / places.capacity) if places.capacity else 0


def _full(event: EventPage, rule: BookingRule, places: Places, url: str) -> Offer:
    count = places.capacity or 0
    taken = ngettext("The only place is taken", "All %(all)d places are taken", count)
    words = taken % {"all": count}
    can_come = rule == BookingRule.OPTIONAL
    walk_in = (_("You can also come without booking."),) if can_come else ()
    if not event.has_waiting_list:
        ask = (_("Ask us if you want to know about the next event."),)
        return Offer(
            OfferCode.FULL,
            places=words,
            short=_("Full"),
            colour="grey",
            notes=walk_in or ask,
            share_taken=100,
        )
    waiting = ngettext(
        "%(count)d booking is on the waiting list.",
        "%(count)d bookings are on the waiting list.",
        places.waiting,
    ) % {"count": places.waiting}
    nobody = _("Nobody is on the waiting list yet.")
    turn = _("When a place is free, we offer it in order and tell you how long it is kept.")
    return Offer(
        OfferCode.WAITING_LIST,
        places=words,
        short=_("Full: waiting list"),
        colour="yellow",
        notes=(waiting if places.waiting else nobody, turn, *walk_in),
        button=_("Join the waiting list"),
        url=url,
        share_taken=100,
    )


def _closed(event: EventPage, rule: BookingRule) -> Offer:
    note = _("Call us to ask if there is still a place.")
    if rule == BookingRule.OPTIONAL:
        note = _("You can still come without booking.")
    return Offer(
        OfferCode.CLOSED,
        places=_("Booking has ended"),
        short=_("Booking has ended"),
        colour="grey",
        notes=(note,),
    )


def _external(event: EventPage) -> Offer:
    url = web_address(event.external_booking_url)
    if not url:
        note = _("The organiser takes bookings. Call to ask how.")
        return Offer(OfferCode.EXTERNAL, short=_("Ask the organiser"), notes=(note,))
    host = {"host": host_of(url)}
    return Offer(
        OfferCode.EXTERNAL,
        short=_("Book with the organiser"),
        notes=(_("You book on another website: %(host)s. We do not know if it is full.") % host,),
        button=_("Book on the organiser’s website"),
        url=url,
        is_external=True,
    )


def close_words(event: EventPage, date: EventDate, *, now: datetime.datetime) -> str:
    """Return until when a place can be booked, where it ends before the start; else nothing."""
    closes = closes_at(date, event)
    if not event.bookings_close_hours or closes <= now:
        return ""
    local = on_the_wall(closes)
    when = {"day": wording.day_and_month(local.date()), "time": wording.clock(local.time())}
    return _("Book before %(day)s, %(time)s.") % when
