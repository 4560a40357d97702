"""Organisations that ask for a stand at an event. The events team decides."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.events.pages import EventPage
from catalogue.providers.enums import RequestState
from catalogue.providers.models import Organisation


class StandRequest(models.Model):
    """One organisation asks for one stand. Approved, it becomes an exhibitor of the event."""

    event = models.ForeignKey(
        EventPage, verbose_name=_("event"), on_delete=models.CASCADE, related_name="stand_requests"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="stand_requests",
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    roles_wanted = models.TextField(_("looking for"), max_length=600, blank=True)
    jobs_count = models.PositiveIntegerField(_("jobs they bring"), null=True, blank=True)
    languages_spoken = models.JSONField(_("languages spoken"), default=list, blank=True)
    needs = models.TextField(_("what the stand needs"), max_length=600, blank=True)
    contact_name = models.CharField(_("contact on the day"), max_length=80)
    contact_phone = models.CharField(_("their phone"), max_length=30, blank=True)
    contact_email = models.EmailField(_("their email"), blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=RequestState.choices, default=RequestState.OPEN
    )
    comment = models.TextField(_("answer"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    created_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("request for a stand")
        verbose_name_plural = _("requests for stands")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organisation"],
                condition=models.Q(state__in=[RequestState.OPEN, RequestState.APPROVED]),
                name="stand_request_once_an_event",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.event}"
