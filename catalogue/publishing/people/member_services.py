"""Changes of people with their line in the log, in one transaction."""

import datetime
from typing import Any

from django.db import transaction

from catalogue.providers import members
from catalogue.providers.enums import AuditAction, MemberRole
from catalogue.providers.models import Membership, Organisation
from catalogue.publishing.audit import note
from portal.core.person import person_name


@transaction.atomic
def change_role(
    organisation: Organisation,
    member_id: int,
    *,
    role: MemberRole,
    actor: Any,
    now: datetime.datetime,
) -> Membership:
    """Give a member another role. Invitations of somebody who is no owner any more end."""
    member = members.change_role(organisation.pk, member_id, role=role, actor=actor)
    if role != MemberRole.OWNER:
        members.end_invitations_of(member, now=now)
    _note(AuditAction.ROLE_CHANGED, member, organisation, actor=actor, now=now, role=role)
    return member


@transaction.atomic
def suspend(
    organisation: Organisation, member_id: int, *, actor: Any, now: datetime.datetime
) -> Membership:
    """Stop a person's access."""
    member = members.suspend(organisation.pk, member_id, actor=actor)
    members.end_invitations_of(member, now=now)
    _note(AuditAction.SUSPENDED, member, organisation, actor=actor, now=now)
    return member


@transaction.atomic
def restore(
    organisation: Organisation, member_id: int, *, actor: Any, now: datetime.datetime
) -> Membership:
    """Give a person's access back."""
    member = members.restore(organisation.pk, member_id, actor=actor)
    _note(AuditAction.RESTORED, member, organisation, actor=actor, now=now)
    return member


@transaction.atomic
def remove(
    organisation: Organisation, member_id: int, *, actor: Any, now: datetime.datetime
) -> Membership:
    """Take a person out of the organisation."""
    member = members.remove(organisation.pk, member_id, actor=actor)
    members.end_invitations_of(member, now=now)
    is_self = member.user_id == actor.pk
    _note(AuditAction.LEFT, member, organisation, actor=actor, now=now, removed=not is_self)
    return member


@transaction.atomic
def leave(organisation: Organisation, *, user: Any, now: datetime.datetime) -> Membership:
    """Leave an organisation."""
    member = members.leave(organisation.pk, user=user)
    members.end_invitations_of(member, now=now)
    _note(AuditAction.LEFT, member, organisation, actor=user, now=now, removed=False)
    return member


def _note(
    action: AuditAction,
    member: Membership,
    organisation: Organisation,
    *,
    actor: Any,
    now: datetime.datetime,
    **facts: Any,
) -> None:
    note(organisation, action, actor=actor, now=now, about=person_name(member.user), facts=facts)
