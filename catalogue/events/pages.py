"""Event pages: what editors write. The dates that follow from it are rows: see ``dates``."""

import secrets
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import PageManager

from catalogue.events.enums import (
    AttendanceMode,
    Audience,
    BookingRule,
    DateChangeKind,
    EventKind,
    EventStatus,
    Offered,
    Repeats,
)
from catalogue.events.panels import EVENT_EDIT_HANDLER
from catalogue.providers.models import Organisation, Venue
from portal.core.blocks.body import BodyBlock
from portal.core.models import Sector
from portal.core.pages import BasePage
from portal.core.public_pages import PUBLIC
from portal.core.rows import Row
from portal.core.structured import StructuredPage

LARGEST_PARTY = 4
_KEY_BYTES = 6


def new_key() -> str:
    """Return a name for a session that stays the same in every revision: ``"k3Vx9aQ1"``."""
    return secrets.token_urlsafe(_KEY_BYTES)


class EventsPage(BasePage):
    """The page above all events. What visitors see there is a view of search."""

    private_page_options = PUBLIC
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["events.EventPage"]
    max_count_per_parent = 1  # a copy of the list would be a copy of every event
    speaks_every_language = True

    class Meta:
        verbose_name = _("list of events")


class EventTexts(models.Model):
    """The words of an event. Fields that hold a list have one item on each line."""

    bring = models.TextField(_("what to bring"), blank=True, help_text=_("One on each line."))
    audience_note = models.CharField(
        _("more about who it is for"),
        max_length=200,
        blank=True,
        help_text=_("Like: Under 16 with an adult."),
    )
    arrival_note = models.CharField(
        _("arriving"), max_length=200, blank=True, help_text=_("Like: Arrive any time.")
    )
    getting_there = models.TextField(_("getting there"), max_length=600, blank=True)
    room = models.CharField(_("room or hall"), max_length=120, blank=True)
    cost_note = models.CharField(_("about the price"), max_length=160, blank=True)
    walk_in_note = models.CharField(
        _("coming without a booking"),
        max_length=160,
        blank=True,
        help_text=_("Like: You can also walk in from 1pm."),
    )
    children_note = models.CharField(
        _("about children"),
        max_length=200,
        blank=True,
        help_text=_("Like: Baby changing on the ground floor."),
    )
    food_note = models.CharField(_("about food"), max_length=200, blank=True)
    quiet_note = models.CharField(_("about the quiet time"), max_length=200, blank=True)
    access_note = models.TextField(_("more about access"), max_length=500, blank=True)
    status_reason = models.CharField(
        _("why it changed"),
        max_length=300,
        blank=True,
        help_text=_("Everybody who booked reads this. Like: The hall is closed."),
    )

    class Meta:
        abstract = True


class EventAccess(models.Model):
    """What an event offers. What a building offers stands with its venue."""

    bsl = models.CharField(
        _("sign language (BSL)"),
        max_length=10,
        choices=Offered.choices,
        default=Offered.UNKNOWN,
    )
    captions = models.CharField(
        _("captions"), max_length=10, choices=Offered.choices, default=Offered.UNKNOWN
    )
    interpreters = models.CharField(
        _("interpreters"), max_length=10, choices=Offered.choices, default=Offered.UNKNOWN
    )
    languages_spoken = models.JSONField(
        _("languages that helpers speak"),
        default=list,
        blank=True,
        help_text=_("Codes, like ur and pl."),
    )
    request_by_days = models.PositiveSmallIntegerField(
        _("ask for help this many days before"), default=14
    )
    quiet_from = models.TimeField(_("quiet time from"), null=True, blank=True)
    quiet_until = models.TimeField(_("quiet time until"), null=True, blank=True)
    quiet_room = models.CharField(
        _("quiet room"), max_length=10, choices=Offered.choices, default=Offered.UNKNOWN
    )
    children_welcome = models.CharField(
        _("children welcome"), max_length=10, choices=Offered.choices, default=Offered.UNKNOWN
    )
    creche = models.CharField(
        _("crèche"), max_length=10, choices=Offered.choices, default=Offered.UNKNOWN
    )
    food = models.CharField(
        _("food"), max_length=10, choices=Offered.choices, default=Offered.UNKNOWN
    )

    class Meta:
        abstract = True


