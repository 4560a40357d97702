"""The way into the providers' area."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.utils import is_mfa_enabled
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.events.event_times import moment_words
from catalogue.providers.enums import RequestState
from catalogue.providers.models import Invitation, Membership
from catalogue.publishing.desk.access import DECIDE, signed_in
from catalogue.publishing.people import services
from portal.core.clock import now
from portal.core.way_back import own_address

# Where somebody was when they were asked for a second step: kept in their session.
AFTERWARDS = "after_second_step"


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead a member to the desk, others to joining; tell visitors what this is."""
    user = request.user
    if not user.is_authenticated:
        return render(request, "manage/people/landing.html")
    memberships = list(
        Membership.objects.of(user)
        .select_related("organisation")
        .order_by("organisation__name", "pk")
    )
    decides = user.has_perm(DECIDE)
    if len(memberships) == 1 and not decides:
        return redirect("publishing:dashboard", memberships[0].organisation.slug)
    if not memberships and not decides:
        return render(request, "manage/join/first_run.html", _first_run(user))
    context = {"memberships": memberships, "decides": decides}
    return render(request, "manage/people/home.html", context)


def _first_run(user: Any) -> dict[str, Any]:
    """Return where a person without an organisation stands."""
    last = services.last_request(user)
    is_waiting = last is not None and last.state == RequestState.OPEN
    review = last.reviews.order_by("-pk").first() if last and is_waiting else None
    return {
        "waiting": last if is_waiting else None,
        "answer_by": moment_words(review.due_at) if review else "",
        "returned": last if last and last.state == RequestState.RETURNED else None,
        "invited_by": _invited_by(user),
    }


def _invited_by(user: Any) -> list[str]:
    """Return organisations that invited one of the person's confirmed addresses."""
    addresses = EmailAddress.objects.filter(user=user, verified=True)
    mine = [email.lower() for email in addresses.values_list("email", flat=True)]
    found = (
        Invitation.objects.open_at(now())
        .annotate(address=Lower("email"))
        .filter(address__in=mine)
        .order_by("organisation__name")
    )
    return list(found.values_list("organisation__name", flat=True))


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """Say why a second step of signing in is needed, and lead to where it is set up.

    Whoever was nowhere in particular goes on in the area of providers.
    """
    asked = request.POST if request.method == "POST" else request.GET
    afterwards = own_address(request, asked.get("next", "")) or reverse("publishing:home")
    if request.method == "POST":
        request.session[AFTERWARDS] = afterwards
        return redirect("mfa_index")
    context = {"next": afterwards, "has_second_step": is_mfa_enabled(request.user)}
    return render(request, "manage/people/second_step.html", context)


@never_cache
@signed_in
@require_safe
def second_step_done(request: HttpRequest) -> HttpResponse:
    """Lead back to where a second step was asked for, or to one's account."""
    return redirect(own_address(request, request.session.get(AFTERWARDS, "")) or "account_home")
