"""How the scheduled jobs went, for administrators."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn

from portal.core.admin_views import ReadOnlyViewSet
from portal.operations.models import DueRun


def _done(run: DueRun) -> str:
    return ", ".join(f"{number} {what}" for what, number in run.counts.items() if number)


class DueRunViewSet(ReadOnlyViewSet):
    """The last run of each job."""

    model = DueRun
    name = "scheduled-jobs"
    icon = "time"
    menu_label = _("Scheduled jobs")
    menu_hook = "register_reports_menu_item"
    menu_order = 30
    ordering = ("name",)
    inspect_view_fields_exclude = ["id"]
    list_display: list[Any] = [
        "name",
        DateColumn("started_at", label=_("Last run"), sort_key="started_at"),
        DateColumn("succeeded_at", label=_("Last success"), sort_key="succeeded_at"),
        Column("counts", label=_("What it did"), accessor=_done),
        Column("error", label=_("Error")),
    ]
