"""Addresses of mail that people have shown to be theirs."""

from typing import Any

from allauth.account.models import EmailAddress


def holds(user: Any, email: str) -> bool:
    """Whether a person has shown that an address is theirs."""
    return EmailAddress.objects.filter(user_id=user.pk, email__iexact=email, verified=True).exists()
