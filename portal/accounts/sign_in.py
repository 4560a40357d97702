"""The pages of signing in and of new accounts: allauth's, with what our pages show."""

from typing import Any

from allauth.account import views
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from portal.accounts.forms import CodeRequestForm, PasswordSignInForm
from portal.core.network import is_over
from portal.navigation.languages import without_language

CODE, PASSWORD = "code", "password"
# One session counts its tries itself; this counts those of many sessions and of many hands at once.
CODE_TRIES, CODE_SECONDS = 12, 900


class _StartsAnew:
    """A page on which signing in begins again, even when a code or a second step is waited for."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: Any) -> None:
        return None


class SignInPage(_StartsAnew, views.LoginView):
    """Address and code first; password first for those who come from a page of staff."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form of the other way."""
        facts = super().get_context_data(**kwargs)
        facts["way"] = self._way()
        facts["code_form"] = CodeRequestForm()
        facts["other_way_url"] = _with_next(
            self.request, way=CODE if facts["way"] == PASSWORD else PASSWORD
        )
        return facts

    def _way(self) -> str:
        if self.request.method == "POST":
            return PASSWORD
        asked = self.request.GET.get("way")
        if asked in (CODE, PASSWORD):
            return asked
        wanted = without_language(self.request.GET.get("next") or "/manage/")
        return CODE if wanted.startswith(("/manage/", "/accounts/")) else PASSWORD


class CodeRequestPage(_StartsAnew, views.RequestLoginCodeView):
    """Where the form of the first page is sent. Its errors show on the same page."""

    template_name = "account/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show the page of signing in, with this form in it."""
        facts = super().get_context_data(**kwargs)
        return {
            **facts,
            "way": CODE,
            "code_form": facts["form"],
            "password_form": PasswordSignInForm(),
            "other_way_url": _with_next(self.request, way=PASSWORD),
        }


class _CountsTries:
    """A page that takes codes: each address has so many tries, from wherever they come."""

    request: HttpRequest
    _process: Any
    _action: str

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse before the code is compared."""
        email = self._process.state.get("email", "")
        if self._action == "verify" and is_over(
            email.lower(), name="account-codes", most=CODE_TRIES, seconds=CODE_SECONDS
        ):
            return too_many(request)
        return super().post(request, *args, **kwargs)  # type: ignore[misc]  # of the view it is mixed into

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the tries that are left, after a wrong one."""
        facts = super().get_context_data(**kwargs)  # type: ignore[misc]  # of the view it is mixed into
        failed = self._process.state.get("failed_attempts", 0)
        facts["tries_left"] = self._process.max_attempts - failed if failed else None
        facts["start_url"] = _with_next(self.request, way=CODE)
        return facts


class CodePage(_CountsTries, views.ConfirmLoginCodeView):
    """The code that signs in."""

    def _verify_form_valid(self, form: Any) -> HttpResponse:
        """Refuse a code that went to an address which is no longer that of the account."""
        process = self._process
        addresses = EmailAddress.objects.filter(user=process.user)
        if addresses and not addresses.filter(email__iexact=process.state["email"]):
            process.abort()
            adapter = get_adapter()
            words = adapter.error_messages["incorrect_code"]
            adapter.add_message(self.request, messages.ERROR, message=words)
            return redirect("account_request_login_code")
        return super()._verify_form_valid(form)


class AddressCodePage(_CountsTries, views.ConfirmEmailVerificationCodeView):
    """The code that shows that an address is somebody's: of a new account, or a new address."""

    def _verify_form_valid(self, form: Any) -> HttpResponse:
        """Remember that a new person has just typed a code: it need not be asked again at once."""
        if self.stage and self.stage.login.user:
            record_authentication(
                self.request, self.stage.login.user, method="code", email=self._process.email
            )
        try:
            with transaction.atomic():  # or who is overtaken is left with half a change
                return super()._verify_form_valid(form)
        except IntegrityError:
            return self._overtaken()

    def _overtaken(self) -> HttpResponse:
        """Go on where the button was pressed twice, or another account was quicker."""
        process = self._process
        own = EmailAddress.objects.filter(user=process.user, email=process.email, verified=True)
        if not own.exists():
            words = "account/messages/email_confirmation_failed.txt"
            get_adapter().add_message(self.request, messages.ERROR, words)
        return redirect("account_home")


class SignUpPage(_StartsAnew, views.SignupView):
    """An account for somebody of an organisation."""

    def get_initial(self) -> dict[str, Any]:
        """Leave the box empty: an address in a link would stand in logs and histories."""
        return {}


def too_many(request: HttpRequest) -> HttpResponse:
    """Say that there were too many tries."""
    return render(request, "429.html", status=429)


def _with_next(request: HttpRequest, **query: str) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted:
        query["next"] = wanted
    return f"{reverse('account_login')}?{urlencode(query)}"
