"""What the page of people shows, in a constant number of queries."""

import datetime
from dataclasses import dataclass
from typing import Any

from catalogue.courses import wording
from catalogue.events.event_times import day_words, on_the_wall
from catalogue.providers.enums import MemberRole
from catalogue.providers.models import Invitation, Membership
from catalogue.publishing.desk.access import Desk
from portal.core.person import person_name

_ORDER = {MemberRole.OWNER: 0, MemberRole.EDITOR: 1, MemberRole.VIEWER: 2}


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A member, as the list shows them."""

    id: int
    name: str
    email: str
    role: str
    since: str
    is_suspended: bool
    is_self: bool
    has_second_step: bool


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation that nobody used yet."""

    id: int
    email: str
    role: str
    sent_by: str
    until: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Everything that the template reads."""

    people: list[PersonRow]
    invitations: list[InvitationRow]
    may_manage: bool
    may_invite: bool


def people_page(desk: Desk, *, now: datetime.datetime) -> PeoplePage:
    """Return the people of an organisation: owners first, then by name."""
    members = list(
        desk.members().select_related("user").prefetch_related("user__authenticator_set")
    )
    rows = [_person(one, desk) for one in members]
    order = {one.pk: (_ORDER[MemberRole(one.role)], one.is_suspended) for one in members}
    rows.sort(key=lambda row: (*order[row.id], row.name.casefold(), row.id))
    waiting = desk.invitations().waiting().select_related("invited_by")
    return PeoplePage(
        people=rows,
        invitations=[_invitation(one, now=now) for one in waiting.order_by("-expires_at", "pk")]
        if desk.may_own
        else [],
        may_manage=desk.may_own,
        may_invite=desk.may_own and desk.has_second_step,
    )


def _person(member: Membership, desk: Desk) -> PersonRow:
    user = member.user
    authenticators: Any = user.authenticator_set  # type: ignore[attr-defined]  # of allauth.mfa
    steps = {one.type for one in authenticators.all()}
    return PersonRow(
        id=member.pk,
        name=person_name(user),
        email=user.email,
        role=str(member.get_role_display()),
        since=wording.date(on_the_wall(member.created_at).date()),
        is_suspended=member.is_suspended,
        is_self=user.pk == desk.user.pk,
        has_second_step=bool(steps - {"recovery_codes"}),
    )


def _invitation(invitation: Invitation, *, now: datetime.datetime) -> InvitationRow:
    by = invitation.invited_by
    return InvitationRow(
        id=invitation.pk,
        email=invitation.email,
        role=str(invitation.get_role_display()),
        sent_by=person_name(by) if by else "",
        until=day_words(invitation.expires_at),
        is_over=invitation.expires_at <= now,
    )
