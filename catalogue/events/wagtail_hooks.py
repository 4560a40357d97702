"""What events add to the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy

from catalogue.events import language_ticks, publishing_checks
from catalogue.events.bookings.records import AccessLook, Notice
from catalogue.events.bookings.viewsets import AccessLookViewSet, NoticeViewSet
from catalogue.events.page_guards import (
    lead_to_our_copy,
    leave_contacts_behind,
    needed_dates,
    refuse_to_hide,
    refuse_to_hide_many,
    say_who_is_told,
)
from catalogue.events.pages import EventPage
from catalogue.events.team import urls
from catalogue.events.team.rights import VIEW
from portal.core.admin_views import ReadOnlyPolicy
from portal.core.deletion import also_named_by

__all__ = ["language_ticks", "publishing_checks"]  # they register themselves


class EventsMenuItem(MenuItem):
    """The way to the area of the events team."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to who may see bookings."""
        user: Any = request.user
        return bool(user.has_perm(VIEW))


def _menu_item() -> MenuItem:
    return EventsMenuItem(
        _("Events"), reverse("events_team:list"), icon_name="calendar-alt", order=150
    )


def _addresses() -> list[URLResolver]:
    return [path("events/", include(urls))]


also_named_by(EventPage, needed_dates)
hooks.register("register_admin_urls", _addresses)
hooks.register("register_admin_menu_item", _menu_item)
hooks.register("before_unpublish_page", refuse_to_hide, order=-1)  # before warnings about links
hooks.register("before_bulk_action", refuse_to_hide_many)
hooks.register("before_copy_page", lead_to_our_copy)
hooks.register("after_copy_page", leave_contacts_behind)
hooks.register("after_publish_page", say_who_is_told)
for _model in (AccessLook, Notice):
    register_permission_policy(_model, ReadOnlyPolicy(_model), exact_class=True)
hooks.register("register_admin_viewset", lambda: NoticeViewSet())
hooks.register("register_admin_viewset", lambda: AccessLookViewSet())
