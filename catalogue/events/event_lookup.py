"""The event of an address: live, no template, in the language of the page where there is one."""

import datetime

from django.conf import settings
from django.db.models import Max, Q
from django.http import Http404
from wagtail.contrib.redirects.models import Redirect

from catalogue.events.dates import EventDate
from catalogue.events.enums import EventStatus
from catalogue.events.pages import EventPage
from portal.navigation.languages import active_language, page_address

DAYS_UNTIL_GONE = 90  # a page of the past stays so long, for people who come with an old poster


def event_at(slug: str) -> EventPage:
    """Return the event of an address part, its words in the page's language. Raises Http404."""
    live = EventPage.objects.live().select_related("locale", "venue", "organiser")
    found = {page.locale.language_code: page for page in live.filter(slug=slug)}
    language = active_language()
    page = found.get(language) or found.get(settings.LANGUAGE_CODE)
    if page is None or not is_shown(page):
        raise Http404("No event has this address.")
    if page.locale.language_code != language:
        key = page.translation_key
        same = live.filter(translation_key=key, locale__language_code=language).first()
        page = same or page
    return page


def new_slug_of(slug: str) -> str:
    """Return the address part that an event has since it was renamed, or an empty text.

    Wagtail keeps the old address of a page; what stands beside the page asks here.
    """
    old = Redirect.objects.filter(old_path=Redirect.normalise_path(f"/events/{slug}/"))
    found = old.filter(redirect_page__live=True).select_related("redirect_page").first()
    return str(found.redirect_page.slug) if found else ""


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
