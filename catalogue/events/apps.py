"""Careers fairs and other events."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Event pages, their dates, bookings and the door."""

    name = "catalogue.events"
    label = "events"
    verbose_name = _("events")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to pages, once they are loaded."""
        from catalogue.events import signals

        signals.connect()
