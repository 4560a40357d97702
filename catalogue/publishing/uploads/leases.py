"""Who works on an upload, until when. Whoever dies lets the time run out, and another begins."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q

from catalogue.publishing.enums import UploadState
from catalogue.publishing.models import Upload

LEASE = datetime.timedelta(seconds=30)
# A transaction that writes cannot say that it is alive until it is over.
WRITE_LEASE = datetime.timedelta(seconds=120)
WRITING = (UploadState.PUBLISHING, UploadState.UNDOING)
MAX_ATTEMPTS = 5
AT_WORK = (
    UploadState.RECEIVED,
    UploadState.CHECKING,
    UploadState.PUBLISHING,
    UploadState.UNDOING,
)


class LeaseLostError(Exception):
    """Somebody else works on the upload now, or it is gone: end without a word."""


def claim(
    upload_id: int,
    *,
    states: Iterable[str],
    to: str,
    now: datetime.datetime,
    **values: Any,
) -> str | None:
    """Take the work on an upload. Return the key that later steps must hold, or None."""
    key = uuid.uuid4().hex
    until = now + (WRITE_LEASE if to in WRITING else LEASE)
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    taken = (
        Upload.objects.filter(pk=upload_id, state__in=list(states))
        .filter(free)
        .update(state=to, lease_key=key, lease_until=until, attempts=F("attempts") + 1, **values)
    )
    return key if taken else None


def hold(
    upload_id: int, key: str, *, now: datetime.datetime, is_writing: bool = False, **values: Any
) -> None:
    """Keep the work a while longer, and write values. Raises LeaseLostError."""
    until = now + (WRITE_LEASE if is_writing else LEASE)
    mine = Upload.objects.filter(pk=upload_id, lease_key=key)
    if not mine.update(lease_until=until, **values):
        raise LeaseLostError


def settle(upload_id: int, key: str, *, state: str, **values: Any) -> None:
    """End the work in a state. Raises LeaseLostError."""
    mine = Upload.objects.filter(pk=upload_id, lease_key=key)
    if not mine.update(state=state, lease_key="", lease_until=None, attempts=0, **values):
        raise LeaseLostError


def let_go(upload_id: int, key: str) -> None:
    """Leave the work to the next one after an error. The attempt counts."""
    Upload.objects.filter(pk=upload_id, lease_key=key).update(lease_key="", lease_until=None)


def waiting(now: datetime.datetime) -> Any:
    """Return uploads with work to do that nobody does."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    return Upload.objects.filter(state__in=AT_WORK).filter(free)
