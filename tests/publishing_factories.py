"""Organisations with people, drafts and files, for tests of the providers' area."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import get_user_model
from django.test import Client

from catalogue.providers.enums import MemberRole
from catalogue.providers.models import Membership, Organisation
from tests.factories import OrganisationFactory

BACKEND = "django.contrib.auth.backends.ModelBackend"


def make_user(name: str = "lena", *, second_step: bool = True, **values: Any) -> Any:
    """Return a person with a checked address, and (by default) a second step of signing in."""
    email = values.pop("email", f"{name}@lockgate.example")
    user = get_user_model().objects.create_user(name, email=email, **values)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if second_step:
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)
    return user


def make_member(
    role: str = MemberRole.EDITOR,
    *,
    organisation: Organisation | None = None,
    user: Any = None,
    is_suspended: bool = False,
    name: str = "lena",
    second_step: bool = True,
) -> Membership:
    """Return a person who acts for an organisation: new ones where none is given."""
    return Membership.objects.create(
        organisation=organisation or OrganisationFactory(),
        user=user or make_user(name, second_step=second_step),
        role=role,
        is_suspended=is_suspended,
    )


def client_of(user: Any) -> Client:
    """Return a client signed in as a person."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client
