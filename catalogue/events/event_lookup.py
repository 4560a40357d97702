"""The event of an address: live, no template, in the language of the page where there is one."""

import datetime
import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from catalogue.events.dates import EventDate
from catalogue.events.enums import EventStatus
from catalogue.events.pages import EventPage
from portal.navigation.languages import active_language, address_here, page_address

DAYS_UNTIL_GONE = 90  # a page of the past stays so long, for people who come with an old poster

View = Callable[..., HttpResponse]


class NoEvent(Http404):
    """No event has this address now."""


def event_at(slug: str) -> EventPage:
    """Return the event of an address part, its words in the page's language. Raises NoEvent."""
    live = EventPage.objects.live().select_related("locale", "venue", "organiser")
    found = {page.locale.language_code: page for page in live.filter(slug=slug)}
    language = active_language()
    page = found.get(language) or found.get(settings.LANGUAGE_CODE)
    if page is None or not is_shown(page):
        raise NoEvent("No event has this address.")
    if page.locale.language_code != language:
        key = page.translation_key
        same = live.filter(translation_key=key, locale__language_code=language).first()
        page = same or page
    return page


def beside_event(view: View) -> View:
    """Wrap ``view(request, slug)`` of an address below an event: it moves with the page.

    What was sent goes along. Browsers keep for good only where a page has gone.
    """

    @functools.wraps(view)
    def answer(request: HttpRequest, slug: str, **rest: Any) -> HttpResponse:
        try:
            return view(request, slug, **rest)
        except NoEvent:
            new = new_slug_of(slug)
            if not new or request.resolver_match is None:
                raise
        address = reverse(request.resolver_match.view_name, kwargs={**rest, "slug": new})
        query = request.GET.urlencode()
        is_page = request.method in ("GET", "HEAD")
        return redirect(
            f"{address}?{query}" if query else address,
            permanent=is_page,
            preserve_request=not is_page,
        )

    return answer


def new_slug_of(slug: str) -> str:
    """Return the address part that an event has since it was renamed, or an empty text.

    Wagtail keeps the old address of a page; what stands beside the page asks here. As with the
    page, what is written down for the language comes before what is for the English page.
    """
    english = f"/events/{slug}/"
    paths = [Redirect.normalise_path(path) for path in (address_here(english), english)]
    slugs: dict[str, str] = dict(
        Redirect.objects.filter(
            old_path__in=paths, redirect_page__in=EventPage.objects.live().values("pk")
        ).values_list("old_path", "redirect_page__slug")
    )
    new = next((slugs[path] for path in paths if path in slugs), "")
    return new if new != slug else ""


def is_shown(page: EventPage) -> bool:
    """Whether visitors may see an event: a translation only while its English page is live."""
    return page.source.live and not page.source.is_template


def address_of(page: EventPage) -> str:
    """Return where a page stands in the language of the reader: ``"/ur/events/jobs-fair/"``."""
    return page_address(page.url_path)


def is_gone(source: EventPage, *, now: datetime.datetime) -> bool:
    """Whether all dates of an event were over long ago, so that its page gives ways on only."""
    waits = Q(status=EventStatus.POSTPONED)
    dates = EventDate.objects.filter(event=source).aggregate(
        last=Max("end_at"), waiting=Max("pk", filter=waits)
    )
    if dates["last"] is None or dates["waiting"] is not None:
        return False
    return bool(dates["last"] + datetime.timedelta(days=DAYS_UNTIL_GONE) <= now)
