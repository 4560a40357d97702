"""The line on the admin's first page that says how many requests for stands wait."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.ui.components import Component

from catalogue.events.models import StandRequest
from catalogue.events.team.rights import VIEW
from catalogue.providers.enums import RequestState


class StandsPanel(Component):
    """How many requests wait, with a link to them."""

    order = 46
    template_name = "wagtailadmin/stands/home_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Count what waits."""
        return {
            "count": StandRequest.objects.filter(state=RequestState.OPEN).count(),
            "url": reverse("stand_requests"),
        }


def add_stands_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Show the panel to the events team."""
    if request.user.has_perm(VIEW):
        panels.append(StandsPanel())
