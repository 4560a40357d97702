"""Headers that depend on the address, pages for refused requests, and one log line a request."""

import time
from collections.abc import Callable

import structlog
from csp.constants import SELF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Next = Callable[[HttpRequest], HttpResponse]

log = structlog.get_logger("portal.request")

# Answered to machines every few seconds: a line for each would hide the others.
UNLOGGED = ("/healthz", "/readyz", "/static/")


def security_headers(get_response: Next) -> Next:
    """Set the permissions policy, and the policy of the admin under its own address."""
    permissions = ", ".join(
        f"{feature}=({allowed})" for feature, allowed in settings.PERMISSIONS_POLICY.items()
    )

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", permissions)
        if request.path_info.startswith(settings.ADMIN_PREFIX):
            # django-csp reads this attribute in place of its setting.
            policy = settings.ADMIN_CONTENT_SECURITY_POLICY["DIRECTIVES"]
            response.__dict__.setdefault("_csp_config", policy)
            if "X-Frame-Options" in response.headers:
                response.headers["X-Frame-Options"] = "SAMEORIGIN"
        elif getattr(request, "is_dummy", False):
            # Wagtail makes such a request for a preview, which the editor shows in a frame.
            response.__dict__.setdefault("_csp_replace", {"frame-ancestors": [SELF]})
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response

    return middleware


def refusal_pages(get_response: Next) -> Next:
    """Give a page to a person whose request has the wrong method: Django's answer is empty."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 405 and not getattr(response, "content", b""):
            page = render(request, "405.html", status=405)
            page.headers["Allow"] = response.headers.get("Allow", "")
            return page
        return response

    return middleware


def request_log(get_response: Next) -> Next:
    """Write one line a request: path without its query, no address, no device, no name."""

    def middleware(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = get_response(request)
        if not request.path_info.startswith(UNLOGGED):
            log.info(
                "request",
                method=request.method,
                path=request.path_info,
                status=response.status_code,
                ms=round((time.perf_counter() - started) * 1000),
            )
        return response

    return middleware
