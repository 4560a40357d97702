"""The page for our own failures, and the style guide."""

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _

from portal.core.models import SiteContact
from portal.navigation.samples import style_samples


def server_error(_request: HttpRequest) -> HttpResponse:
    """Answer a failure without the database: the phone number comes from memory or not at all."""
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