class EventBooking(models.Model):
    """How a place is booked. The numbers hold for each date of a series."""

    booking = models.CharField(
        _("booking"), max_length=8, choices=BookingRule.choices, default=BookingRule.REQUIRED
    )
    external_booking_url = models.URLField(_("address to book"), max_length=300, blank=True)
    capacity = models.PositiveIntegerField(
        _("places on each date"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: as many as come."),
    )
    largest_party = models.PositiveSmallIntegerField(
        _("people in one booking, at most"),
        default=LARGEST_PARTY,
        validators=[MinValueValidator(1), MaxValueValidator(LARGEST_PARTY)],
    )
    has_waiting_list = models.BooleanField(_("waiting list when full"), default=True)
    bookings_close_hours = models.PositiveSmallIntegerField(
        _("booking ends this many hours before"), default=0
    )

    class Meta:
        abstract = True


class EventPage(EventTexts, EventAccess, EventBooking, StructuredPage):
    """A careers fair, a drop-in, an open day. Once, or in a series of dates.

    ``first_start`` and what repeats are read as the clock on the wall in England shows them, so a
    drop-in at ten stays at ten when the clocks change.
    """

    kind = models.CharField(
        _("kind"), max_length=15, choices=EventKind.choices, default=EventKind.CAREERS_FAIR
    )
    audience = models.CharField(
        _("who it is for"), max_length=15, choices=Audience.choices, default=Audience.EVERYONE
    )
    attendance_mode = models.CharField(
        _("where people take part"),
        max_length=9,
        choices=AttendanceMode.choices,
        default=AttendanceMode.IN_PERSON,
    )
    organiser = models.ForeignKey(
        Organisation,
        verbose_name=_("organiser"),
        on_delete=models.PROTECT,
        related_name="events",
    )
    venue = models.ForeignKey(
        Venue,
        verbose_name=_("venue"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
    )
    online_url = models.URLField(
        _("address of the online room"),
        max_length=300,
        blank=True,
        help_text=_("Sent to people who booked. It is never on the page."),
    )
    contact_name = models.CharField(
        _("who to ask"), max_length=80, blank=True, help_text=_("Like: Sam, events team.")
    )
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True)
    contact_email = models.EmailField(_("email"), blank=True)
    sectors = ParentalManyToManyField(
        Sector, verbose_name=_("sectors"), blank=True, related_name="events"
    )
    cost_pence = models.PositiveIntegerField(
        _("price in pence"), null=True, blank=True, default=0, help_text=_("0: free.")
    )
    first_start = models.DateTimeField(_("starts"))
    first_end = models.DateTimeField(_("ends"))
    doors_minutes = models.PositiveSmallIntegerField(
        _("doors open this many minutes before"), default=0
    )
    repeats = models.CharField(
        _("repeats"), max_length=11, choices=Repeats.choices, default=Repeats.ONCE
    )
    repeat_until = models.DateField(
        _("last day of the series"), null=True, blank=True, help_text=_("The day itself counts.")
    )
    status = models.CharField(
        _("state"), max_length=11, choices=EventStatus.choices, default=EventStatus.SCHEDULED
    )
    body = StreamField(BodyBlock(), verbose_name=_("about the event"), blank=True)
    is_template = models.BooleanField(
        _("a template"),
        default=False,
        help_text=_("It is copied for new events and never published."),
    )
    is_demo = models.BooleanField(default=False, editable=False)

    objects: ClassVar[PageManager] = PageManager()

    edit_handler = EVENT_EDIT_HANDLER
    template = "events/event.html"
    private_page_options = PUBLIC
    parent_page_types = ["events.EventsPage"]
    subpage_types: list[str] = []
    exclude_fields_in_copy = ["is_demo"]  # or the copy would go with the demonstration

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_end__gt=F("first_start")), name="event_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1), name="event_has_places"
            ),
            models.CheckConstraint(
                condition=Q(largest_party__gte=1, largest_party__lte=LARGEST_PARTY),
                name="event_party_one_to_four",
            ),
            models.CheckConstraint(
                condition=Q(repeats=Repeats.ONCE) | Q(repeat_until__isnull=False),
                name="event_series_has_an_end",
            ),
        ]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Show the event; 404 for a template, 410 with ways on long after its last date."""
        from catalogue.events.event_context import gone_or_absent  # it reads these models

        answer = gone_or_absent(self, request)
        return super().serve(request, *args, **kwargs) if answer is None else answer

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the page shows of the date that is asked for."""
        from catalogue.events.event_context import event_context  # it reads these models

        context = super().get_context(request, *args, **kwargs)
        return {**context, **event_context(self, request)}

    @property
    def is_series(self) -> bool:
        """Whether it has several dates by a rule."""
        return self.repeats != Repeats.ONCE

    @property
    def is_for_staff(self) -> bool:
        """Whether only staff come. Such an event is on no public list."""
        return self.audience == Audience.STAFF


