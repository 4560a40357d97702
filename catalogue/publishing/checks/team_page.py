"""The frame of every page of the moderators: the bar with what waits."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalogue.publishing.checks.queue import team_bar
from portal.core.clock import today


def team_page(
    request: HttpRequest, name: str, section: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Answer with ``manage/checks/<name>.html``. ``section`` is the code of the present entry."""
    context |= {"bar": team_bar(today=today()), "section": section}
    return render(request, f"manage/checks/{name}.html", context, status=status)
