"""Who edited what an undo leaves, and when: as far as the log and later files tell."""

import datetime
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry

from catalogue.courses.models import Course
from catalogue.providers.enums import AuditAction
from catalogue.providers.models import AuditEntry, Venue
from catalogue.publishing.audit import WE
from catalogue.publishing.enums import UploadKind, UploadState
from catalogue.publishing.models import Upload, UploadChange
from catalogue.publishing.uploads.undo_results import value_at
from portal.core.person import person_name

# A row says that it changed a moment after its entry of the log does.
A_MOMENT = datetime.timedelta(minutes=1)
NEW_DATE = re.compile(r"runs\.[^.]*[^.0-9][^.]*")


@dataclass(frozen=True, slots=True)
class _Edit:
    """One edit since. ``paths`` are what it changed, or None where nobody wrote that down."""

    at: datetime.datetime
    by: str
    paths: frozenset[str] | None = None
    change: UploadChange | None = None  # of a later file

    def is_known_of(self, path: str, now: Any) -> bool:
        """Say whether it was this edit that made ``path`` what it is now."""
        if self.change is not None:
            written = value_at(self.change.after, path)
            return bool(written == now and value_at(self.change.before, path) != written)
        paths = self.paths or frozenset()
        if path.replace("duration_unit", "duration") in paths:  # one fact, by the name of the first
            return True
        is_whole_date = path.startswith("runs.") and path.count(".") == 1
        # A date that was added has no number yet in what an editor publishes.
        return is_whole_date and any(
            one.startswith(f"{path}.") or NEW_DATE.fullmatch(one) for one in paths
        )


def name_edits(
    upload: Upload, changes: Sequence[UploadChange], changed_at: Mapping[int, datetime.datetime]
) -> None:
    """Add to what stays who edited it last, and when: ``{"by": "Lena", "at": "2026-11-26T..."}``.

    ``is_known`` is False where only the last change of the course, or the place, is known.
    ``changed_at`` has when each was changed last, before the undo. What nobody knows is empty.
    """
    edited = [one for one in changes if any(not stays["is_lost"] for stays in one.conflicts)]
    numbers = [one.course_id for one in edited if one.course_id]
    if not numbers or upload.published_at is None:
        return
    edits = _edits(upload, numbers, since=upload.published_at)
    for change in edited:
        number = change.course_id or 0
        mine = sorted(edits[number], key=lambda one: one.at)
        last = changed_at.get(number)
        if last and last - max([upload.published_at, *(one.at for one in mine)]) > A_MOMENT:
            mine.append(_Edit(last, ""))
        for stays in change.conflicts:
            if not stays["is_lost"]:
                stays |= _told(mine, stays)


def _told(edits: Sequence[_Edit], stays: Mapping[str, Any]) -> dict[str, Any]:
    known = [one for one in edits if one.is_known_of(stays["path"], stays["now"])]
    found = (known or list(edits))[-1:]
    if not found:
        return {"by": "", "at": "", "is_known": False}
    return {"by": found[0].by, "at": found[0].at.isoformat(), "is_known": bool(known)}


def _edits(
    upload: Upload, numbers: Sequence[int], *, since: datetime.datetime
) -> dict[int, list[_Edit]]:
    """Return what is known, by the number of the course or the place: four questions."""
    found: dict[int, list[_Edit]] = defaultdict(list)
    is_of_venues = upload.kind == UploadKind.VENUES
    name = "venue" if is_of_venues else "course"
    log = AuditEntry.objects.filter(organisation=upload.organisation_id, at__gt=since)
    action = AuditAction.VENUE if is_of_venues else AuditAction.COURSE_PUBLISHED
    # Other entries of a course, as of pausing it, change nothing that is written in it.
    mark = "change" if is_of_venues else "changes"
    about = {f"facts__{name}__in": numbers}
    entries = log.filter(action=action, facts__has_key=mark, **about)
    for entry in entries:
        fields = entry.facts.get("fields")
        paths = None if fields is None else frozenset(fields)
        found[entry.facts[name]].append(_Edit(entry.at, entry.actor_name, paths))
    later = (
        UploadChange.objects.filter(course_id__in=numbers, upload__kind=upload.kind)
        .filter(upload__organisation=upload.organisation_id, upload__published_at__gt=since)
        .filter(upload__state__in=(UploadState.PUBLISHED, UploadState.UNDONE))
        .exclude(upload=upload.pk)
        .select_related("upload__published_by")
    )
    changes = list(later)
    published = log.filter(
        action=AuditAction.UPLOAD_PUBLISHED,
        facts__upload__in=list({one.upload_id for one in changes}),
    )
    names = {entry.facts["upload"]: entry.actor_name for entry in published}
    for one in changes:
        person = one.upload.published_by
        by = names.get(one.upload_id) or (person_name(person) if person else WE)
        at = one.upload.published_at or since
        found[one.course_id or 0].append(_Edit(at, by, change=one))
    model = Venue if is_of_venues else Course
    of_team = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(model),
        object_id__in=[str(number) for number in numbers],
        action="wagtail.edit",
        timestamp__gt=since,
    )
    for number, at in of_team.values_list("object_id", "timestamp"):
        found[int(number)].append(_Edit(at, WE))
    return found
