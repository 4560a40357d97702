"""Undoing exactly one upload, even after later edits: in one transaction, or not at all."""

import datetime
import logging
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.courses import services as courses
from catalogue.courses.contents import contents_of
from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course
from catalogue.providers.enums import AuditAction
from catalogue.providers.models import Organisation
from catalogue.publishing.audit import note
from catalogue.publishing.enums import ChangeKind, UndoResult, UploadKind, UploadState
from catalogue.publishing.models import Upload, UploadChange
from catalogue.publishing.uploads import leases
from catalogue.publishing.uploads.outcomes import UndoReport
from catalogue.publishing.uploads.restoring import Restoration, restore
from catalogue.publishing.uploads.undo_values import undone
from catalogue.publishing.uploads.undoing_venues import undo_venues
from portal.core.logs import place_of

UNDO_TIME = datetime.timedelta(hours=24)
BATCH = 200

log = logging.getLogger(__name__)


def may_undo(upload: Upload, *, now: datetime.datetime) -> bool:
    """Say whether an upload can be undone now."""
    is_live = upload.state == UploadState.PUBLISHED and upload.published_at is not None
    return bool(is_live and upload.published_at and now - upload.published_at <= UNDO_TIME)


def undo(upload: Upload, *, actor: Any, now: datetime.datetime) -> UndoReport:
    """Undo exactly this upload. What was edited later stays; ``upload.changes`` say what."""
    upload.refresh_from_db()
    if not may_undo(upload, now=now):
        return UndoReport(refused=_why_not(upload))
    states = (UploadState.PUBLISHED,)
    key = leases.claim(
        upload.pk, states=states, to=UploadState.UNDOING, now=now, undone_by=actor, undone_at=now
    )
    if key is None:
        return UndoReport(refused=_("Somebody else works on this file. Look at it again."))
    report = _run(upload.pk, key, now=now)
    upload.refresh_from_db()
    return report


def _why_not(upload: Upload) -> str:
    if upload.state in (UploadState.UNDOING, UploadState.UNDONE):
        return _("This file was undone already.")
    if upload.state == UploadState.PUBLISHED:
        return _("More than 24 hours have passed. Correct the courses, or send another file.")
    return _("This file is not published, so there is nothing to undo.")


def finish(upload_id: int, *, now: datetime.datetime) -> None:
    """Go on with undoing where somebody was killed."""
    key = leases.claim(upload_id, states=(UploadState.UNDOING,), to=UploadState.UNDOING, now=now)
    if key is None:
        return
    if Upload.objects.filter(pk=upload_id, attempts__gt=leases.MAX_ATTEMPTS).exists():
        leases.settle(upload_id, key, state=UploadState.PUBLISHED, undone_at=None, undone_by=None)
        return
    _run(upload_id, key, now=now)


def _run(upload_id: int, key: str, *, now: datetime.datetime) -> UndoReport:
    try:
        with transaction.atomic():
            return _undo(upload_id, key, now=now)
    except (leases.LeaseLostError, Organisation.DoesNotExist, Upload.DoesNotExist):
        return UndoReport(refused=_("Somebody else works on this file. Look at it again."))
    except Exception as error:
        # It stays "being undone": whoever looks at its progress, or run_due, tries again.
        log.error("An upload cannot be undone: %s", place_of(error))
        leases.let_go(upload_id, key)
        return UndoReport(refused=_("This takes longer than usual. Look at it again in a minute."))


def _undo(upload_id: int, key: str, *, now: datetime.datetime) -> UndoReport:
    upload = Upload.objects.select_related("organisation", "undone_by").get(pk=upload_id)
    # As a load does: nobody loads, publishes or undoes for the provider meanwhile.
    Organisation.objects.select_for_update().get(pk=upload.organisation_id)
    if upload.kind == UploadKind.VENUES:
        changes = list(upload.changes.order_by("-position"))
        undo_venues(upload.organisation, changes)
        for start in range(0, len(changes), BATCH):
            _keep(changes[start : start + BATCH])
    else:
        _undo_courses(upload, now=now)
    found = dict.fromkeys(UndoResult, 0)
    for result in upload.changes.values_list("undo_result", flat=True):
        found[UndoResult(result)] += 1
    report = UndoReport(
        done=found[UndoResult.DONE],
        partly=found[UndoResult.PARTLY],
        kept=found[UndoResult.KEPT],
    )
    leases.settle(upload.pk, key, state=UploadState.UNDONE, undone_at=now)
    note(
        upload.organisation,
        AuditAction.UPLOAD_UNDONE,
        actor=upload.undone_by,
        now=now,
        about=upload.file_name,
        facts={
            "done": report.done,
            "partly": report.partly,
            "kept": report.kept,
            "upload": upload.pk,
        },
    )
    return report


