"""What helps on the way."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    """Schemes, who may join them, and places where a person helps."""

    name = "pathways.support"
    label = "support"
    verbose_name = _("schemes and help")
