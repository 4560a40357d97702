"""The floor: places, taxonomy, site settings."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "portal.core"
    label = "core"
    verbose_name = "Places and subjects"
    default_auto_field = "django.db.models.BigAutoField"
