"""Rules of signing in: only staff, by an account that somebody made for them."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse


class StaffAdapter(DefaultAccountAdapter):
    """Closed sign-up; the admin comes after signing in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: visitors need no account and staff get theirs from an administrator."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Open the admin, or the public site for people without a group."""
        user: Any = request.user
        return reverse("wagtailadmin_home") if user.has_perm("wagtailadmin.access_admin") else "/"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Come back to the first page."""
        return "/"
