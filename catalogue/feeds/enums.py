"""Closed vocabularies of partners' feeds."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedKind(models.TextChoices):
    """How a partner publishes events. The codes are those of ``event_reading``."""

    ICALENDAR = "ICALENDAR", _("Calendar (.ics)")
    OPENACTIVE = "OPENACTIVE", _("Session feed (OpenActive)")


class HeldState(models.TextChoices):
    """Where an event of a partner stands."""

    HELD = "HELD", _("To look at")
    APPROVED = "APPROVED", _("Approved")
    REFUSED = "REFUSED", _("Refused")
    GONE = "GONE", _("No longer in the feed")


class FetchResult(models.TextChoices):
    """How one fetch of a feed went."""

    READ = "READ", _("Read")
    UNCHANGED = "UNCHANGED", _("Nothing new")
    QUARANTINED = "QUARANTINED", _("Stopped: too much is different")
    REFUSED = "REFUSED", _("Not read")
