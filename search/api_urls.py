"""Addresses of the read API: never with a language before them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.cache import patch_cache_control

from search.api import CACHED_SECONDS, api, problem


def _cached(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    def cached(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        method = request.method
        if method not in ("GET", "HEAD"):
            return problem(405, "Only reading", "Ask with GET.", Allow="GET, HEAD")
        request.method = "GET"  # ninja knows no HEAD; the server leaves the body out
        response = view(request, *args, **kwargs)
        request.method = method
        if response.status_code == 200:
            patch_cache_control(response, public=True, max_age=CACHED_SECONDS)
        return response

    cached.csrf_exempt = True  # type: ignore[attr-defined]  # reading only, as ninja says
    return cached


_patterns, _app_name, _namespace = api.urls
for _pattern in _patterns:
    _pattern.callback = _cached(_pattern.callback)  # type: ignore[arg-type]  # always set

urlpatterns = [
    path("", (_patterns, _app_name, _namespace)),
]
