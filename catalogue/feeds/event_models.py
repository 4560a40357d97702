"""Feeds of partners' events, and their events until somebody of the events team approves them."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.events.pages import EventPage
from catalogue.feeds.enums import FeedKind, FetchResult, HeldState
from catalogue.feeds.event_querysets import EventFeedQuerySet, HeldEventQuerySet
from catalogue.feeds.event_records import EventRecord
from catalogue.feeds.fetch_addresses import read_address
from catalogue.feeds.fetch_refusal import FetchRefusedError
from catalogue.providers.models import Organisation
from portal.core.clock import REGION_TIME

SHORTEST_HORIZON, LONGEST_HORIZON = 28, 366


def check_feed_address(address: str) -> None:
    """Refuse an address that would never be fetched, before it is saved."""
    try:
        read_address(address)
    except FetchRefusedError as error:
        raise ValidationError(error.message) from error


class EventFeed(models.Model):
    """An address where a partner publishes events. It is fetched every night."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="event_feeds",
        help_text=_("It becomes the organiser of each event."),
    )
    # URLField would take ftp and refuse words that our own reader explains.
    address = models.CharField(
        _("address of the feed"),
        max_length=500,
        unique=True,
        validators=[check_feed_address],
        help_text=_("Like https://example.org/events.ics. Write https:// in place of webcal://."),
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=FeedKind.choices, default=FeedKind.ICALENDAR
    )
    is_on = models.BooleanField(
        _("fetched every night"), default=True, help_text=_("When off, nothing is fetched.")
    )
    horizon_days = models.PositiveSmallIntegerField(
        _("days ahead"),
        default=180,
        validators=[MinValueValidator(SHORTEST_HORIZON), MaxValueValidator(LONGEST_HORIZON)],
        help_text=_("Dates later than this are not looked at."),
    )
    is_shrink_expected = models.BooleanField(
        _("much will be different next time"),
        default=False,
        help_text=_(
            "Choose this when the partner really took many events away. It holds for one fetch."
        ),
    )
    etag = models.CharField(max_length=300, blank=True, editable=False)
    last_modified = models.CharField(max_length=300, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    read_date = models.DateField(_("last read whole"), null=True, blank=True, editable=False)
    fetched_at = models.DateTimeField(_("last fetched"), null=True, blank=True, editable=False)
    result = models.CharField(
        _("last result"), max_length=11, choices=FetchResult.choices, blank=True, editable=False
    )
    message = models.TextField(_("what to do"), blank=True, editable=False)
    # Since when nothing of it was taken, and when the events team was told so.
    failing_since = models.DateTimeField(null=True, blank=True, editable=False)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = EventFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("feed of events")
        verbose_name_plural = _("feeds of events")
        constraints = [
            models.CheckConstraint(
                condition=Q(horizon_days__gte=SHORTEST_HORIZON, horizon_days__lte=LONGEST_HORIZON),
                name="event_feed_horizon_within_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.address}"

    def save(self, *args: Any, **options: Any) -> None:
        """Forget the last answer when the address or what is read of it changes.

        The feed is then fetched again with the next scheduled work, not only the next night.
        """
        if self.pk and not options.get("update_fields"):
            asked = ("address", "kind", "horizon_days", "is_shrink_expected")
            before = EventFeed.objects.filter(pk=self.pk).values(*asked).first()
            if before and before != {name: getattr(self, name) for name in asked}:
                self.etag = self.last_modified = self.sha256 = ""
                self.fetched_at = self.failing_since = self.told_at = None
        super().save(*args, **options)


class EventFetch(models.Model):
    """One fetch of a feed. The last ten of each feed are kept."""

    feed = models.ForeignKey(EventFeed, on_delete=models.CASCADE, related_name="fetches")
    result = models.CharField(_("result"), max_length=11, choices=FetchResult.choices)
    message = models.TextField(_("what to do"), blank=True)
    counts = models.JSONField(_("counts"), default=dict, blank=True)
    issues = models.JSONField(_("findings"), default=list, blank=True)
    created_at = models.DateTimeField(_("fetched"))

    class Meta:
        verbose_name = _("fetch of a feed")
        verbose_name_plural = _("fetches of feeds")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.feed} ({self.created_at.astimezone(REGION_TIME):%d/%m/%Y %H:%M})"


class HeldEvent(models.Model):
    """An event of a partner. Nothing of it is public before somebody approves it."""

    feed = models.ForeignKey(
        EventFeed, verbose_name=_("feed"), on_delete=models.CASCADE, related_name="held_events"
    )
    uid = models.CharField(max_length=255)
    facts = models.JSONField(_("facts"), help_text=_("An EventRecord, as the feed has it now."))
    approved_facts = models.JSONField(
        _("approved facts"), null=True, blank=True, help_text=_("As it had them then.")
    )
    state = models.CharField(
        _("state"), max_length=8, choices=HeldState.choices, default=HeldState.HELD
    )
    reason = models.CharField(_("why refused"), max_length=300, blank=True)
    page = models.ForeignKey(
        EventPage,
        verbose_name=_("event on the site"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="held_events",
    )
    # Told by the facts, for lists and searches.
    title = models.CharField(_("title"), max_length=160)
    first_start = models.DateTimeField(_("starts"))
    last_end = models.DateTimeField(_("ends"))
    seen_at = models.DateTimeField(_("last in the feed"))
    changed_at = models.DateTimeField(_("changed"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = HeldEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner’s event")
        verbose_name_plural = _("partners’ events")
        constraints = [
            models.UniqueConstraint(fields=["feed", "uid"], name="held_event_once_in_a_feed"),
            models.CheckConstraint(
                condition=~Q(state=HeldState.REFUSED) | ~Q(reason=""),
                name="held_event_refused_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=HeldState.APPROVED) | Q(approved_facts__isnull=False),
                name="held_event_approved_with_facts",
            ),
        ]
        indexes = [models.Index(fields=["state", "first_start"], name="held_event_by_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def record(self) -> EventRecord:
        """What the feed says now."""
        return EventRecord.from_json(self.facts)

    @property
    def approved_record(self) -> EventRecord | None:
        """What the feed said when it was approved."""
        return EventRecord.from_json(self.approved_facts) if self.approved_facts else None
