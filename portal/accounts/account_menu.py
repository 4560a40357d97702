"""What a person of staff can do about their own account, from the admin."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def second_step(request: HttpRequest) -> dict[str, str]:
    """Lead to the authenticator app and the recovery codes."""
    return {
        "url": reverse("mfa_index"),
        "label": _("Second step of signing in"),
        "help_text": _("Use an app on your phone, so that your password alone opens nothing."),
    }


def password(request: HttpRequest) -> dict[str, str]:
    """Lead to the change of the password."""
    return {
        "url": reverse("account_change_password"),
        "label": _("Change your password"),
        "help_text": _("At least 12 characters. Three or four words work well."),
    }
