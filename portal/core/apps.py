"""The floor: places, taxonomy, site settings."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_save


class CoreConfig(AppConfig):
    name = "portal.core"
    label = "core"
    verbose_name = "Places and subjects"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Watch for mistakes of set-up, and over what leaves the admin."""
        from wagtail.models import PageViewRestriction

        # Models are loaded now.
        from portal.core import (
            admin_search,
            checks,
            pay_floors,
            pictures,
            public_pages,
            spreadsheets,
        )

        checks.register_checks()
        spreadsheets.guard_sheets()
        admin_search.guard_quotes()
        pictures.limit_pixels()
        pre_save.connect(public_pages.refuse_privacy, sender=PageViewRestriction)
        for signal in (post_save, post_delete):
            signal.connect(pay_floors.forget_pay_floors, sender=self.get_model("SharedFact"))
