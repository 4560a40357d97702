"""Addresses of the write API: never with a language before them, and only JSON."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from catalogue.publishing.api.problems import Problem
from catalogue.publishing.api.routes import CALLS_A_MINUTE, api
from catalogue.publishing.api.sheets import FORMATS, columns_of


def _only_json(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a wrong method in JSON too, and let nobody keep an answer."""

    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404:  # ninja's own root
            return _nothing(request)
        if response.status_code == 405:
            allowed = response.headers.get("Allow", "")
            detail = f"Here works: {allowed}."
            return Problem(405, "Not this method", detail, headers={"Allow": allowed}).answer()
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    answered.csrf_exempt = True  # type: ignore[attr-defined]  # a key, never a cookie
    return answered


@csrf_exempt
def _nothing(request: HttpRequest) -> HttpResponse:
    return Problem(404, "Not found", "There is nothing at this address.").answer()


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show the calls, the columns and an example, without scripts."""
    schema = api.get_openapi_schema()
    operations = [
        {"method": method.upper(), "path": address, **operation}
        for address, methods in schema["paths"].items()
        for method, operation in methods.items()
    ]
    formats = [(one, *columns_of(one)) for one in FORMATS.values()]
    facts = {"operations": operations, "formats": formats, "limit": CALLS_A_MINUTE}
    return render(request, "manage/keys/api_docs.html", facts)


_patterns, _app_name, _namespace = api.urls
for _pattern in _patterns:
    _view: Callable[..., HttpResponse] = _pattern.callback  # type: ignore[assignment]  # always set
    if getattr(_pattern, "name", "") == "openapi-json":  # ninja gives it whatever the method
        _view = require_safe(_view)
    _pattern.callback = _only_json(_view)

urlpatterns = [
    path("docs", docs, name="provider_api_docs"),
    path("", (_patterns, _app_name, _namespace)),
    re_path(r"", _nothing),
]
