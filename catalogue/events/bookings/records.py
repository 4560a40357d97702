"""Bookings and what belongs to them: personal data, each with its own life."""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.events.dates import EventDate, Slot
from catalogue.events.enums import (
    BookingSource,
    BookingState,
    Channel,
    NoticeKind,
    NoticeState,
)
from catalogue.events.pages import LARGEST_PARTY

# No 0, O, 1, I, L, U and no vowels: it is read out by phone, and spells nothing.
REFERENCE_LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ"
REFERENCE_LENGTH = 8


def new_reference() -> str:
    """Return what a person says at the door: ``"K7QM4XPD"``. 28^8, so none is guessed."""
    return "".join(secrets.choice(REFERENCE_LETTERS) for _position in range(REFERENCE_LENGTH))


class Booking(models.Model):
    """Places for one to four people on one date, or a place on its waiting list."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(
        _("reference"), max_length=12, unique=True, default=new_reference, editable=False
    )
    # Made with the form: a form that is sent twice is one booking.
    idempotency_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    date = models.ForeignKey(
        EventDate, verbose_name=_("date"), on_delete=models.PROTECT, related_name="bookings"
    )
    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    party_size = models.PositiveSmallIntegerField(_("people"), default=1)
    language = models.CharField(_("language"), max_length=10, default=settings.LANGUAGE_CODE)
    state = models.CharField(_("state"), max_length=9, choices=BookingState.choices)
    source = models.CharField(
        _("made"), max_length=5, choices=BookingSource.choices, default=BookingSource.WEB
    )
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True)
    offered_at = models.DateTimeField(_("offered"), null=True, blank=True)
    offer_expires_at = models.DateTimeField(_("offer ends"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    arrived_at = models.DateTimeField(_("came"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="booking_has_name"),
            models.CheckConstraint(
                condition=~Q(email="", phone=""), name="booking_has_email_or_phone"
            ),
            models.CheckConstraint(
                condition=Q(party_size__gte=1, party_size__lte=LARGEST_PARTY),
                name="booking_party_one_to_four",
            ),
            models.CheckConstraint(
                condition=~Q(state=BookingState.OFFERED) | Q(offer_expires_at__isnull=False),
                name="booking_offer_has_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[BookingState.WAITING, BookingState.OFFERED])
                | Q(waiting_since__isnull=False),
                name="booking_waiting_has_a_turn",
            ),
        ]
        indexes = [
            models.Index(fields=["date", "state", "waiting_since"], name="booking_waiting_line")
        ]
        permissions = [
            ("check_in", "Can check people in at the door"),
            ("export_attendance", "Can export attendance"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def holds_places(self) -> bool:
        """Whether its places are counted as taken."""
        return self.state in (BookingState.CONFIRMED, BookingState.OFFERED)


class BookedSlot(models.Model):
    """A slot that a booking holds places of: the date as a whole, or a session on it."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="slots")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="booked")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["booking", "slot"], name="booked_slot_once")]

    def __str__(self) -> str:
        return f"{self.booking}: {self.slot}"


class AccessNeed(models.Model):
    """What would help somebody take part. Kept apart: it goes 7 days after the date."""

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="access_need")
    kinds = models.JSONField(_("what would help"), default=list, blank=True)
    language = models.CharField(_("language"), max_length=40, blank=True)
    text = models.CharField(_("in their words"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("access need")
        verbose_name_plural = _("access needs")

    def __str__(self) -> str:
        return str(self.booking)


class AccessLook(models.Model):
    """That a member of staff saw the access needs of a date."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    date = models.ForeignKey(EventDate, on_delete=models.CASCADE, related_name="looks")
    where = models.CharField(_("where"), max_length=20)
    needs = models.PositiveIntegerField(_("how many"), default=0)
    looked_at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("look at access needs")
        verbose_name_plural = _("looks at access needs")
        ordering = ["-looked_at"]

    def __str__(self) -> str:
        return f"{self.user}: {self.date}"


class Notice(models.Model):
    """A message to a person who booked: written with what it tells, sent once afterwards.

    ``about`` tells two messages of one kind apart: the sequence of the date that changed, the time
    of an offer.
    """

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=15, choices=NoticeKind.choices)
    about = models.CharField(max_length=40, default="", blank=True)
    facts = models.JSONField(default=dict, blank=True)
    channel = models.CharField(max_length=5, choices=Channel.choices)
    state = models.CharField(max_length=7, choices=NoticeState.choices, default=NoticeState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField(_("written"))
    # Not before this time: it moves when sending failed, or when the person had much mail lately.
    due_at = models.DateTimeField(_("to be sent from"))
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    problem = models.CharField(_("what went wrong"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(fields=["booking", "kind", "about"], name="notice_told_once")
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="notice_by_state")]

    def __str__(self) -> str:
        return f"{self.booking} {self.kind}"