class EventDateChange(Row):
    """One date of a series that differs, or an extra one (RFC 5545: RECURRENCE-ID, RDATE)."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="date_changes")
    on_date = models.DateField(_("date"), help_text=_("The day as the series has it."))
    kind = models.CharField(_("what is different"), max_length=9, choices=DateChangeKind.choices)
    new_start = models.DateTimeField(_("new start"), null=True, blank=True)
    new_end = models.DateTimeField(_("new end"), null=True, blank=True)
    reason = models.CharField(_("why"), max_length=300, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("change of a date")
        verbose_name_plural = _("changes of dates")
        constraints = [
            models.UniqueConstraint(fields=["event", "on_date"], name="event_date_changed_once"),
            models.CheckConstraint(
                condition=Q(new_end__isnull=True) | Q(new_end__gt=F("new_start")),
                name="event_date_change_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[DateChangeKind.MOVED, DateChangeKind.ADDED])
                | Q(new_start__isnull=False, new_end__isnull=False),
                name="event_date_change_has_times",
            ),
        ]


class EventSession(Row):
    """A talk or workshop inside an event. ``key`` names it in every revision and translation."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="sessions")
    key = models.CharField(max_length=16, default=new_key, editable=False)
    title = models.CharField(_("title"), max_length=120)
    starts_at = models.TimeField(_("starts"))
    ends_at = models.TimeField(_("ends"))
    room = models.CharField(_("room"), max_length=80, blank=True)
    speaker = models.CharField(_("who leads it"), max_length=120, blank=True)
    summary = models.CharField(_("what it is about"), max_length=300, blank=True)
    capacity = models.PositiveIntegerField(
        _("places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: nobody has to book it."),
    )

    class Meta(Row.Meta):
        verbose_name = _("talk or workshop")
        verbose_name_plural = _("talks and workshops")
        constraints = [
            models.UniqueConstraint(fields=["event", "key"], name="event_session_key_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="event_session_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1),
                name="event_session_has_places",
            ),
        ]


class Exhibitor(Row):
    """An employer or college with a stand. The organisation itself stands once, for all events."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="exhibitors")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="exhibits",
    )
    stand = models.CharField(_("stand"), max_length=20, blank=True)
    roles_wanted = models.TextField(
        _("looking for"), max_length=600, blank=True, help_text=_("One on each line.")
    )
    jobs_count = models.PositiveIntegerField(
        _("jobs they bring"), null=True, blank=True, help_text=_("Empty: not known. 0: none.")
    )
    languages_spoken = models.JSONField(_("languages spoken"), default=list, blank=True)
    contact_name = models.CharField(
        _("contact on the day"), max_length=80, blank=True, help_text=_("For the events team only.")
    )
    contact_phone = models.CharField(_("their phone"), max_length=30, blank=True)
    contact_email = models.EmailField(_("their email"), blank=True)

    class Meta(Row.Meta):
        verbose_name = _("exhibitor")
        verbose_name_plural = _("exhibitors")
        constraints = [
            models.UniqueConstraint(fields=["event", "organisation"], name="event_exhibitor_once")
        ]

    def __str__(self) -> str:
        return str(self.organisation)


def is_bookable(event: Any) -> bool:
    """Whether places of an event are booked here."""
    return event.booking in (BookingRule.OPTIONAL, BookingRule.REQUIRED)
