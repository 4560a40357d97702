"""Who does the work: a task, or a thread when there is no worker; and another when it dies."""

import datetime
import logging
import threading

from django.db import close_old_connections, connections, transaction
from django_tasks import default_task_backend, task

from catalogue.publishing.enums import UploadState
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads import leases
from catalogue.publishing.uploads.keeping import cancel_abandoned
from portal.core import clock
from portal.core.logs import place_of

# Of threads in one process: each reads a file, and visitors want pages meanwhile.
AT_ONCE = 2
PATIENCE = datetime.timedelta(seconds=10)
_turns = threading.BoundedSemaphore(AT_ONCE)
_queued: set[int] = set()

log = logging.getLogger(__name__)


def start(upload: Upload) -> None:
    """Have the work on an upload done in the background, once the transaction is committed."""
    number = upload.pk
    transaction.on_commit(lambda: _begin(number), robust=True)


def wake(upload: Upload, *, now: datetime.datetime) -> bool:
    """Begin the work on an upload that nobody does. Return whether somebody died over it."""
    if upload.state not in leases.AT_WORK:
        return False
    if upload.lease_until is not None:
        if upload.lease_until >= now:
            return False
        gone = Upload.objects.filter(pk=upload.pk, lease_until=upload.lease_until)
        if gone.update(lease_key="", lease_until=None):  # of two who look one begins
            start(upload)
        return True
    is_old = now - upload.created_at > PATIENCE
    if is_old and not default_task_backend.supports_defer:
        start(upload)  # a process that ended before its thread began
    return False


def _begin(upload_id: int) -> None:
    if default_task_backend.supports_defer:
        work_on_upload.enqueue(upload_id)
        return
    if upload_id in _queued:
        return
    _queued.add(upload_id)
    name = f"upload-{upload_id}"
    threading.Thread(target=_in_thread, args=(upload_id,), name=name, daemon=True).start()


@task()
def work_on_upload(upload_id: int) -> None:
    """Do what is to be done with an upload."""
    work(upload_id, now=clock.now(), today=clock.today())


def _in_thread(upload_id: int) -> None:
    try:
        with _turns:
            _queued.discard(upload_id)
            close_old_connections()
            work(upload_id, now=clock.now(), today=clock.today())
    except Exception as error:
        log.error("Work on an upload failed; it will be tried again: %s", place_of(error))
    finally:
        connections.close_all()


def work(upload_id: int, *, now: datetime.datetime, today: datetime.date) -> None:
    """Do what is to be done with an upload now, whoever began it. Nothing, when it is done."""
    from catalogue.publishing.uploads import checking, publishing, undoing

    state = Upload.objects.filter(pk=upload_id).values_list("state", flat=True).first()
    if state in (UploadState.RECEIVED, UploadState.CHECKING):
        checking.check(upload_id, now=now, today=today)
    elif state == UploadState.PUBLISHING:
        publishing.finish(upload_id, now=now, today=today)
    elif state == UploadState.UNDOING:
        undoing.finish(upload_id, now=now)


def read_again(upload: Upload, *, now: datetime.datetime) -> bool:
    """Read a checked file once more, with what was put right. Return whether that began."""
    free = leases.claim(
        upload.pk,
        states=(UploadState.CHECKED, UploadState.QUARANTINED),
        to=UploadState.RECEIVED,
        now=now,
    )
    if free is None:
        return False
    leases.settle(upload.pk, free, state=UploadState.RECEIVED, rows_done=0)
    upload.refresh_from_db()
    start(upload)
    return True


def run_due(*, now: datetime.datetime, today: datetime.date) -> dict[str, int]:
    """Finish what dead workers left. Return counts: ``{"uploads": 1}``."""
    done = failed = 0
    for upload_id in list(leases.waiting(now).order_by("pk").values_list("pk", flat=True)):
        try:
            work(upload_id, now=now, today=today)
        except Exception as error:
            log.error("Work on an upload failed: %s", place_of(error))
            failed += 1
        else:
            done += 1
    cancelled = cancel_abandoned(now=now)
    counts = {"uploads": done, "failed": failed, "cancelled": cancelled}
    return {name: count for name, count in counts.items() if count}
