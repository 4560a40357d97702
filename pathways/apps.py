"""Where it leads."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PathwaysConfig(AppConfig):
    """Sectors, career maps, roles and the steps between them."""

    name = "pathways"
    verbose_name = _("careers")
