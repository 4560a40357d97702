"""Showing again who one is, for accounts that have neither a password nor a second step.

allauth asks the others for their password, their app or their passkey. These get a code by mail,
so that a session left open on a shared computer changes nothing that matters.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.account.models import EmailAddress
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.accounts.forms import ConfirmCodeForm
from portal.accounts.sign_in import CODE_SECONDS, CODE_TRIES, too_many
from portal.core.network import is_over

_STATE = "account_confirm"
MOST_CODES_AN_HOUR = 5
MOST_TRIES = 4

View = Callable[..., HttpResponseBase]


def freshly(view: View) -> View:
    """Send to the page below first, unless the person signed in a moment ago."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not _is_fresh(request):
            query = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('account_confirm')}?{query}")
        return view(request, *args, **kwargs)

    return page


def _is_fresh(request: HttpRequest) -> bool:
    if get_reauthentication_flows(request.user):
        return True  # allauth asks
    records = get_authentication_records(request, request.user)
    if not records or time.time() - records[-1]["at"] >= _life():
        return False
    if request.method == "POST":
        # What they add now must not ask at once for what they have only just added.
        records = [*records[:-1], {**records[-1], "reauthenticated": True}]
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    return True


def _life() -> int:
    return int(app_settings.REAUTHENTICATION_TIMEOUT)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Send a code to the address of the account, then take it."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    wanted = wanted if get_adapter().is_safe_url(wanted) else ""
    state = request.session.get(_STATE)
    if state and time.time() - state["at"] > _life():
        state = None
    if request.method == "POST" and "send" in request.POST:
        return _send(request, wanted)
    form = ConfirmCodeForm()
    if request.method == "POST" and state:
        user = str(request.user.pk)
        if is_over(user, name="confirm-tries", most=CODE_TRIES, seconds=CODE_SECONDS):
            return too_many(request)
        form = ConfirmCodeForm(request.POST, is_right=lambda code: _fits(code, state))
        if form.is_valid():
            return _done(request, wanted)
        state = _counted(request, state)
    return render(
        request,
        "account/confirm.html",
        {"form": form, "was_sent": bool(state), "email": _address(request.user), "next": wanted},
    )


def _send(request: HttpRequest, wanted: str) -> HttpResponse:
    user = request.user
    if is_over(str(user.pk), name="confirm-codes", most=MOST_CODES_AN_HOUR, seconds=3600):
        return too_many(request)
    code = get_adapter().generate_login_code()
    request.session[_STATE] = {"at": time.time(), "code": _hashed(code), "tries": 0}
    get_adapter().send_mail("account/email/confirm_code", _address(user), {"code": code})
    query = f"?{urlencode({'next': wanted})}" if wanted else ""
    return redirect(reverse("account_confirm") + query)


def _done(request: HttpRequest, wanted: str) -> HttpResponse:
    request.session.pop(_STATE, None)
    record_authentication(
        request, request.user, method="code", reauthenticated=True, email=_address(request.user)
    )
    return redirect(wanted or reverse("account_home"))


def _counted(request: HttpRequest, state: dict[str, Any]) -> dict[str, Any] | None:
    """Count a wrong code. After the last the code is thrown away."""
    if state["tries"] + 1 >= MOST_TRIES:
        request.session.pop(_STATE, None)
        return None
    request.session[_STATE] = {**state, "tries": state["tries"] + 1}
    return state


def _address(user: Any) -> str:
    return EmailAddress.objects.get_primary_email(user) or user.email


def _hashed(code: str) -> str:
    return salted_hmac("account-confirm", code, algorithm="sha256").hexdigest()


def _fits(code: str, state: dict[str, Any]) -> bool:
    return constant_time_compare(_hashed(code), state["code"])