def _undo_courses(upload: Upload, *, now: datetime.datetime) -> None:
    """Undo the changes some hundred at a time, so that memory stays flat."""
    touched: set[int] = set()
    positions = list(upload.changes.order_by("position").values_list("pk", flat=True))
    for start in range(0, len(positions), BATCH):
        part = positions[start : start + BATCH]
        changes = list(UploadChange.objects.filter(pk__in=part).order_by("position"))
        touched |= _undo_part(upload, changes, now=now)
        _keep(changes)
    courses.announce_courses(touched)


def _undo_part(
    upload: Upload, changes: Sequence[UploadChange], *, now: datetime.datetime
) -> set[int]:
    ids = [change.course_id for change in changes if change.course_id]
    stored = (
        Course.objects.select_for_update()
        .filter(pk__in=ids, provider=upload.organisation_id)
        .in_bulk()
    )
    contents = contents_of(stored)
    touched: set[int] = set()
    restorations: list[tuple[UploadChange, Restoration]] = []
    withdrawn: list[int] = []
    for change in changes:
        course = stored.get(change.course_id or 0)
        if course is None:
            # Deleted since: there is nothing left of an addition, and nothing to go back to.
            is_gone = change.kind == ChangeKind.ADDED
            _say(change, UndoResult.DONE if is_gone else UndoResult.KEPT)
            continue
        _HOW[ChangeKind(change.kind)](change, course, contents[course.pk], restorations, withdrawn)
        if change.undo_result != UndoResult.KEPT:
            touched.add(course.pk)
    restore([one for _change, one in restorations], now=now)
    for change, one in restorations:
        if one.lost:
            _say(change, UndoResult.PARTLY, [*change.conflicts, *one.lost])
    courses.withdraw_courses(withdrawn, now=now, is_announced=False)
    return touched


def _undo_added(
    change: UploadChange,
    course: Course,
    content: dict[str, Any],
    restorations: list[tuple[UploadChange, Restoration]],
    withdrawn: list[int],
) -> None:
    """Withdraw a course that the upload added. One that was edited later stays."""
    if course.status == CourseStatus.WITHDRAWN:
        _say(change, UndoResult.DONE)
        return
    if content != change.after:
        _say(change, UndoResult.KEPT, edited_later(change.after or {}, content))
        return
    if change.before:
        restorations.append((change, Restoration(course, content, dict(change.before), [])))
    withdrawn.append(course.pk)
    _say(change, UndoResult.DONE)


def _undo_changed(
    change: UploadChange,
    course: Course,
    content: dict[str, Any],
    restorations: list[tuple[UploadChange, Restoration]],
    _withdrawn: list[int],
) -> None:
    """Give back each value that still is the upload's."""
    wanted = undone(change.before or {}, change.after or {}, content)
    if wanted.content == content:
        _say(change, UndoResult.KEPT if wanted.conflicts else UndoResult.DONE, wanted.conflicts)
        return
    _say(change, UndoResult.PARTLY if wanted.conflicts else UndoResult.DONE, wanted.conflicts)
    restorations.append((change, Restoration(course, content, wanted.content, [])))


def _undo_removed(
    change: UploadChange,
    course: Course,
    content: dict[str, Any],
    restorations: list[tuple[UploadChange, Restoration]],
    _withdrawn: list[int],
) -> None:
    """Bring back a course that the upload took off the site."""
    if course.status == CourseStatus.WITHDRAWN:
        Course.objects.filter(pk=course.pk).update(status=CourseStatus.LIVE, withdrawn_at=None)
    _say(change, UndoResult.DONE)


_HOW: dict[ChangeKind, Callable[..., None]] = {
    ChangeKind.ADDED: _undo_added,
    ChangeKind.CHANGED: _undo_changed,
    ChangeKind.REMOVED: _undo_removed,
}


def edited_later(after: dict[str, Any], content: dict[str, Any]) -> list[str]:
    """Return the names of what somebody edited since the upload."""
    names = [name for name in content if name != "runs" and content[name] != after.get(name)]
    runs = {run["id"]: run for run in after.get("runs") or ()}
    for run in content["runs"]:
        known = runs.pop(run["id"], None)
        if known is None:
            names.append(f"runs.{run['id']}")
        else:
            names += [f"runs.{run['id']}.{name}" for name in run if run[name] != known.get(name)]
    return names + [f"runs.{number}" for number in runs]


def _say(change: UploadChange, result: UndoResult, conflicts: Sequence[str] = ()) -> None:
    change.undo_result = result
    change.conflicts = list(dict.fromkeys(conflicts))


def _keep(changes: Sequence[UploadChange]) -> None:
    plain = [one for one in changes if one.undo_result == UndoResult.DONE and not one.conflicts]
    rows = UploadChange.objects.filter(pk__in=[one.pk for one in plain])
    rows.update(undo_result=UndoResult.DONE, conflicts=[])  # as nearly always, and at once
    done = {one.pk for one in plain}
    others = [one for one in changes if one.pk not in done]
    UploadChange.objects.bulk_update(others, ["undo_result", "conflicts"], batch_size=BATCH)
