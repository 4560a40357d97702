"""How pages that hold personal details are answered: kept by nobody, found by nobody."""

import functools
from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE, CsrfViewMiddleware
from django.shortcuts import render
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]

# Not "no-referrer": with it browsers send "Origin: null" with a form, which the check against
# forged requests refuses. This one tells nobody more than the name of our site, ourselves included:
# a token in an address goes nowhere.
REFERRER_POLICY = "strict-origin"


class _BookingCsrf(CsrfViewMiddleware):
    """Refuse a forged form as everywhere, with a page that says how to go on."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        has_no_cookie = reason == REASON_NO_CSRF_COOKIE
        context = {"has_no_cookie": has_no_cookie, "here": request.get_full_path()}
        return render(request, "bookings/form_refused.html", context, status=403)


def private_page(view: View) -> View:
    """Keep the answers of a view out of caches, indexes and the records of other sites.

    Forms are checked against forgery here and not by the middleware, whose page would leave people
    without a way on.
    """
    checked = cast("View", decorator_from_middleware(_BookingCsrf)(view))

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = checked(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Referrer-Policy"] = REFERRER_POLICY
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return csrf_exempt(answer)
