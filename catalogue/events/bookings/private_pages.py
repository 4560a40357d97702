"""How pages that hold personal details are answered: kept by nobody, found by nobody."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE, CsrfViewMiddleware
from django.shortcuts import render
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt

from portal.core.key_pages import key_page

View = Callable[..., HttpResponse]


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
    return csrf_exempt(key_page(checked))
