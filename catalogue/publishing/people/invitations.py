"""Invitations: a link by mail that makes the holder of that address a member, once."""

import datetime
import hashlib
import secrets
from enum import StrEnum
from typing import Any

from django.db import transaction

from catalogue.providers.enums import AuditAction, MemberRole
from catalogue.providers.members import lock_people, require_owner
from catalogue.providers.membership import INVITATION_LIFE
from catalogue.providers.models import Invitation, Membership, Organisation
from catalogue.publishing.audit import note
from catalogue.publishing.desk.ways import full_way
from catalogue.publishing.enums import LetterKind
from catalogue.publishing.letters import write_letter
from catalogue.publishing.people.own_mail import holds
from portal.core.person import name_person, person_name

KEY_BYTES = 32
LONGEST_KEY = 64  # characters; ours have 43


class InvitationProblem(StrEnum):
    """Why an invitation was not sent, or opens nothing."""

    UNKNOWN = "UNKNOWN"
    EXPIRED = "EXPIRED"
    USED = "USED"
    WITHDRAWN = "WITHDRAWN"
    OTHER_ADDRESS = "OTHER_ADDRESS"
    IS_MEMBER = "IS_MEMBER"
    SUSPENDED = "SUSPENDED"


class InvitationRefused(Exception):  # noqa: N818  (the name says the state)
    """An invitation was not sent or not accepted. Nothing was written."""

    def __init__(self, problem: InvitationProblem, invitation: Invitation | None = None) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.invitation = invitation


@transaction.atomic
def invite(
    organisation: Organisation,
    *,
    email: str,
    role: MemberRole,
    actor: Any,
    now: datetime.datetime,
    language: str,
) -> Invitation:
    """Invite somebody, or send their open invitation again: the link before it ends.

    Raises:
        InvitationRefused: the address is that of a member (IS_MEMBER, SUSPENDED).
        PeopleRefused: the actor is no owner any more.
    """
    lock_people(organisation.pk)
    require_owner(organisation.pk, actor)
    email = email.strip().lower()
    _refuse_member(organisation, email)
    key = secrets.token_urlsafe(KEY_BYTES)
    invitation = _open_one(organisation, email) or Invitation(
        organisation=organisation, email=email, created_at=now
    )
    invitation.role = role
    invitation.key_hash = hash_of(key)
    invitation.invited_by = actor
    invitation.expires_at = now + INVITATION_LIFE
    invitation.save()
    write_letter(
        LetterKind.INVITATION,
        email=email,
        organisation=organisation,
        now=now,
        language=language,
        facts={
            "organisation": organisation.name,
            "inviter": person_name(actor),
            "role": str(role),
            "link": full_way("invitation", key, language=language),
            "until": invitation.expires_at.isoformat(),
        },
    )
    note(
        organisation,
        AuditAction.INVITED,
        actor=actor,
        now=now,
        about=email,
        facts={"role": str(role)},
    )
    return invitation


@transaction.atomic
def withdraw(
    organisation: Organisation, invitation_id: int, *, actor: Any, now: datetime.datetime
) -> Invitation | None:
    """Take an invitation back. Return None when it was used or taken back meanwhile."""
    lock_people(organisation.pk)
    require_owner(organisation.pk, actor)
    invitation = organisation.invitations.waiting().filter(pk=invitation_id).first()
    if invitation is None:
        return None
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    note(
        organisation,
        AuditAction.INVITATION_WITHDRAWN,
        actor=actor,
        now=now,
        about=invitation.email,
    )
    return invitation


def invitation_of(key: str, *, now: datetime.datetime) -> Invitation:
    """Return the invitation that a link opens. Raises InvitationRefused with the reason."""
    invitation = None
    if len(key) <= LONGEST_KEY:
        invitation = (
            Invitation.objects.select_related("organisation", "invited_by")
            .filter(key_hash=hash_of(key))
            .first()
        )
    if invitation is None:
        raise InvitationRefused(InvitationProblem.UNKNOWN)
    if invitation.accepted_at:
        raise InvitationRefused(InvitationProblem.USED, invitation)
    if invitation.withdrawn_at:
        raise InvitationRefused(InvitationProblem.WITHDRAWN, invitation)
    if invitation.expires_at <= now:
        raise InvitationRefused(InvitationProblem.EXPIRED, invitation)
    return invitation


@transaction.atomic
def accept(key: str, *, user: Any, now: datetime.datetime, name: str = "") -> Membership:
    """Make a person a member, once, when they hold the address that was invited.

    ``name`` is that of an account that has none yet: the log calls the person so.

    Somebody who is a member already keeps the role they have; somebody whose access an owner
    stopped is refused: an old link gives nothing back.
    """
    invitation = invitation_of(key, now=now)
    lock_people(invitation.organisation_id)
    invitation = invitation_of(key, now=now)  # as it is behind the lock
    if not holds(user, invitation.email):
        raise InvitationRefused(InvitationProblem.OTHER_ADDRESS, invitation)
    name_person(user, name)
    membership, is_new = Membership.objects.get_or_create(
        user=user,
        organisation=invitation.organisation,
        defaults={
            "role": invitation.role,
            "invited_by": invitation.invited_by,
            "created_at": now,
        },
    )
    if membership.is_suspended:
        raise InvitationRefused(InvitationProblem.SUSPENDED, invitation)
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    if is_new:
        note(
            invitation.organisation,
            AuditAction.JOINED,
            actor=user,
            now=now,
            about=person_name(user),
            facts={"role": membership.role},
        )
    return membership


def masked(email: str) -> str:
    """Return an address that its holder knows again and nobody else learns: ``l•••@l•••.ac.uk``."""
    name, _at, host = email.partition("@")
    domain, dot, rest = host.partition(".")
    return f"{name[:1]}•••@{domain[:1]}•••{dot}{rest}"


def hash_of(key: str) -> str:
    """Return what is kept of a key. A key has 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


def _open_one(organisation: Organisation, email: str) -> Invitation | None:
    return organisation.invitations.waiting().filter(email__iexact=email).first()


def _refuse_member(organisation: Organisation, email: str) -> None:
    member = Membership.objects.filter(
        organisation=organisation,
        user__emailaddress__email__iexact=email,
        user__emailaddress__verified=True,
    ).first()
    if member is not None:
        is_suspended = member.is_suspended
        raise InvitationRefused(
            InvitationProblem.SUSPENDED if is_suspended else InvitationProblem.IS_MEMBER
        )
