"""A call that writes: kept, checked and published as a file is, in the same history."""

import datetime
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import OperationalError, transaction

from catalogue.courses.contents import content_of
from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course
from catalogue.courses.services import withdraw_courses
from catalogue.providers.enums import AuditAction
from catalogue.publishing.api.problems import Problem
from catalogue.publishing.api.sheets import Sheet
from catalogue.publishing.audit import note
from catalogue.publishing.enums import ChangeKind, UploadKind, UploadSource, UploadState
from catalogue.publishing.models import ApiToken, Upload, UploadChange, UploadRow
from catalogue.publishing.uploads.held_rows import findings_of
from catalogue.publishing.uploads.outcomes import PublishResult, UploadRefused
from catalogue.publishing.uploads.publishing import changes_of
from catalogue.publishing.uploads.services import check, publish_or_ask, receive

AGAIN = "Somebody else is writing to your courses. Send this call once more in a few seconds."
RESULTS = {PublishResult.PUBLISHED: "published", PublishResult.IN_REVIEW: "in_review"}


@dataclass
class Written:
    """What became of a call. ``findings`` are warnings, and the reasons of held rows."""

    result: str
    upload: int | None = None
    added: int = 0
    changed: int = 0
    held: int = 0
    findings: list[dict[str, Any]] = field(default_factory=list)


def write(
    key: ApiToken,
    sheet: Sheet,
    *,
    kind: UploadKind,
    name: str,
    now: datetime.datetime,
    today: datetime.date,
    is_all_or_nothing: bool,
) -> Written:
    """Publish the good rows of a sheet, or send them for a check. Raises Problem.

    ``is_all_or_nothing``: one bad row and nothing is written.
    """
    upload = _received(key, sheet, kind=kind, name=name, now=now)
    try:
        check(upload.pk, now=now, today=today)
    except (OSError, OperationalError) as error:
        _forget(upload)
        raise _no_room() from error
    upload.refresh_from_db()
    findings = list(_findings(upload, sheet))
    if upload.state == UploadState.REFUSED:
        message = upload.message
        _forget(upload)
        raise Problem(422, "Not readable", message)
    nothing_good = not upload.rows_loaded
    if upload.rows_held and (is_all_or_nothing or nothing_good):
        _forget(upload)
        detail = "Nothing was written. Put right what the findings say and send it again."
        raise Problem(422, "Not accepted", detail, findings=findings)
    if upload.state == UploadState.UNCHANGED or not changes_of(upload):
        held = upload.rows_held
        _forget(upload)
        return Written("unchanged", held=held, findings=findings)
    if upload.state != UploadState.CHECKED:
        _forget(upload)
        raise Problem(409, "Try again", AGAIN, headers={"Retry-After": "5"})
    result = _publish(key, upload, now=now, today=today)
    return Written(
        result,
        upload=upload.pk,
        added=upload.numbers.get("added", 0),
        changed=upload.numbers.get("changed", 0),
        held=upload.rows_held,
        findings=findings,
    )


@transaction.atomic
def withdraw(key: ApiToken, course: Course, *, name: str, now: datetime.datetime) -> bool:
    """Take a course off the site, as an upload that can be undone. Return whether it was on it."""
    course = Course.objects.select_for_update().get(pk=course.pk)
    before = content_of(course)
    if course.status != CourseStatus.LIVE:  # an undo makes it what it was
        before["status"] = course.status
    if not withdraw_courses([course.pk], now=now):
        return False
    upload = Upload.objects.create(
        organisation=key.organisation,
        key=uuid.uuid4(),
        kind=UploadKind.COURSES,
        source=UploadSource.API,
        state=UploadState.PUBLISHED,
        file_name=_call_name(key, name),
        is_full_list=True,  # what it takes off was asked for
        sent_by=key.created_by,
        counts={"courses": {"added": 0, "changed": 0, "removed": 1, "unchanged": 0}},
        checked_at=now,
        published_at=now,
    )
    UploadChange.objects.create(
        upload=upload,
        position=1,
        kind=ChangeKind.REMOVED,
        course_id=course.pk,
        title=course.title,
        reference=name,
        before=before,
    )
    note(
        key.organisation,
        AuditAction.COURSE_WITHDRAWN,
        actor=None,
        actor_name=actor_name(key),
        now=now,
        about=course.title,
        facts={"course": course.pk, "upload": upload.pk},
    )
    return True


def actor_name(key: ApiToken) -> str:
    """Return how the log names a key: ``"API: Student records"``."""
    return f"API: {key.name}"


def _call_name(key: ApiToken, name: str) -> str:
    """Return how the history names a call: ``"API: Student records, B-1"``."""
    return f"{actor_name(key)}, {name}"[:255]


def _received(
    key: ApiToken, sheet: Sheet, *, kind: UploadKind, name: str, now: datetime.datetime
) -> Upload:
    try:
        return receive(
            key.organisation,
            stream=sheet.as_file(),
            file_name=_call_name(key, name),
            kind=kind,
            sent_by=key.created_by,
            now=now,
            source=UploadSource.API,
        )
    except UploadRefused as error:
        if isinstance(error.__cause__, OSError):
            raise _no_room() from error
        raise Problem(422, "Not accepted", error.message) from error


def _no_room() -> Problem:
    """Return the problem of a disk, or a database, that takes nothing at the moment."""
    headers = {"Retry-After": "60"}
    return Problem(503, "Try again", "Nothing was written. Try again later.", headers=headers)


def _publish(key: ApiToken, upload: Upload, *, now: datetime.datetime, today: datetime.date) -> str:
    outcome = publish_or_ask(
        upload,
        actor=None,
        sent_by=key.created_by,
        actor_name=actor_name(key),
        now=now,
        today=today,
    )
    if outcome.result not in RESULTS:
        _forget(upload)  # or a file that nobody sent would wait for somebody's press
        raise Problem(409, "Try again", AGAIN, headers={"Retry-After": "5"})
    upload.refresh_from_db()
    return RESULTS[outcome.result]


def _findings(upload: Upload, sheet: Sheet) -> Iterator[dict[str, Any]]:
    rows = UploadRow.objects.filter(upload=upload).order_by("number")
    for row in rows:
        item, run = sheet.place_of(row.number)
        for one in findings_of(row):
            yield {
                "item": item,
                "run": run,
                "severity": str(one["severity"]).lower(),
                "code": one["code"],
                "column": one["column"],
                "message": one["message"],
                "value": one["value"],
            }


def _forget(upload: Upload) -> None:
    """Leave no trace of a call that changed nothing: software may send the same every night."""
    path = Path(upload.file.path)
    upload.delete()
    path.unlink(missing_ok=True)
