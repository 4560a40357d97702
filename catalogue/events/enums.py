"""Closed vocabularies of events and bookings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    """What sort of event it is."""

    CAREERS_FAIR = "CAREERS_FAIR", _("Careers fair")
    EMPLOYER_DAY = "EMPLOYER_DAY", _("Meet an employer")
    DROP_IN = "DROP_IN", _("Drop-in")
    WORKSHOP = "WORKSHOP", _("Workshop")
    TASTER = "TASTER", _("Taster")
    OPEN_DAY = "OPEN_DAY", _("Open day")
    WEBINAR = "WEBINAR", _("Online talk")
    STAFF_SESSION = "STAFF_SESSION", _("Session for staff")


class Audience(models.TextChoices):
    """Who an event is for, as the top of its card says it."""

    EVERYONE = "EVERYONE", _("Open to everyone")
    AGED_16_TO_24 = "AGED_16_TO_24", _("Aged 16 to 24")
    OVER_50 = "OVER_50", _("Over 50")
    CLAIMANTS = "CLAIMANTS", _("People who get a benefit")
    IN_WORK = "IN_WORK", _("People in work")
    WOMEN = "WOMEN", _("Women only")
    REFUGEES = "REFUGEES", _("Refugees and people seeking asylum")
    STAFF = "STAFF", _("Staff only")


class AttendanceMode(models.TextChoices):
    """Where people take part (schema.org eventAttendanceMode)."""

    IN_PERSON = "IN_PERSON", _("In person")
    ONLINE = "ONLINE", _("Online")
    MIXED = "MIXED", _("In person or online")


class BookingRule(models.TextChoices):
    """Whether a place is booked before."""

    NONE = "NONE", _("Turn up. There is nothing to book.")
    OPTIONAL = "OPTIONAL", _("Book or turn up")
    REQUIRED = "REQUIRED", _("Book a place")
    EXTERNAL = "EXTERNAL", _("Book on the organiser’s website")


class EventStatus(models.TextChoices):
    """Whether a date takes place (schema.org eventStatus)."""

    SCHEDULED = "SCHEDULED", _("Takes place")
    POSTPONED = "POSTPONED", _("Postponed")
    RESCHEDULED = "RESCHEDULED", _("New date")
    CANCELLED = "CANCELLED", _("Cancelled")


class Repeats(models.TextChoices):
    """How a series goes on. Its dates are worked out by RFC 5545."""

    ONCE = "ONCE", _("Once")
    WEEKLY = "WEEKLY", _("Every week")
    FORTNIGHTLY = "FORTNIGHTLY", _("Every two weeks")
    MONTHLY = "MONTHLY", _("Every month, on the same weekday")


class DateChangeKind(models.TextChoices):
    """What is different about one date of a series."""

    CANCELLED = "CANCELLED", _("Cancelled")
    MOVED = "MOVED", _("At another time")
    POSTPONED = "POSTPONED", _("Postponed, no new time yet")
    ADDED = "ADDED", _("An extra date")


class Offered(models.TextChoices):
    """An access fact of an event. What nobody told is to be asked, never guessed."""

    YES = "YES", _("Yes")
    ON_REQUEST = "ON_REQUEST", _("If you ask before")
    NO = "NO", _("No")
    UNKNOWN = "UNKNOWN", _("Ask us")


class BookingState(models.TextChoices):
    """Where a booking stands. CONFIRMED and OFFERED hold places, the others hold none."""

    CONFIRMED = "CONFIRMED", _("Booked")
    WAITING = "WAITING", _("On the waiting list")
    OFFERED = "OFFERED", _("Offered a place")
    LAPSED = "LAPSED", _("Offer not taken")
    CANCELLED = "CANCELLED", _("Cancelled")


class BookingSource(models.TextChoices):
    """Who made a booking."""

    WEB = "WEB", _("By the person")
    STAFF = "STAFF", _("By staff")


class AgeBand(models.TextChoices):
    """What is counted at the door, if anybody asks. Never kept with a name."""

    UNDER_18 = "UNDER_18", _("Under 18")
    FROM_18_TO_24 = "FROM_18_TO_24", _("18 to 24")
    FROM_25_TO_49 = "FROM_25_TO_49", _("25 to 49")
    FROM_50 = "FROM_50", _("50 or over")
    NOT_ASKED = "NOT_ASKED", _("Not asked")


class AccessNeedKind(models.TextChoices):
    """What would help a person take part."""

    BSL = "BSL", _("A sign language (BSL) interpreter")
    INTERPRETER = "INTERPRETER", _("A helper who speaks my language")
    STEP_FREE = "STEP_FREE", _("A seat without steps")
    QUIET = "QUIET", _("A quiet time or room")
    OTHER = "OTHER", _("Something else")


class NoticeKind(models.TextChoices):
    """What a message to a person who booked is about."""

    CONFIRMED = "CONFIRMED", _("Place booked")
    WAITING = "WAITING", _("On the waiting list")
    OFFERED = "OFFERED", _("Place offered")
    LAPSED = "LAPSED", _("Offer ended")
    CANCELLED = "CANCELLED", _("Booking cancelled")
    CHANGED = "CHANGED", _("Booking changed")
    EVENT_CHANGED = "EVENT_CHANGED", _("Event changed")
    EVENT_CANCELLED = "EVENT_CANCELLED", _("Event cancelled")
    REMINDER_DAYS = "REMINDER_DAYS", _("Reminder two days before")
    REMINDER_HOURS = "REMINDER_HOURS", _("Reminder two hours before")


class NoticeState(models.TextChoices):
    """Where a message stands."""

    QUEUED = "QUEUED", _("To be sent")
    SENDING = "SENDING", _("Being sent")
    SENT = "SENT", _("Sent")
    FAILED = "FAILED", _("Could not be sent")
    DROPPED = "DROPPED", _("No longer needed")


class Channel(models.TextChoices):
    """How a message goes out."""

    EMAIL = "EMAIL", _("Email")
    SMS = "SMS", _("Text message")
