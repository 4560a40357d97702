"""Where it leads."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class PathwaysConfig(AppConfig):
    """Sectors, career maps, roles and the steps between them."""

    name = "pathways"
    verbose_name = _("careers")

    def ready(self) -> None:
        """Make kept parts of pages anew when content changes."""
        from pathways import match_signals, name_signals
        from pathways.versions import forget_careers

        match_signals.connect()
        name_signals.connect()

        for signal in (post_save, post_delete):
            signal.connect(forget_careers, dispatch_uid=f"forget-careers-{id(signal)}")
