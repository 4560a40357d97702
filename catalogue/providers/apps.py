"""Organisations and their venues."""

from django.apps import AppConfig


class ProvidersConfig(AppConfig):
    name = "catalogue.providers"
    label = "providers"
    verbose_name = "Providers"
    default_auto_field = "django.db.models.BigAutoField"
