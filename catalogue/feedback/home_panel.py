"""The line on the admin's first page that says how many problems wait."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from catalogue.feedback.enums import ProblemStatus
from catalogue.feedback.models import ProblemReport
from catalogue.feedback.queue import queue
from portal.core.clock import now


class ProblemPanel(Component):
    """How many reports are open and urgent, with a link to the queue."""

    order = 50
    template_name = "wagtailadmin/feedback/home_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Count what is open."""
        open_reports: Any = queue(now=now()).filter(status=ProblemStatus.OPEN)
        return {
            "open_count": open_reports.count(),
            "urgent_count": open_reports.filter(is_urgent=True).count(),
        }


def add_problem_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Show the panel to people who may work on the queue."""
    policy = policy_registry.get_by_type(ProblemReport)
    if policy.user_has_permission(request.user, "change"):
        panels.append(ProblemPanel())
