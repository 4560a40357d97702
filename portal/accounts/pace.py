"""Answers that take the same time, whether or not somebody has an account."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


def evenly(view: View) -> View:
    """Answer a form at a whole multiple of ACCOUNT_EVEN_SECONDS after it came.

    Writing a mail or an account takes 10 to 40 ms, which a patient stranger can measure. The forms
    are limited to a few a minute, so that nobody keeps a server waiting with them.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        started = time.monotonic()
        response = view(request, *args, **kwargs)
        if request.method == "POST" and settings.ACCOUNT_EVEN_SECONDS:
            gone = time.monotonic() - started
            time.sleep(-gone % settings.ACCOUNT_EVEN_SECONDS)
        return response

    return page
