"""The page for our own failures, and the style guide."""

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _

from portal.core.models import SiteContact
from portal.navigation.samples import style_samples

API_PREFIX = "/api/"
OUR_FAILURE = {
    "type": "about:blank",
    "title": "Our mistake",
    "status": 500,
    "detail": "Something went wrong here. Try again in a few minutes.",
}


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a failure without the database: the phone number comes from memory or not at all.

    Software that calls the API reads it as it reads every other problem (RFC 9457).
    """
    if request.path_info.startswith(API_PREFIX):
        answer = JsonResponse(OUR_FAILURE, status=500, content_type="application/problem+json")
        answer["Cache-Control"] = "no-store"
        return answer
    contact = cache.get(SiteContact.CACHE_KEY) if _cache_is_local() else None
    return HttpResponse(get_template("500.html").render({"contact": contact}), status=500)


def style_guide(request: HttpRequest) -> HttpResponse:
    """Show every component in each state, where the settings allow it.

    ``?theme=dark&direction=rtl`` shows them in dark colours and from right to left.
    """
    if not settings.SHOW_STYLEGUIDE:
        raise Http404(_("The style guide is off here."))
    theme = "dark" if request.GET.get("theme") == "dark" else "light"
    direction = "rtl" if request.GET.get("direction") == "rtl" else "ltr"
    context = {"theme": theme, "direction": direction, **style_samples()}
    return render(request, "styleguide/index.html", context)


def _cache_is_local() -> bool:
    return "locmem" in settings.CACHES["default"]["BACKEND"]
