"""Accounts that nobody uses any more. How long they are kept stands in portal/operations."""

import datetime
from typing import Any

from django.db.models import Q, QuerySet

from portal.accounts.leaving import delete_account, may_delete
from portal.accounts.people import people_of_organisations

IDLE_DAYS = 730
UNCHECKED_DAYS = 7


def prune_idle(before: datetime.datetime) -> int:
    """Delete accounts of people of organisations who have not signed in since ``before``.

    Staff stay, and so does the last owner of an organisation: somebody must be able to come back.
    """
    idle = Q(last_login__lt=before) | Q(last_login__isnull=True, date_joined__lt=before)
    now = before + datetime.timedelta(days=IDLE_DAYS)
    return _delete(people_of_organisations().filter(idle), now=now)


def prune_unchecked(before: datetime.datetime) -> int:
    """Delete accounts whose code nobody typed: the address may be a stranger's."""
    never_in = people_of_organisations().filter(
        last_login__isnull=True,
        date_joined__lt=before,
        emailaddress__isnull=False,
        memberships__isnull=True,
    )
    unchecked = never_in.exclude(emailaddress__verified=True).distinct()
    return _delete(unchecked, now=before + datetime.timedelta(days=UNCHECKED_DAYS))


def _delete(users: QuerySet[Any], *, now: datetime.datetime) -> int:
    count = 0
    for user in users.iterator():
        if may_delete(user):
            delete_account(user, now=now)
            count += 1
    return count
