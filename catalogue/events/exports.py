"""Attendance as a sheet: numbers by date, and nothing of any person."""

import csv
import datetime
import io
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext as _

from catalogue.events.bookings.records import AccessNeed, Booking
from catalogue.events.dates import ArrivalCount, DateTally, EventDate, Slot
from catalogue.events.enums import AgeBand, BookingState, EventStatus
from portal.core.clock import REGION_TIME
from portal.core.spreadsheets import safe_cell

BYTE_ORDER_MARK = "\ufeff"  # or a spreadsheet takes "ó" for two letters
_NEVER_GOT_A_PLACE = (BookingState.WAITING, BookingState.OFFERED, BookingState.LAPSED)


def attendance_sheet(first: datetime.date, last: datetime.date) -> str:
    """Return the numbers of the dates from one day to another as CSV, both days included."""
    sheet = io.StringIO()
    sheet.write(BYTE_ORDER_MARK)
    writer = csv.writer(sheet)
    writer.writerow(headings())
    for row in attendance_rows(first, last):
        writer.writerow([safe_cell(cell) for cell in row])
    return sheet.getvalue()


def headings() -> list[str]:
    """Return the words above the columns."""
    return [
        *(_("Event"), _("Day"), _("Starts"), _("Kind"), _("Who it is for"), _("Organiser")),
        *(_("Venue"), _("Town"), _("State"), _("Places"), _("Bookings"), _("People booked")),
        *(_("Bookings cancelled"), _("Never got a place"), _("Asked for help to take part")),
        *(_("People who booked and came"), _("People who came without a booking")),
        *(str(AgeBand(band).label) for band in AgeBand.values),
    ]


def attendance_rows(first: datetime.date, last: datetime.date) -> list[list[Any]]:
    """Return one row for each date that starts in a span of days.

    The numbers of bookings that are deleted by now are those that were kept of them.
    """
    begin = datetime.datetime.combine(first, datetime.time.min, tzinfo=REGION_TIME)
    end = datetime.datetime.combine(
        last + datetime.timedelta(days=1), datetime.time.min, tzinfo=REGION_TIME
    )
    dates = list(
        EventDate.objects.filter(start_at__gte=begin, start_at__lt=end)
        .select_related("event__venue", "event__organiser")
        .order_by("start_at", "pk")
    )
    numbers = _numbers([date.pk for date in dates])
    return [_row(date, numbers[date.pk]) for date in dates]


def _row(date: EventDate, numbers: dict[str, int]) -> list[Any]:
    event, venue = date.event, date.event.venue
    start = date.start_at.astimezone(REGION_TIME)
    return [
        *(event.title, start.date().isoformat(), f"{start:%H:%M}"),
        *(event.get_kind_display(), event.get_audience_display(), event.organiser.name),
        *(venue.name if venue else _("Online"), venue.town if venue else ""),
        str(EventStatus(date.status).label),
        numbers.get("capacity", ""),
        *(numbers.get(name, 0) for name in ("bookings", "people", "cancelled", "waited")),
        numbers.get("access_needs", 0),
        *(numbers.get(name, 0) for name in ("arrived", "walk_ins")),
        *(numbers.get(f"band_{band}", 0) for band in AgeBand.values),
    ]


def _numbers(ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """Return the numbers of dates by their id, in five questions whatever their number."""
    ids = list(ids)
    found: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    confirmed = Q(state=BookingState.CONFIRMED)
    live = (
        Booking.objects.filter(date__in=ids)
        .order_by()
        .values("date")
        .annotate(
            bookings=Count("pk", filter=confirmed),
            people=Sum("party_size", filter=confirmed, default=0),
            cancelled=Count("pk", filter=Q(state=BookingState.CANCELLED)),
            waited=Count("pk", filter=Q(state__in=_NEVER_GOT_A_PLACE)),
            arrived=Sum("party_size", filter=confirmed & Q(arrived_at__isnull=False), default=0),
        )
    )
    names = ("bookings", "people", "cancelled", "waited", "arrived")
    kept = DateTally.objects.filter(date__in=ids).values("date", "access_needs", *names)
    needs = (
        AccessNeed.objects.filter(booking__date__in=ids)
        .exclude(booking__state__in=[BookingState.CANCELLED, BookingState.LAPSED])
        .order_by()
        .values(date=F("booking__date"))
        .annotate(access_needs=Count("pk"))
    )
    for row in (*live, *kept, *needs):
        for name, number in row.items():
            if name != "date":
                found[row["date"]][name] += number
    for count in ArrivalCount.objects.filter(date__in=ids):
        found[count.date_id][f"band_{count.band}"] += count.people
        if count.is_walk_in:
            found[count.date_id]["walk_ins"] += count.people
    for slot in Slot.objects.filter(date__in=ids, session_key="", capacity__isnull=False):
        found[slot.date_id]["capacity"] = slot.capacity or 0
    return found
