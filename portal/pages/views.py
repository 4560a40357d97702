"""Serve editors' pages in every language, translated or not."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.models import Locale, Page, Site
from wagtail.views import serve as wagtail_serve

from portal.navigation.languages import active_language


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page; where it has no translation, serve its English words in the translated frame.

    ``/ur/help/`` without an Urdu page is the English page with a notice in Urdu. When the Urdu page
    has an address of its own, the visitor is sent there.
    """
    language = active_language()
    if language != settings.LANGUAGE_CODE and Page.route_for_request(request, path) is None:
        english = _english_route(request, path)
        if english is not None:
            translated = _live_translation(english[0], language)
            if translated is not None:
                query = request.META.get("QUERY_STRING", "")  # the place of the page is in it
                address = translated.get_url(request)
                return HttpResponseRedirect(f"{address}?{query}" if query else address)
            # Wagtail reads its answer from here, so its hooks and restrictions still apply.
            request._wagtail_route_for_request = english  # type: ignore[attr-defined]  # Wagtail's
    return wagtail_serve(request, path)


def _english_route(request: HttpRequest, path: str) -> tuple[Page, list, dict] | None:
    site = Site.find_for_request(request)
    if site is None:
        return None
    parts = [part for part in path.split("/") if part]
    try:
        return site.root_page.specific.route(request, parts)
    except Http404:
        return None


def _live_translation(page: Page, language: str) -> Page | None:
    locale = Locale.objects.filter(language_code=language).first()
    found = page.get_translation_or_none(locale) if locale else None
    return found if found is not None and found.live else None
