"""Pages whose address is a key: kept by no cache, found by no index, told to no other site."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def key_page(view: View) -> View:
    """Keep the answers of a view out of caches, indexes and the records of other sites."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        # Not "no-referrer": with it browsers send "Origin: null" with a form, which the check
        # against forged requests refuses. This tells nobody more than the name of our site.
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer
