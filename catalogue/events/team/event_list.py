"""The dates of events as the team works with them: what is ahead, today, full, over, and drafts."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from catalogue.events.bookings.places import Places, places_of
from catalogue.events.bookings.records import Booking
from catalogue.events.dates import EventDate, Slot
from catalogue.events.enums import BookingState, EventStatus
from catalogue.events.event_facts import when_words, where_words
from catalogue.events.pages import EventPage, is_bookable
from portal.core.clock import REGION_TIME

ROWS_ON_A_PAGE = 50


class Show(TextChoices):
    """The parts of the list."""

    UPCOMING = "upcoming", _("Upcoming")
    TODAY = "today", _("Today")
    FULL = "full", _("Full")
    DRAFTS = "drafts", _("Drafts")
    PAST = "past", _("Past")
    TEMPLATES = "templates", _("Templates")


@dataclass(frozen=True, slots=True)
class DateRow:
    """A date with its numbers: ``DateRow(<date>, "Thursday 11 March 2027, ...", <Places>)``."""

    date: EventDate
    when: str
    where: str
    places: Places | None

    @property
    def is_called_off(self) -> bool:
        """Whether it does not take place."""
        return self.date.status in (EventStatus.CANCELLED, EventStatus.POSTPONED)

    @property
    def books_here(self) -> bool:
        """Whether there are numbers to show."""
        return is_bookable(self.date.event)


def dates_shown(show: Show, *, now: datetime.datetime) -> QuerySet[EventDate]:
    """Return the dates of a part of the list. Those of drafts that were never live are none."""
    dates = EventDate.objects.filter(event__live=True).select_related(
        "event__venue", "event__organiser", "event__locale"
    )
    # A postponed date has no time that could pass: people wait to hear of a new one.
    is_over = Q(end_at__lte=now) & ~Q(status=EventStatus.POSTPONED)
    if show == Show.PAST:
        return dates.filter(is_over).order_by("-start_at", "-pk")
    if show == Show.TODAY:
        midnight = datetime.datetime.combine(
            now.astimezone(REGION_TIME).date(), datetime.time.min, tzinfo=REGION_TIME
        )
        next_day = (midnight + datetime.timedelta(days=1)).date()
        ends = datetime.datetime.combine(next_day, datetime.time.min, tzinfo=REGION_TIME)
        return dates.filter(start_at__lt=ends, end_at__gt=midnight).order_by("start_at", "pk")
    ahead = dates.exclude(is_over).order_by("start_at", "pk")
    return _full(ahead) if show == Show.FULL else ahead


def _full(dates: QuerySet[EventDate]) -> QuerySet[EventDate]:
    """Keep dates without a free place, and those where somebody waits."""
    whole = Slot.objects.filter(date=OuterRef("pk"), session_key="")
    taken = whole.filter(capacity__isnull=False, places_taken__gte=F("capacity"))
    waiting = Booking.objects.filter(date=OuterRef("pk"), state=BookingState.WAITING)
    taking_place = dates.exclude(status__in=[EventStatus.CANCELLED, EventStatus.POSTPONED])
    return taking_place.filter(Q(Exists(taken)) | Q(Exists(waiting)))


def rows_of(dates: list[EventDate]) -> list[DateRow]:
    """Return dates with their words and their places, which are one question for all."""
    places = places_of(date.pk for date in dates)
    return [
        DateRow(
            date=date,
            when=when_words(date).whole,
            where=where_words(date.event).short,
            places=places.get(date.pk),
        )
        for date in dates
    ]


def pages_shown(show: Show) -> QuerySet[EventPage]:
    """Return drafts, changed pages among them, or templates; what was worked on last first."""
    pages = EventPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    if show == Show.TEMPLATES:
        pages = pages.filter(is_template=True)
    else:
        pages = pages.filter(is_template=False, has_unpublished_changes=True)
    return pages.select_related("venue", "owner").order_by("-latest_revision_created_at", "-pk")


def page_of(rows: Any, number: str | None) -> Page[Any]:
    """Return one page of a list. An unknown page is the nearest there is."""
    return Paginator(rows, ROWS_ON_A_PAGE).get_page(number)
