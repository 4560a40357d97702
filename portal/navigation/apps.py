"""Menus, footer and language links."""

from django.apps import AppConfig


class NavigationConfig(AppConfig):
    name = "portal.navigation"
    label = "navigation"
    verbose_name = "Navigation"
    default_auto_field = "django.db.models.BigAutoField"
