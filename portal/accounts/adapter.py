"""The rules of accounts: who gets one, where signing in leads, and what mails say."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts import mail, people, sessions
from portal.core.structured_data import absolute

_OUR_STAGE = "portal.accounts.stages.NewAddressStage"
_THEIR_STAGE = f"{EmailVerificationStage.__module__}.{EmailVerificationStage.__qualname__}"
_PASSWORD, _APP, _PASSKEY = "reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate:webauthn"
_WAYS = {
    _PASSWORD: _("With your password"),
    _APP: _("With the app or a recovery code"),
    _PASSKEY: _("With a passkey"),
}
_WRONG_CODE = _("This code is not the one we sent. Check the newest email, or get a new code")
_WRONG_PASSWORD = _("The name or the password is not right. Check both and try again")


class AccountAdapter(DefaultAccountAdapter):
    """People of organisations make an account; staff get theirs from an administrator."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is switched off. Ask our team"),
        "duplicate_email": _("This is your address already. Enter another one"),
        "email_password_mismatch": _WRONG_PASSWORD,
        "username_password_mismatch": _WRONG_PASSWORD,
        "email_taken": _("Another account has this address. Enter another one"),
        "enter_current_password": _("This is not your password. Type the one you have now"),
        "incorrect_code": _WRONG_CODE,
        "incorrect_password": _("This is not your password. Try again"),
        "invalid_login": _("Enter your user name or your email address"),
        "invalid_password_reset": _("This link does not work any more. Ask for a new one"),
        "rate_limited": _("Too many tries. Wait a few minutes and try again"),
        "same_as_current": _("This is your address already. Enter another one"),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes and try again"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Let everybody make an account: what it may do comes from an organisation."""
        return True

    def get_login_stages(self) -> list[str]:
        """Check the address of new accounts alone."""
        return [_OUR_STAGE if one == _THEIR_STAGE else one for one in super().get_login_stages()]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Open the admin for staff, and for others the area of their organisations."""
        user: Any = request.user
        if user.has_perm("wagtailadmin.access_admin"):
            return reverse("wagtailadmin_home")
        return reverse("publishing:home")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Open the same page for a new account."""
        return self.get_login_redirect_url(request)

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """Show the account after a change of its address."""
        return reverse("account_home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Show the account after a change of its password."""
        return reverse("account_home")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Come back to the first page."""
        return "/"

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Ask for a passkey before a recovery code, where there is no app."""
        has_app = is_mfa_enabled(user, [Authenticator.Type.TOTP])
        order = [_PASSWORD, _APP, _PASSKEY] if has_app else [_PASSWORD, _PASSKEY, _APP]
        methods = super().get_reauthentication_methods(user)
        named = [{**one, "description": _WAYS[one["id"]]} for one in methods]
        return sorted(named, key=lambda one: order.index(one["id"]))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Compare a password once, whatever was typed as a name.

        An address comes as the name and as the address. Compared as both it would take longer for
        those that have an account: 50 ms tell a stranger who has one.
        """
        if credentials.get("username") == credentials.get("email"):
            credentials.pop("email", None)
        return super().authenticate(request, **credentials)

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign in for as long as the browser stays open, whichever way it was."""
        super().login(request, user)
        request.session.set_expiry(0)

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Give a new account a name that says nothing of its address."""
        user.username = user.username or people.new_username()

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Lead to the address of the site, whatever host the request named."""
        path = reverse(
            "account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"}
        ).replace("UID-KEY", key)
        return absolute(path)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Tell somebody who has an account and asked for one how to sign in."""
        self.send_mail("account/email/account_already_exists", email, {"sign_in": sign_in_url()})

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell somebody what changed in their account, when, and with which browser."""
        to = email or EmailAddress.objects.get_primary_email(user) or user.email
        if not to:
            return
        facts = {"at": timezone.localtime(), "browser": sessions.browser_of(self.request)}
        self.send_mail(template_prefix, to, {**facts, **(context or {})})

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Write a mail in our words."""
        return mail.compose(template_prefix, email if isinstance(email, str) else email[0], context)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write a mail and send it beside the request."""
        mail.send(self.render_mail(template_prefix, email, context))


def sign_in_url() -> str:
    """Return the full address of the page to sign in."""
    return absolute(reverse("account_login"))
