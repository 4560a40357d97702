"""A draft of the desk, and what every page around it shows: its parts and the phone beside them."""

import datetime
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from catalogue.publishing.desk.access import Desk
from catalogue.publishing.editor.task_list import draft_page
from catalogue.publishing.enums import DraftKind
from catalogue.publishing.models import Draft


def draft_at(desk: Desk, number: int) -> Draft:
    """Return a draft of a course of the organisation, or raise Http404."""
    drafts = desk.drafts().select_related("course", "organisation", "updated_by")
    found: Draft = get_object_or_404(drafts, pk=number, kind=DraftKind.COURSE)
    return found


def while_it_is_there(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 404, as a moment later, where a draft goes live or away while a page of it is sent."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponse:
        try:
            return view(request, *args, **rest)
        except Draft.DoesNotExist:
            raise Http404 from None

    return page


def frame(
    desk: Desk, draft: Draft, *, now: datetime.datetime, here: str = "", **more: Any
) -> dict[str, Any]:
    """Return the context of a page beside the phone. ``here`` is the code of the open part."""
    page = draft_page(draft, now=now, here=here)
    return {"desk": desk, "section": "courses", "draft": draft, "page": page, **more}
