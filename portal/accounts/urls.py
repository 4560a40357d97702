"""Addresses of accounts: allauth's names, so that its flows find them, and our own pages."""

from collections.abc import Iterable

from allauth.account import views
from allauth.account.decorators import reauthentication_required
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.cache import never_cache

from portal.accounts import address, fresh, home, sign_in
from portal.accounts.pace import evenly

# allauth asks this before most changes, but not before a first password: with one, whoever found a
# session open would turn the second step off.
_ask_again = reauthentication_required(app="allauth.account")

urlpatterns = [
    path("", home.home, name="account_home"),
    path("data/", home.download, name="account_data"),
    path("delete/", home.delete, name="account_delete"),
    path("deleted/", home.deleted, name="account_deleted"),
    path("confirm/", fresh.confirm, name="account_confirm"),
    path("login/", sign_in.SignInPage.as_view(), name="account_login"),
    path(
        "login/code/", evenly(sign_in.CodeRequestPage.as_view()), name="account_request_login_code"
    ),
    path("login/code/confirm/", sign_in.CodePage.as_view(), name="account_confirm_login_code"),
    path("signup/", evenly(sign_in.SignUpPage.as_view()), name="account_signup"),
    path(
        "confirm-email/",
        sign_in.AddressCodePage.as_view(),
        name="account_email_verification_sent",
    ),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("email/", fresh.freshly(address.AddressPage.as_view()), name="account_email"),
    path("password/change/", views.password_change, name="account_change_password"),
    path(
        "password/set/", fresh.freshly(_ask_again(views.password_set)), name="account_set_password"
    ),
    path("password/reset/", evenly(views.password_reset), name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("sessions/", include("allauth.usersessions.urls")),
    path("2fa/", include("portal.accounts.second_step_urls")),
]


def _keep_out_of_caches(patterns: Iterable[URLPattern | URLResolver]) -> None:
    """Let no cache keep these pages: they show one person's address, passkeys and sessions."""
    for one in patterns:
        if isinstance(one, URLResolver):
            _keep_out_of_caches(one.url_patterns)
        else:
            one.callback = never_cache(one.callback)


_keep_out_of_caches(urlpatterns)
