"""Which roles an event leads to: chosen by the events team, with the event itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from catalogue.events.models import EventPage
from pathways.roles import RolePage
from portal.core.rows import Row


class EventRole(Row):
    """A role that people can ask about at an event."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="event_roles")
    role = models.ForeignKey(
        RolePage, verbose_name=_("role"), on_delete=models.CASCADE, related_name="event_links"
    )

    class Meta(Row.Meta):
        verbose_name = _("role at an event")
        verbose_name_plural = _("roles at an event")
        constraints = [models.UniqueConstraint(fields=["event", "role"], name="event_role_once")]
