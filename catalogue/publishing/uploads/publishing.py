"""Putting the good rows of an upload live: asked for, looked at, and written in one transaction."""

import datetime
import logging
import time
from typing import Any

from django.db import transaction

from catalogue.feeds.report import LoadReport
from catalogue.providers.enums import AuditAction
from catalogue.providers.models import Organisation
from catalogue.publishing.audit import WE, note
from catalogue.publishing.checks.risks import reasons_for
from catalogue.publishing.checks.services import ask
from catalogue.publishing.enums import ReviewKind, UploadState
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads import leases, reading
from catalogue.publishing.uploads.change_rows import ChangeWriter
from catalogue.publishing.uploads.checking import TELL_SECONDS, counts_of
from catalogue.publishing.uploads.loading import load_upload
from catalogue.publishing.uploads.outcomes import Outcome, PublishResult
from catalogue.publishing.uploads.worker import read_again
from portal.core import clock
from portal.core.logs import place_of

# More than this part of the live courses is taken off only when somebody says that it is meant.
MOST_REMOVED = 0.2
WITHOUT_QUESTIONS = (UploadState.CHECKED, UploadState.IN_REVIEW)

log = logging.getLogger(__name__)


class _OtherChangesError(Exception):
    """The file changes something else than what was shown."""


def publish(
    upload: Upload,
    *,
    actor: Any,
    now: datetime.datetime,
    today: datetime.date,
    seen_diff: str,
    is_full_list: bool = False,
    is_removal_confirmed: bool = False,
) -> Outcome:
    """Put the good rows live, or ask a moderator. ``seen_diff`` is the diff_sha256 of the page."""
    upload = Upload.objects.select_related("organisation").get(pk=upload.pk)
    if upload.state != UploadState.CHECKED:
        return Outcome(PublishResult.NOT_READY)
    if not upload.diff_sha256 or seen_diff != upload.diff_sha256:
        if not upload.diff_sha256:
            read_again(upload, now=now)
        return Outcome(PublishResult.LOOK_AGAIN)
    removed = removals_of(upload) if is_full_list else 0
    live = upload.listed_before
    if not changes_of(upload) + removed:
        return Outcome(PublishResult.NOTHING_TO_DO)
    if is_much(removed, live=live) and not is_removal_confirmed:
        return Outcome(PublishResult.CONFIRM_REMOVALS, removed=removed, live=live)
    return publish_or_ask(upload, actor=actor, now=now, today=today, is_full_list=is_full_list)


def publish_or_ask(
    upload: Upload,
    *,
    actor: Any,
    now: datetime.datetime,
    today: datetime.date,
    is_full_list: bool = False,
    sent_by: Any = None,
    actor_name: str = "",
) -> Outcome:
    """Put a file that was read live; where there is a reason to, have a moderator look first.

    So does a person's press, a run of a feed and a call of the API. Where a machine acts
    (``actor=None``) the log has ``actor_name``, and the answer of a check goes to ``sent_by``.
    """
    upload.is_full_list = is_full_list
    # Before the transaction: it reads every change, removals too where they are meant.
    reasons = reasons_for(
        upload.organisation, before=None, after=None, kind=ReviewKind.UPLOAD, upload=upload
    )
    with transaction.atomic():
        # What was read meanwhile, after a row was put right, is neither seen nor judged.
        mine = Upload.objects.filter(pk=upload.pk, state=UploadState.CHECKED)
        if not mine.filter(diff_sha256=upload.diff_sha256).update(is_full_list=is_full_list):
            return Outcome(PublishResult.NOT_READY)
        if reasons:
            ask(
                ReviewKind.UPLOAD,
                organisation=upload.organisation,
                title=upload.file_name,
                reasons=reasons,
                sent_by=sent_by or actor,
                now=now,
                upload=upload,
            )
            return Outcome(PublishResult.IN_REVIEW)
        key = _claimed(
            upload, states=(UploadState.CHECKED,), actor=actor, published_as=actor_name, now=now
        )
    if key is None:
        return Outcome(PublishResult.NOT_READY)
    return write(upload.pk, key, now=now, today=today)


def publish_now(
    upload: Upload, *, actor: Any, now: datetime.datetime, today: datetime.date
) -> Outcome:
    """Put the good rows live without a question: after a moderator's yes."""
    key = _claimed(upload, states=WITHOUT_QUESTIONS, actor=actor, now=now)
    if key is None:
        return Outcome(PublishResult.NOT_READY)
    return write(upload.pk, key, now=now, today=today)


def changes_of(upload: Upload) -> int:
    """Return how many courses, or places, the file adds or changes."""
    return upload.numbers.get("added", 0) + upload.numbers.get("changed", 0)


