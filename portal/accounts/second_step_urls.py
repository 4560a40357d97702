"""Addresses of the second step: allauth's, with the two that add one asking who is there."""

from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import include, path

from portal.accounts.fresh import freshly

urlpatterns = [
    # Before allauth's own of the same names.
    path("totp/activate/", freshly(totp.activate_totp), name="mfa_activate_totp"),
    path("webauthn/add/", freshly(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("", include("allauth.mfa.urls")),
]
