"""The addresses of dates of a draft."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from catalogue.providers.enums import MemberRole
from catalogue.publishing.desk.access import Desk, member_page
from catalogue.publishing.editor.draft_views import draft_at, frame
from catalogue.publishing.editor.drafting import DraftIsWaiting
from catalogue.publishing.editor.one_run import one_run
from catalogue.publishing.editor.run_views import add_dates


@member_page(MemberRole.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, desk: Desk, draft: int) -> HttpResponse:
    """Add one date or many."""
    found = draft_at(desk, draft)
    try:
        return add_dates(request, desk, found, frame)
    except DraftIsWaiting:
        return redirect("publishing:draft", desk.organisation.slug, found.pk)


@member_page(MemberRole.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, desk: Desk, draft: int, key: str) -> HttpResponse:
    """Show or keep one date."""
    found = draft_at(desk, draft)
    try:
        return one_run(request, desk, found, key, frame)
    except DraftIsWaiting:
        return redirect("publishing:draft", desk.organisation.slug, found.pk)
