"""The page of one's own account, one's own data, and the end of the account."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.logout import logout
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from catalogue.providers.models import Membership
from portal.accounts.forms import DeleteAccountForm
from portal.accounts.fresh import freshly
from portal.accounts.leaving import alone_at, delete_account, may_delete
from portal.accounts.own_data import own_data
from portal.accounts.people import is_staff
from portal.core.clock import now


@never_cache
@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the address, the ways to sign in, where one is signed in, and one's organisations."""
    user: Any = request.user
    memberships = Membership.objects.filter(user=user).select_related("organisation")
    return render(
        request,
        "account/home.html",
        {
            "email": user.email,
            "ways": _ways(user),
            "session_count": UserSession.objects.filter(user=user).count(),
            "memberships": memberships.order_by("organisation__name"),
            "desk_url": reverse("publishing:home"),
            "admin_url": reverse("wagtailadmin_home")
            if user.has_perm("wagtailadmin.access_admin")
            else "",
        },
    )


def _ways(user: Any) -> dict[str, Any]:
    kinds = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return {
        "password": user.has_usable_password(),
        "app": Authenticator.Type.TOTP in kinds,
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
    }


@never_cache
@login_required
@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """Hand over what is held about the person."""
    answer = JsonResponse(own_data(request.user), json_dumps_params={"indent": 2})
    answer.headers["Content-Disposition"] = 'attachment; filename="my-account.json"'
    return answer


@never_cache
@login_required
@freshly
@reauthentication_required(app="allauth.account")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Ask once more, then delete the account. Say why when that is not possible."""
    user: Any = request.user
    form = DeleteAccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and may_delete(user):
        email = user.email
        # The user of the request is lazy and cannot be deleted twice: keep the row.
        logout(request, show_message=False)
        delete_account(user, now=now())
        get_adapter().send_mail("account/email/account_deleted", email, {})
        return redirect("account_deleted")
    return render(
        request,
        "account/delete.html",
        {
            "form": form,
            "alone_at": alone_at(user),
            "is_staff": is_staff(user),
            "memberships": Membership.objects.filter(user=user).select_related("organisation"),
        },
    )


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    """Say that the account is gone."""
    return render(request, "account/deleted.html")
