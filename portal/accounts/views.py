"""The admin's own sign-in address, which hands over to the one with a second step."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.core.way_back import own_address


@require_safe
def admin_login(request: HttpRequest) -> HttpResponse:
    """Send to the staff sign-in. Wagtail's own form knows no second step, so it is not served."""
    wanted = own_address(request, request.GET.get("next", ""))
    query = f"?{urlencode({'next': wanted})}" if wanted else ""
    return redirect(reverse("account_login") + query)
