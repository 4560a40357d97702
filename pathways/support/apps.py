"""What helps on the way."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    """Schemes, who may join them, and places where a person helps."""

    name = "pathways.support"
    label = "support"
    verbose_name = _("schemes and help")

    def ready(self) -> None:
        """Register the checks."""
        from pathways.support import checks  # models are loaded by now

        checks.register_checks()
