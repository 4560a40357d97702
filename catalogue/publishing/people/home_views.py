"""The way into the providers' area."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalogue.providers.models import Membership


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead a member to the desk, and tell others what this is."""
    memberships = list(
        Membership.objects.of(request.user)
        .select_related("organisation")
        .order_by("organisation__name", "pk")
    )
    if len(memberships) == 1:
        return redirect("publishing:dashboard", memberships[0].organisation.slug)
    return render(request, "manage/people/home.html", {"memberships": memberships})


@never_cache
@login_required
@require_safe
def second_step(request: HttpRequest) -> HttpResponse:
    """Say why a second step of signing in is needed, and lead to where it is set up."""
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return render(request, "manage/people/second_step.html", {"next": wanted if is_ours else ""})
