"""Named questions about members and invitations."""

import datetime
from typing import Any

from django.db import models

from catalogue.providers.enums import MemberRole

# Each role may do what those after it may.
ROLES_FROM = {
    MemberRole.VIEWER: (MemberRole.VIEWER, MemberRole.EDITOR, MemberRole.OWNER),
    MemberRole.EDITOR: (MemberRole.EDITOR, MemberRole.OWNER),
    MemberRole.OWNER: (MemberRole.OWNER,),
}


class MembershipQuerySet(models.QuerySet):
    """Questions about members."""

    def active(self) -> "MembershipQuerySet":
        """Return members who may come in: not stopped, and with an account that is open."""
        return self.filter(is_suspended=False, user__is_active=True)

    def of(self, user: Any) -> "MembershipQuerySet":
        """Return the memberships by which a person may come in: none for a visitor."""
        if not user.is_authenticated:
            return self.none()
        return self.active().filter(user=user)

    def with_role(self, least: MemberRole) -> "MembershipQuerySet":
        """Return members who may do what a role may."""
        return self.filter(role__in=ROLES_FROM[least])

    def reachable(self, least: MemberRole) -> "MembershipQuerySet":
        """Return active members of a role who have an address of mail, with their accounts."""
        members = self.active().with_role(least).exclude(user__email="")
        return members.select_related("user").order_by("pk")


class InvitationQuerySet(models.QuerySet):
    """Questions about invitations."""

    def waiting(self) -> "InvitationQuerySet":
        """Return invitations that nobody used or took back, those that ran out among them."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def open_at(self, now: datetime.datetime) -> "InvitationQuerySet":
        """Return invitations that somebody can still accept."""
        return self.waiting().filter(expires_at__gt=now)
