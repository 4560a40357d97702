"""The old address of a page in every language, when only the English one is written down."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect

from portal.navigation.languages import active_language, address_in, without_language


class MovedPages(RedirectMiddleware):
    """Lead on from where a page stood: ``/ur/events/old/`` as ``/events/old/`` does.

    Wagtail keeps the old address of the page that was renamed. An English page without a
    translation, or with one at the same address, answers in every language, so its old address
    does too. What is written down for the language itself comes first.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Return the answer, or where the page is now."""
        answer = super().process_response(request, response)
        bare = without_language(request.path)
        if answer.status_code != 404 or bare == request.path:
            return answer
        moved = get_redirect(request, Redirect.normalise_path(bare, decode_unicode=False))
        address = moved.link if moved else None
        if not address:
            return answer
        if address.startswith("/"):
            address = address_in(address, active_language())
        if address == request.path:
            return answer
        return redirect(address, permanent=moved.is_permanent)
