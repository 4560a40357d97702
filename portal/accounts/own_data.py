"""What is held about a person, as they may take it away."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from catalogue.providers.models import AuditEntry, JoinRequest, Membership
from portal.accounts.sessions import browser_words


def own_data(user: Any) -> dict[str, Any]:
    """Return plain values, ready for JSON: the account, who one acts for, and what one did.

    No secret is in it: neither the password nor the keys of the second step.
    """
    return {
        "account": _account(user),
        "email_addresses": list(
            EmailAddress.objects.filter(user=user).values("email", "verified", "primary")
        ),
        "ways_to_sign_in": [_way(one) for one in Authenticator.objects.filter(user=user)],
        "signed_in": [_session(one) for one in UserSession.objects.filter(user=user)],
        "organisations": [_membership(one) for one in _memberships(user)],
        "requests_to_join": list(
            JoinRequest.objects.filter(user=user).values(
                "organisation_name",
                "kind",
                "ukprn",
                "website",
                "phone",
                "person_name",
                "reason",
                "state",
                "comment",
                "created_at",
            )
        ),
        "log": list(
            AuditEntry.objects.filter(actor=user)
            .order_by("at")
            .values("organisation__name", "action", "about", "facts", "at")
        ),
    }


def _account(user: Any) -> dict[str, Any]:
    return {
        "user_name": user.get_username(),
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "made_at": user.date_joined,
        "last_signed_in_at": user.last_login,
        "has_password": user.has_usable_password(),
    }


def _way(one: Authenticator) -> dict[str, Any]:
    return {
        "kind": one.type,
        "name": one.data.get("name", ""),
        "added_at": one.created_at,
        "last_used_at": one.last_used_at,
    }


def _session(one: UserSession) -> dict[str, Any]:
    return {
        "since": one.created_at,
        "network": one.ip,
        "browser": browser_words(one.user_agent),
        "browser_says": one.user_agent,
    }


def _memberships(user: Any) -> Any:
    return Membership.objects.filter(user=user).select_related("organisation")


def _membership(one: Membership) -> dict[str, Any]:
    return {
        "organisation": one.organisation.name,
        "role": one.role,
        "is_suspended": one.is_suspended,
        "since": one.created_at,
    }
