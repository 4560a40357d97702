"""Addresses from which a provider's courses are fetched. Each run is an Upload."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.courses.models import Course
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
    fetched_at = models.DateTimeField(_("last fetched"), null=True, blank=True, editable=False)
    # Since when it cannot be read, and when its people were told so.
    failing_since = models.DateTimeField(null=True, blank=True, editable=False)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
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


class FeedCourse(models.Model):
    """What a feed last said of a course: only these courses may it take away.

    A value that differs from the course was changed here since, and stays until the feed says
    something new. See ``catalogue.feeds.feed_memory``.
    """

    feed = models.ForeignKey(CourseFeed, on_delete=models.CASCADE, related_name="courses")
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="+")
    prints = models.JSONField(
        _("fingerprints"), default=dict, help_text=_('Like {"title": "9f8a0b1c2d3e4f50"}.')
    )
    runs = models.JSONField(
        _("runs"), default=dict, help_text=_('By their numbers, like {"12": {"places": 8}}.')
    )

    class Meta:
        verbose_name = _("course of a feed")
        verbose_name_plural = _("courses of feeds")
        constraints = [models.UniqueConstraint(fields=["feed", "course"], name="feed_course_once")]

    def __str__(self) -> str:
        return f"{self.feed_id}, {self.course_id}"
