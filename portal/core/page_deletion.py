"""Deleting a page that others need is refused; hiding or moving it is warned of."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex

from portal.core.deletion import Use, drop_copies, uses_of

MOST_PAGES = 100  # looked at one by one; more are never deleted at once


def uses_of_page(page: Page) -> list[Use]:
    """Return what needs a page or one below it. Pages that would go with it are no users."""
    going = _going(page)
    gone = {one.pk for one in going}
    found = []
    for one in going[:MOST_PAGES]:
        for use in uses_of(one):
            users = tuple(
                user for user in use.users if not (isinstance(user, Page) and user.pk in gone)
            )
            total = use.total - (len(use.users) - len(users))
            if users:
                found.append(Use(use.label, users, total))
    return found


def refuse_page_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Name the users with links instead of deleting."""
    uses = uses_of_page(page)
    if not uses:
        if request.method == "POST":
            for one in _going(page):
                _forget_copies(one)
        return None
    context = {"page": page, "uses": _with_addresses(request, uses)}
    return render(request, "wagtailadmin/guarded/page_in_use.html", context, status=409)


def warn_of_unpublishing(request: HttpRequest, page: Page) -> None:
    """Say which pages lose a link."""
    if names := _names(page):
        messages.warning(
            request,
            _("These use “%(title)s” and show no link to it while it is off the site: %(names)s.")
            % {"title": page.get_admin_display_title(), "names": names},
        )


def warn_of_moving(request: HttpRequest, page: Page, destination: Page) -> None:
    """Say before it happens that addresses change."""
    if request.method == "GET" and (names := _names(page)):
        messages.warning(
            request,
            _(
                "The address of this page changes. Links that were chosen as a page follow it, "
                "typed addresses do not. It is used by: %(names)s."
            )
            % {"names": names},
        )


def _forget_copies(page: Page) -> None:
    """Delete copied rows of translations, and let Wagtail's own index of references know."""
    users = [user for user, _references in ReferenceIndex.get_grouped_references_to(page)]
    drop_copies(page)
    for user in users:
        known = user.specific if isinstance(user, Page) else user
        ReferenceIndex.create_or_update_for_object(known)


def _going(page: Page) -> list[Page]:
    return [page.specific, *page.get_descendants().specific()]


def _names(page: Page) -> str:
    users = [str(user) for use in uses_of(page.specific) for user in use.users]
    return ", ".join(f"“{name}”" for name in dict.fromkeys(users))


def _with_addresses(request: HttpRequest, uses: list[Use]) -> list[tuple[Use, list[Any]]]:
    finder = AdminURLFinder(request.user)
    return [(use, [(user, finder.get_edit_url(user)) for user in use.users]) for use in uses]
