"""The floor: places, taxonomy, site settings."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "portal.core"
    label = "core"
    verbose_name = "Places and subjects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Watch for mistakes of set-up, and over what leaves the admin."""
        from portal.core import checks, spreadsheets  # models are loaded by now

        checks.register_checks()
        spreadsheets.guard_sheets()
