"""The admin's own sign-in address, which hands over to the one with a second step."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe


@require_safe
def admin_login(request: HttpRequest) -> HttpResponse:
    """Send to the staff sign-in. Wagtail's own form knows no second step, so it is not served."""
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    query = f"?{urlencode({'next': wanted})}" if wanted and is_ours else ""
    return redirect(reverse("account_login") + query)
