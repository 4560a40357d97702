"""What goes of invitations, requests to join and the log of organisations, and when."""

import datetime

from django.db.models import Q

from catalogue.providers.enums import RequestState
from catalogue.providers.models import AuditEntry, Invitation, JoinRequest
from portal.core.pruning import delete_rows

LOG_DAYS = 730  # two years: a question about a course of last year can be answered
REQUEST_DAYS = 730  # as long as the check that decided it
INVITATION_DAYS = 90


def prune_log(before: datetime.datetime) -> int:
    """Delete entries of the logs of organisations."""
    return delete_rows(AuditEntry.objects.filter(at__lt=before))


def prune_requests(before: datetime.datetime) -> int:
    """Delete requests to join that were decided or taken back. One that waits stays."""
    done = JoinRequest.objects.exclude(state=RequestState.OPEN)
    return delete_rows(
        done.filter(Q(decided_at__lt=before) | Q(decided_at=None, created_at__lt=before))
    )


def prune_invitations(before: datetime.datetime) -> int:
    """Delete invitations long after they were used, taken back or ran out."""
    return delete_rows(Invitation.objects.filter(expires_at__lt=before))
