"""The providers' own area."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    """Dashboard, course editor, uploads, feeds, people, checks, figures."""

    name = "catalogue.publishing"
    label = "publishing"
    verbose_name = _("publishing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what feedback tells."""
        from catalogue.publishing.figures import enquiry_letters  # noqa: F401  # its receivers