def removals_of(upload: Upload) -> int:
    """Return how many courses it takes off when it is the whole list."""
    return upload.numbers.get("removed", 0)


def is_much(removed: int, *, live: int) -> bool:
    """Say whether so many removals are published only when somebody says that they are meant."""
    return removed > MOST_REMOVED * live


def _claimed(
    upload: Upload,
    *,
    states: tuple[str, ...],
    actor: Any,
    now: datetime.datetime,
    published_as: str = "",
) -> str | None:
    """Take the work, and keep in whose name it is done: another may have to finish it."""
    return leases.claim(
        upload.pk,
        states=states,
        to=UploadState.PUBLISHING,
        now=now,
        published_by=actor,
        published_as=published_as[:150],
        published_at=now,
        message="",
        rows_done=0,
    )


def finish(upload_id: int, *, now: datetime.datetime, today: datetime.date) -> None:
    """Go on with publishing where somebody was killed."""
    states = (UploadState.PUBLISHING,)
    key = leases.claim(upload_id, states=states, to=UploadState.PUBLISHING, now=now)
    if key is None:
        return
    if _is_tried_too_often(upload_id):
        leases.settle(upload_id, key, state=UploadState.CHECKED, diff_sha256="", published_at=None)
        return
    write(upload_id, key, now=now, today=today)


def _is_tried_too_often(upload_id: int) -> bool:
    return Upload.objects.filter(pk=upload_id, attempts__gt=leases.MAX_ATTEMPTS).exists()


def write(upload_id: int, key: str, *, now: datetime.datetime, today: datetime.date) -> Outcome:
    """Write what was shown, in one transaction; or nothing, when it would be something else."""
    try:
        return Outcome(_written(upload_id, key, now=now, today=today))
    except (leases.LeaseLostError, Organisation.DoesNotExist, Upload.DoesNotExist):
        return Outcome(PublishResult.NOT_READY)
    except Exception as error:
        # It stays "being published": whoever looks at its progress, or run_due, tries again.
        log.error("An upload cannot be published: %s", place_of(error))
        leases.let_go(upload_id, key)
        return Outcome(PublishResult.NOT_READY)


def _written(
    upload_id: int, key: str, *, now: datetime.datetime, today: datetime.date
) -> PublishResult:
    upload = Upload.objects.select_related("organisation", "feed", "published_by").get(pk=upload_id)
    try:
        report = _load(upload, key, now=now, today=today)
    except _OtherChangesError:
        leases.settle(upload_id, key, state=UploadState.CHECKED, diff_sha256="", published_at=None)
        read_again(upload, now=now)
        return PublishResult.LOOK_AGAIN
    if report.refused:
        leases.settle(
            upload_id, key, state=UploadState.REFUSED, message=report.refused, published_at=None
        )
        return PublishResult.NOT_READY
    report.issues.close()
    return PublishResult.PUBLISHED


class _Telling:
    """Says that it is alive while the file is read once more."""

    def __init__(self, upload_id: int, key: str) -> None:
        self.upload_id = upload_id
        self.key = key
        self.told_at = time.monotonic()

    def __call__(self, rows: int) -> None:
        if time.monotonic() - self.told_at > TELL_SECONDS:
            self.told_at = time.monotonic()
            now = clock.now()
            leases.hold(self.upload_id, self.key, now=now, is_writing=True, rows_done=rows)


def _load(upload: Upload, key: str, *, now: datetime.datetime, today: datetime.date) -> LoadReport:
    changes = ChangeWriter(upload, is_removing=upload.is_full_list)

    def confirm(report: LoadReport) -> None:
        """Look, at the end of the transaction, whether it did what was shown."""
        if not changes.is_as(upload.diff_sha256):
            raise _OtherChangesError
        counts = counts_of(upload, report, changes.counts)
        leases.settle(
            upload.pk,
            key,
            state=UploadState.PUBLISHED,
            counts=counts,
            published_at=now,
            rows_done=report.rows_read,
        )
        numbers = counts.get("courses") or counts["venues"]
        facts = {name: numbers[name] for name in ("added", "changed", "removed")}
        if not upload.is_full_list:
            facts["removed"] = 0
        note(
            upload.organisation,
            AuditAction.UPLOAD_PUBLISHED,
            actor=upload.published_by,
            actor_name=upload.published_as or ("" if upload.published_by else WE),
            now=now,
            about=upload.file_name,
            facts={**facts, "upload": upload.pk},
        )

    return load_upload(
        upload,
        now=now,
        today=today,
        fixes=reading.fixes_of(upload),
        change_sink=changes,
        progress=_Telling(upload.pk, key),
        confirm=confirm,
    )
