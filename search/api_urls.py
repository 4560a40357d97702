"""Addresses of the read API: never with a language before them."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.cache import patch_cache_control

from search.api import CACHED_SECONDS, api


def _cached(view):  # type: ignore[no-untyped-def]  # wraps whatever ninja made
    def cached(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response: HttpResponse = view(request, *args, **kwargs)
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=CACHED_SECONDS)
        return response

    cached.csrf_exempt = getattr(view, "csrf_exempt", False)  # type: ignore[attr-defined]
    return cached


_patterns, _app_name, _namespace = api.urls
for _pattern in _patterns:
    _pattern.callback = _cached(_pattern.callback)

urlpatterns = [
    path("", (_patterns, _app_name, _namespace)),
]
