"""Menus, footer and language links."""

from django.apps import AppConfig


class NavigationConfig(AppConfig):
    name = "portal.navigation"
    label = "navigation"
    verbose_name = "Navigation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the menus follow what editors publish."""
        from wagtail import signals

        from portal.navigation.live_pages import forget_live_pages

        for signal in (signals.page_published, signals.page_unpublished, signals.post_page_move):
            signal.connect(forget_live_pages)
