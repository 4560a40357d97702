"""Who may see what in the area of the events team. Asked in every view, by the right's name."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from catalogue.events.pages import EventsPage

VIEW = "events.view_booking"
BOOK = "events.add_booking"
CHANGE = "events.change_booking"
CHECK_IN = "events.check_in"
EXPORT = "events.export_attendance"
NEEDS = "events.view_accessneed"

View = Callable[..., HttpResponse]


def needs_right(*rights: str) -> Callable[[View], View]:
    """Refuse a view to people without each of some rights. Wagtail has let in staff by then."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perms(rights):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return wrap


def may_add_events(user: Any, parent: Any = None) -> bool:
    """Whether somebody may add an event below its list."""
    page = parent or EventsPage.objects.order_by("pk").first()
    return bool(page and page.permissions_for_user(user).can_add_subpage())
