"""A draft as learners would see it. Its address, which nobody guesses, needs no account."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalogue.publishing.editor.task_list import preview_of
from catalogue.publishing.enums import DraftKind
from catalogue.publishing.models import Draft
from portal.core import clock


@never_cache
@require_safe
def preview(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the whole page of what is typed so far."""
    drafts = Draft.objects.select_related("organisation", "course")
    draft = get_object_or_404(drafts, preview_key=key, kind=DraftKind.COURSE)
    context = {"page": preview_of(draft, today=clock.today())}
    response = render(request, "manage/editor/preview.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"  # the address is the key
    return response
