"""The dates of events and their places: rows that bookings rest on.

They are no part of the page: a revision of last week must never bring back the number of places
taken last week. ``scheduling.sync_dates`` writes them when a page is published.
"""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.events.enums import AgeBand, EventStatus
from catalogue.events.pages import EventPage
from catalogue.events.querysets import EventDateQuerySet
from portal.core.clock import REGION_TIME

# The key of the date of an event that takes place once. Those of a series are days: "2026-12-01".
ONLY_DATE = "once"


class EventDate(models.Model):
    """One time an event takes place, in a series or alone (schema.org Event, RFC 5545 VEVENT)."""

    event = models.ForeignKey(
        EventPage, verbose_name=_("event"), on_delete=models.CASCADE, related_name="dates"
    )
    key = models.CharField(_("key"), max_length=16, default=ONLY_DATE)
    start_at = models.DateTimeField(_("starts"))
    end_at = models.DateTimeField(_("ends"))
    status = models.CharField(
        _("state"), max_length=11, choices=EventStatus.choices, default=EventStatus.SCHEDULED
    )
    status_reason = models.CharField(_("why it changed"), max_length=300, blank=True)
    previous_start_at = models.DateTimeField(_("first planned for"), null=True, blank=True)
    uid = models.CharField(max_length=120, unique=True)
    sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed"))

    objects = EventDateQuerySet.as_manager()

    class Meta:
        verbose_name = _("date of an event")
        verbose_name_plural = _("dates of events")
        ordering = ["start_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "key"], name="event_date_once"),
            models.CheckConstraint(
                condition=Q(end_at__gt=F("start_at")), name="event_date_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["end_at"], name="event_date_by_end")]

    def __str__(self) -> str:
        start_at = self.start_at.astimezone(REGION_TIME)
        return f"{self.event} ({start_at:%d %b %Y %H:%M})"

    @property
    def takes_place(self) -> bool:
        """Whether it has a time and is not called off."""
        return self.status in (EventStatus.SCHEDULED, EventStatus.RESCHEDULED)

    def is_over(self, now: datetime.datetime) -> bool:
        """Whether it has been, at its end itself too. A postponed one waits, however long."""
        return self.end_at <= now and self.status != EventStatus.POSTPONED


class Slot(models.Model):
    """The places of a date as a whole (``session_key=""``), or of one session on that date.

    ``places_taken`` counts confirmed bookings, offers that still stand and walk-ins. It changes by
    one conditional UPDATE alone (``bookings.places``), and the constraint below is the last word.
    """

    date = models.ForeignKey(EventDate, on_delete=models.CASCADE, related_name="slots")
    session_key = models.CharField(max_length=16, default="", blank=True)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    places_taken = models.PositiveIntegerField(_("places taken"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["date", "session_key"], name="slot_once"),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(places_taken__lte=F("capacity")),
                name="slot_never_over_full",
            ),
            models.CheckConstraint(condition=Q(places_taken__gte=0), name="slot_not_below_none"),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.session_key}".strip()

    @property
    def places_left(self) -> int | None:
        """How many places are free, or None when there is no limit."""
        return None if self.capacity is None else self.capacity - self.places_taken


class ArrivalCount(models.Model):
    """How many people came, by age band. Numbers only, kept for good."""

    date = models.ForeignKey(EventDate, on_delete=models.CASCADE, related_name="arrivals")
    band = models.CharField(
        _("age"), max_length=13, choices=AgeBand.choices, default=AgeBand.NOT_ASKED
    )
    is_walk_in = models.BooleanField(_("without a booking"), default=False)
    people = models.PositiveIntegerField(_("people"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["date", "band", "is_walk_in"], name="arrival_count_once"
            ),
            models.CheckConstraint(condition=Q(people__gte=0), name="arrivals_not_below_none"),
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.people}"


class DoorPress(models.Model):
    """That a press at the door was counted: a phone that heard no answer sends it again.

    ``people`` and ``band`` are those of people without a booking, so that the press can be taken
    back; nobody's name hangs on it. Taken back, ``people`` is 0.
    """

    key = models.UUIDField(unique=True)
    date = models.ForeignKey(EventDate, on_delete=models.CASCADE, related_name="presses")
    people = models.PositiveSmallIntegerField(default=0)
    band = models.CharField(max_length=13, choices=AgeBand.choices, default=AgeBand.NOT_ASKED)
    pressed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["pressed_at"], name="door_press_by_time")]

    def __str__(self) -> str:
        return str(self.key)


class DateTally(models.Model):
    """What is left of the bookings of a date when they are deleted: numbers."""

    date = models.OneToOneField(EventDate, on_delete=models.CASCADE, related_name="tally")
    bookings = models.PositiveIntegerField(_("bookings"), default=0)
    people = models.PositiveIntegerField(_("people booked"), default=0)
    arrived = models.PositiveIntegerField(_("people who came"), default=0)
    cancelled = models.PositiveIntegerField(_("bookings cancelled"), default=0)
    waited = models.PositiveIntegerField(_("never got a place"), default=0)
    access_needs = models.PositiveIntegerField(_("asked for help to take part"), default=0)

    class Meta:
        verbose_name = _("numbers of a past date")
        verbose_name_plural = _("numbers of past dates")

    def __str__(self) -> str:
        return f"{self.date}: {self.people}"
