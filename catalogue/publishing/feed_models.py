"""Addresses from which a provider's courses are fetched. Each run is an Upload."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.feeds.fetch_addresses import read_address
from catalogue.feeds.fetch_refusal import FetchRefusedError
from catalogue.providers.models import Organisation
from catalogue.publishing.enums import CourseFeedFormat


def check_feed_address(address: str) -> None:
    """Refuse an address that would never be fetched, before it is saved."""
    try:
        read_address(address)
    except FetchRefusedError as error:
        raise ValidationError(error.message) from error


class CourseFeed(models.Model):
    """A feed of one organisation, fetched every night."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="course_feeds",
    )
    address = models.CharField(_("address"), max_length=500, validators=[check_feed_address])
    feed_format = models.CharField(
        _("format"),
        max_length=13,
        choices=CourseFeedFormat.choices,
        default=CourseFeedFormat.AUTO,
    )
    is_full_list = models.BooleanField(
        _("it is our full list"),
        default=True,
        help_text=_("Courses of this feed that vanish from it are taken off the site."),
    )
    is_on = models.BooleanField(_("fetched every night"), default=True)
    is_shrink_expected = models.BooleanField(_("much may be gone next time"), default=False)
    etag = models.CharField(max_length=300, blank=True, editable=False)
    last_modified = models.CharField(max_length=300, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    # The courses that came by this feed: only these may it take away.
    course_ids = models.JSONField(default=list, blank=True, editable=False)
    fetched_at = models.DateTimeField(_("last fetched"), null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("feed of courses")
        verbose_name_plural = _("feeds of courses")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "address"], name="course_feed_once_an_organisation"
            )
        ]

    def __str__(self) -> str:
        return self.address
