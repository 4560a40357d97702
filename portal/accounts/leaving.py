"""Deleting an account: what stands in the way, what goes, and what stays."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from catalogue.providers.enums import AuditAction, MemberRole
from catalogue.providers.members import end_invitations_of, leave_inbox, lock_people
from catalogue.providers.models import AuditEntry, Membership, Organisation
from portal.accounts.people import is_staff
from portal.core.person import person_name


def alone_at(user: Any) -> QuerySet[Organisation]:
    """Return the organisations whose last owner a person is."""
    others = Membership.objects.active().filter(role=MemberRole.OWNER).exclude(user=user)
    own = Membership.objects.filter(user=user, role=MemberRole.OWNER)
    return (
        Organisation.objects.filter(pk__in=own.values("organisation"))
        .exclude(pk__in=others.values("organisation"))
        .order_by("name")
    )


def may_delete(user: Any) -> bool:
    """Whether a person may delete their own account. Staff ask an administrator."""
    return not is_staff(user) and not alone_at(user).exists()


@transaction.atomic
def delete_account(user: Any, *, now: datetime.datetime) -> None:
    """Delete an account with its memberships. The logs of organisations keep the name.

    Raises ValueError when ``may_delete`` says no.
    """
    owned = Membership.objects.filter(user=user).order_by("organisation")
    for organisation_id in owned.values_list("organisation", flat=True):
        lock_people(organisation_id)  # two owners who delete their accounts at once: one stays
    if not may_delete(user):
        raise ValueError("This account may not be deleted")
    for membership in Membership.objects.filter(user=user).select_related("organisation"):
        leave_inbox(membership)
        end_invitations_of(membership, now=now)
        AuditEntry.objects.create(
            organisation=membership.organisation,
            actor_name=person_name(user)[:150],
            action=AuditAction.LEFT,
            about=user.email[:255],
            at=now,
        )
    user.delete()
