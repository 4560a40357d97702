"""Changes of who may act for an organisation. One rule above all: an owner always remains.

Each change locks the organisation first, reads what it decides on behind that lock, and writes.
Two owners who leave at the same moment come one after the other: the second is refused. On SQLite
the transaction itself is the lock (BEGIN IMMEDIATE).
"""

import datetime
from enum import StrEnum
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from catalogue.providers.enums import MemberRole
from catalogue.providers.models import Invitation, Membership, Organisation


class Refusal(StrEnum):
    """Why a change of people was not made."""

    LAST_OWNER = "LAST_OWNER"
    NOT_OWNER = "NOT_OWNER"
    ONESELF = "ONESELF"
    GONE = "GONE"


class PeopleRefused(Exception):  # noqa: N818  (the name says the state)
    """A change of people was refused. Nothing was written."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


def lock_people(organisation_id: int) -> Organisation:
    """Wait for our turn on the people of an organisation. To be called in a transaction."""
    organisation = (
        Organisation.objects.select_for_update(no_key=True).filter(pk=organisation_id).first()
    )
    if organisation is None:
        raise PeopleRefused(Refusal.GONE)
    return organisation


def require_owner(organisation_id: int, user: Any) -> None:
    """Refuse a person who is no owner (any more). Behind the lock, so that it stays true."""
    owners = Membership.objects.of(user).with_role(MemberRole.OWNER)
    if not owners.filter(organisation_id=organisation_id).exists():
        raise PeopleRefused(Refusal.NOT_OWNER)


@transaction.atomic
def change_role(
    organisation_id: int, member_id: int, *, role: MemberRole, actor: Any
) -> Membership:
    """Give a member another role. Owners may step down, while another one remains."""
    member = _locked(organisation_id, member_id, actor=actor)
    if member.role == MemberRole.OWNER and role != MemberRole.OWNER:
        _keep_an_owner(member)
    member.role = role
    member.save(update_fields=["role"])
    return member


@transaction.atomic
def suspend(organisation_id: int, member_id: int, *, actor: Any) -> Membership:
    """Stop the access of another member."""
    member = _locked(organisation_id, member_id, actor=actor)
    if member.user_id == actor.pk:
        raise PeopleRefused(Refusal.ONESELF)
    _keep_an_owner(member)
    member.is_suspended = True
    member.save(update_fields=["is_suspended"])
    leave_inbox(member)
    return member


@transaction.atomic
def restore(organisation_id: int, member_id: int, *, actor: Any) -> Membership:
    """Give the access of a member back, with the role that they had."""
    member = _locked(organisation_id, member_id, actor=actor)
    member.is_suspended = False
    member.save(update_fields=["is_suspended"])
    return member


@transaction.atomic
def remove(organisation_id: int, member_id: int, *, actor: Any) -> Membership:
    """Take a member out. Returns what they were, for the log."""
    member = _locked(organisation_id, member_id, actor=actor)
    _keep_an_owner(member)
    leave_inbox(member)
    member.delete()
    return member


@transaction.atomic
def leave(organisation_id: int, *, user: Any) -> Membership:
    """Take oneself out, whatever one's role. The last owner stays."""
    lock_people(organisation_id)
    member = Membership.objects.of(user).filter(organisation_id=organisation_id).first()
    if member is None:
        raise PeopleRefused(Refusal.GONE)
    _keep_an_owner(member)
    leave_inbox(member)
    member.delete()
    return member


def leave_inbox(member: Membership) -> None:
    """Send no questions of learners to who goes, where the inbox for them is that person's own.

    Whoever reads the inbox now is asked again, by a letter that an editor sends.
    """
    for email in EmailAddress.objects.filter(user=member.user).values_list("email", flat=True):
        Organisation.objects.filter(pk=member.organisation_id, enquiry_email__iexact=email).update(
            enquiry_email_verified_at=None
        )


def end_invitations_of(member: Membership, *, now: datetime.datetime) -> None:
    """Take back what a person sent: who loses the right to invite must not come in again by it."""
    Invitation.objects.open_at(now).filter(
        organisation_id=member.organisation_id, invited_by_id=member.user_id
    ).update(withdrawn_at=now)


def is_last_owner(member: Membership) -> bool:
    """Whether the organisation would have no owner without this member's being one.

    Only owners who can come in count: not suspended, and with an account that is open.
    """
    others = Membership.objects.active().filter(
        organisation_id=member.organisation_id, role=MemberRole.OWNER
    )
    return member.role == MemberRole.OWNER and not others.exclude(pk=member.pk).exists()


def _locked(organisation_id: int, member_id: int, *, actor: Any) -> Membership:
    lock_people(organisation_id)
    require_owner(organisation_id, actor)
    member = (
        Membership.objects.select_related("user")
        .filter(organisation_id=organisation_id, pk=member_id)
        .first()
    )
    if member is None:
        raise PeopleRefused(Refusal.GONE)
    return member


def _keep_an_owner(member: Membership) -> None:
    if is_last_owner(member):
        raise PeopleRefused(Refusal.LAST_OWNER)
