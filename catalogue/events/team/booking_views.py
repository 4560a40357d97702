"""What the team does to bookings: take one by phone, cancel one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from catalogue.events.bookings import services
from catalogue.events.bookings.records import Booking
from catalogue.events.bookings.services import BookingRefused, Refusal
from catalogue.events.enums import BookingSource, BookingState
from catalogue.events.team.forms import CallerForm
from catalogue.events.team.rights import BOOK, CHANGE, VIEW, needs_right
from catalogue.events.team.views import FOLDER, date_or_404, facts_of, frame
from portal.core.clock import now

REFUSED = {
    Refusal.FULL: gettext_lazy("Every place is taken, and this event has no waiting list."),
    Refusal.SESSION_FULL: gettext_lazy("A talk has not so many places left. Choose another."),
    Refusal.PARTY_TOO_LARGE: gettext_lazy("There are not so many places. Choose fewer people."),
    Refusal.CLOSED: gettext_lazy("It is too late: the date is over, or they have come."),
    Refusal.CALLED_OFF: gettext_lazy("This date does not take place."),
    Refusal.NOT_BOOKABLE: gettext_lazy("Nothing can be booked here."),
    Refusal.OFFER_ENDED: gettext_lazy("The offer has ended."),
    Refusal.BUSY: gettext_lazy("Many people book at this moment. Press again."),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_right(VIEW, BOOK)
def book_for_caller(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a booking by phone. The same form sent twice is one booking."""
    date = date_or_404(pk)
    moment = now()
    reason = services.refusal_now(date, now=moment, source=BookingSource.STAFF)
    if reason is not None:
        messages.error(request, str(REFUSED[reason]))
        return redirect("events_team:date", date.pk)
    form = CallerForm(request.POST if request.method == "POST" else None, date=date)
    if form.is_valid():
        try:
            outcome = services.book(form.request(), now=moment)
        except BookingRefused as refused:
            form.add_error(None, str(REFUSED[refused.reason]))
        else:
            messages.success(request, _words_of(outcome.booking))
            return redirect("events_team:date", date.pk)
    context: dict[str, Any] = {
        **frame(_("Book for a caller"), date.event.title, back=date),
        **facts_of(date),
        "form": form,
    }
    return render(request, f"{FOLDER}/book.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_right(VIEW, CHANGE)
def cancel_booking(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once, then cancel. The person is told, and the places go to who waits."""
    bookings = Booking.objects.select_related(
        "date__event__venue", "date__event__organiser", "date__event__locale"
    )
    booking = get_object_or_404(bookings, pk=pk)
    if request.method == "POST":
        try:
            services.cancel(booking, now=now())
        except BookingRefused as refused:
            messages.error(request, str(REFUSED[refused.reason]))
        else:
            words = _("Cancelled: %(name)s, %(reference)s. They get a message.")
            messages.success(
                request, words % {"name": booking.name, "reference": booking.reference}
            )
        return redirect("events_team:date", booking.date_id)
    context = {
        **frame(_("Cancel a booking"), booking.reference, back=booking.date),
        **facts_of(booking.date),
        "booking": booking,
    }
    return render(request, f"{FOLDER}/cancel.html", context)


def _words_of(booking: Booking) -> str:
    facts = {"name": booking.name, "reference": booking.reference}
    if booking.state == BookingState.CONFIRMED:
        return _("Booked for %(name)s. The reference is %(reference)s.") % facts
    return _("%(name)s is on the waiting list. The reference is %(reference)s.") % facts
