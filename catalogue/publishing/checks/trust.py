"""Organisations that publish without a check, and when that is suggested."""

import datetime
from typing import Any

from catalogue.providers.enums import AuditAction
from catalogue.providers.models import Organisation
from catalogue.publishing.audit import note
from catalogue.publishing.enums import ReviewKind, ReviewState
from catalogue.publishing.models import Review

EDITS_BEFORE_TRUST = 10


def approved_edits(organisation: Organisation) -> int:
    """Return how much of what an organisation sent was approved: all but the request to join."""
    return (
        Review.objects.filter(organisation=organisation, state=ReviewState.APPROVED)
        .exclude(kind=ReviewKind.JOIN)
        .count()
    )


def trust_from_now_on(organisation: Organisation, *, actor: Any, now: datetime.datetime) -> None:
    """Let an organisation publish without a check. To be called in a transaction."""
    changed = Organisation.objects.filter(pk=organisation.pk, is_trusted=False).update(
        is_trusted=True, updated_at=now
    )
    organisation.is_trusted = True
    if changed:
        note(organisation, AuditAction.TRUSTED, actor=actor, now=now)
