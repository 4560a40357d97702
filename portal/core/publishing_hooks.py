"""Where the checks meet the editors: publishing stops, saving a draft never does."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from portal.core.clock import today
from portal.core.publishing import Finding, findings

SHOWN = 12


def stop_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep the draft and say what to mend, each with its place on the screen."""
    found = [one for one in findings(page, today=today()) if not one.is_warning]
    if not found:
        return None
    lead = _("“%(title)s” is saved as a draft, but not published. Mend this first:") % {
        "title": page.get_admin_display_title()
    }
    messages.error(request, _listed(lead, found))
    return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def stop_publishing_many(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Stop publishing a selection of pages when one of them needs mending."""
    if action_type != "publish":
        return None
    stopped = []
    for page in _with_drafts_below(objects, action):
        draft = page.get_latest_revision_as_object()
        found = [one for one in findings(draft, today=today()) if not one.is_warning]
        stopped += [Finding(f"{page}: {one.place}", one.message) for one in found]
    if not stopped:
        return None
    messages.error(request, _listed(_("Nothing was published. Mend this first:"), stopped))
    return redirect(action.next_url or reverse("wagtailadmin_explore_root"))


def _with_drafts_below(objects: Iterable[Any], action: Any) -> list[Page]:
    """Return the chosen pages, and the drafts below them when those go live too."""
    pages = [one for one in objects if isinstance(one, Page)]
    if not action.cleaned_form.cleaned_data.get("include_descendants"):
        return pages
    return [*pages, *(below for page in pages for below in page.get_descendants().not_live())]


def show_warnings(request: HttpRequest, page: Page) -> None:
    """Say after a save what to look at again. Saving by itself, while somebody types, says none."""
    if not request.accepts("text/html"):
        return
    all_found = findings(page, today=today())
    found = [one for one in all_found if one.is_warning]
    is_publishing = bool(getattr(request, "POST", {}).get("action-publish"))
    stopping = [one for one in all_found if not one.is_warning]
    if stopping and not is_publishing:
        messages.warning(
            request, _listed(_("Before you can publish this page, mend this:"), stopping)
        )
    if found:
        messages.warning(request, _listed(_("Look at this again when you have time:"), found))


def _listed(lead: str, found: Sequence[Finding]) -> SafeString:
    items = format_html_join(
        "", "<li><b>{}</b>: {}</li>", ((one.place, one.message) for one in found[:SHOWN])
    )
    more = len(found) - SHOWN
    rest = format_html("<li>{}</li>", _("and %(more)s more") % {"more": more}) if more > 0 else ""
    return format_html("{}<ul>{}{}</ul>", lead, items, rest)
