"""The line on the admin's first page that says how much waits for a moderator."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.components import Component

from catalogue.publishing.checks.queue import open_reviews
from catalogue.publishing.desk.access import DECIDE
from portal.core.clock import now


class ChecksPanel(Component):
    """How many checks wait and how many are late, with a link to the queue."""

    order = 45
    template_name = "wagtailadmin/publishing/home_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Count what waits."""
        waiting = open_reviews()
        return {
            "open_count": waiting.count(),
            "late_count": waiting.filter(due_at__lt=now()).count(),
            "queue_url": reverse("publishing:checks"),
        }


def add_checks_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Show the panel to people who may decide; also when nothing waits: it is their way there."""
    if request.user.has_perm(DECIDE):
        panels.append(ChecksPanel())
