"""Which people are staff, and what a new account is called."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.crypto import get_random_string

_NO_LOOK_ALIKES = "bcdfghjkmnpqrstvwxyz23456789"


def is_staff(user: Any) -> bool:
    """Whether an administrator made the account: it signs in with a password, never by mail."""
    return bool(
        user.is_staff
        or user.is_superuser
        or user.groups.exists()
        or user.has_perm("wagtailadmin.access_admin")
    )


def people_of_organisations() -> QuerySet[Any]:
    """Return the accounts that are nobody's of the team."""
    return get_user_model()._default_manager.filter(
        is_staff=False, is_superuser=False, groups__isnull=True, user_permissions__isnull=True
    )


def new_username() -> str:
    """Return a name for a new account that says nothing of its address: ``"p-4k7mzq2xw8"``."""
    return f"p-{get_random_string(10, _NO_LOOK_ALIKES)}"
