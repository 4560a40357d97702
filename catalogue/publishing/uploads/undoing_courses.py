"""Undoing what an upload did to courses, some hundred at a time, so that memory stays flat."""

import datetime
from collections.abc import Sequence
from typing import Any

from catalogue.courses import services as courses
from catalogue.courses.contents import contents_of
from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course
from catalogue.publishing.enums import ChangeKind, UndoResult
from catalogue.publishing.models import Upload, UploadChange
from catalogue.publishing.uploads.later_edits import name_edits
from catalogue.publishing.uploads.restoring import Restoration, restore
from catalogue.publishing.uploads.undo_results import BATCH, keep, say, stay, value_at
from catalogue.publishing.uploads.undo_values import undone

Content = dict[str, Any]


def undo_courses(upload: Upload, *, now: datetime.datetime) -> None:
    """Undo the changes of courses, and write on each how far that went."""
    touched: set[int] = set()
    numbers = list(upload.changes.order_by("position").values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        part = numbers[start : start + BATCH]
        changes = list(UploadChange.objects.filter(pk__in=part).order_by("position"))
        touched |= _Part(upload, changes).undo(now=now)
        keep(changes)
    courses.announce_courses(touched)


class _Part:
    """Some hundred changes on their way back."""

    def __init__(self, upload: Upload, changes: Sequence[UploadChange]) -> None:
        self.upload = upload
        self.changes = changes
        ids = [change.course_id for change in changes if change.course_id]
        mine = Course.objects.select_for_update().filter(provider=upload.organisation_id)
        self.stored = mine.in_bulk(ids)
        self.contents = contents_of(self.stored)
        self.restorations: list[tuple[UploadChange, Restoration]] = []
        self.withdrawn: list[int] = []

    def undo(self, *, now: datetime.datetime) -> set[int]:
        """Decide, write, and say who edited what stays. Return the courses that change."""
        changed_at = {number: course.updated_at for number, course in self.stored.items()}
        touched: set[int] = set()
        for change in self.changes:
            course = self.stored.get(change.course_id or 0)
            if course is None:
                # Deleted since: nothing is left of an addition, and nothing to go back to.
                is_gone = change.kind == ChangeKind.ADDED
                say(change, UndoResult.DONE if is_gone else UndoResult.KEPT)
                continue
            self._one(change, course, self.contents[course.pk])
            if change.undo_result != UndoResult.KEPT:
                touched.add(course.pk)
        restore([one for _change, one in self.restorations], now=now)
        for change, one in self.restorations:
            if one.lost:
                lost = [stay(path, value_at(one.wanted, path), is_lost=True) for path in one.lost]
                say(change, UndoResult.PARTLY, [*change.conflicts, *lost])
        courses.withdraw_courses(self.withdrawn, now=now, is_announced=False)
        name_edits(self.upload, self.changes, changed_at)
        return touched

    def _one(self, change: UploadChange, course: Course, content: Content) -> None:
        if change.kind == ChangeKind.ADDED:
            self._added(change, course, content)
        elif change.kind == ChangeKind.CHANGED:
            self._changed(change, course, content)
        else:
            _bring_back(change, course)

    def _added(self, change: UploadChange, course: Course, content: Content) -> None:
        """Withdraw a course that the upload added. One that was edited later stays."""
        if course.status == CourseStatus.WITHDRAWN:
            say(change, UndoResult.DONE)
            return
        if content != change.after:
            paths = edited_later(change.after or {}, content)
            say(change, UndoResult.KEPT, _stays(paths, content))
            return
        if change.before:
            wanted = dict(change.before)
            self.restorations.append((change, Restoration(course, content, wanted, [])))
        self.withdrawn.append(course.pk)
        say(change, UndoResult.DONE)

    def _changed(self, change: UploadChange, course: Course, content: Content) -> None:
        """Give back each value that still is the upload's."""
        wanted = undone(change.before or {}, change.after or {}, content)
        stays = _stays(wanted.conflicts, content)
        if wanted.content == content:
            say(change, UndoResult.KEPT if stays else UndoResult.DONE, stays)
            return
        say(change, UndoResult.PARTLY if stays else UndoResult.DONE, stays)
        self.restorations.append((change, Restoration(course, content, wanted.content, [])))


def _bring_back(change: UploadChange, course: Course) -> None:
    """Bring back a course that the upload took off the site: live, unless it says otherwise."""
    if course.status == CourseStatus.WITHDRAWN:
        status = (change.before or {}).get("status") or CourseStatus.LIVE
        Course.objects.filter(pk=course.pk).update(status=status, withdrawn_at=None)
    say(change, UndoResult.DONE)


def _stays(paths: Sequence[str], content: Content) -> list[dict[str, Any]]:
    return [stay(path, value_at(content, path)) for path in paths]


def edited_later(after: Content, content: Content) -> list[str]:
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
