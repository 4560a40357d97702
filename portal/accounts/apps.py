"""Sign-in and staff groups."""

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, post_save, pre_save


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = "Accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Keep the staff groups right after every migrate."""
        from allauth.usersessions.models import UserSession

        from catalogue.events.pages import EventsPage  # models load after apps
        from portal.accounts.sessions import coarsen

        pre_save.connect(coarsen, sender=UserSession, dispatch_uid="portal.accounts.sessions")
        post_migrate.connect(_ensure_groups, dispatch_uid="portal.accounts.groups")
        post_save.connect(
            _let_the_team_in, sender=EventsPage, dispatch_uid="portal.accounts.events_page"
        )


def _ensure_groups(app_config: Any, **kwargs: Any) -> None:
    """Wait for the last app: only then do all permissions exist.

    Django sends the signal once for each app in the order of INSTALLED_APPS, and an app's
    permissions are made in its own turn.
    """
    last = [app for app in apps.get_app_configs() if app.models_module][-1]
    if app_config is last:
        from portal.accounts.groups import ensure_groups  # models load after apps

        ensure_groups()


def _let_the_team_in(created: bool, **kwargs: Any) -> None:
    """Give the events team its rights below a list of events that is new: one a language."""
    if created:
        from portal.accounts.groups import ensure_groups  # models load after apps

        ensure_groups()
