"""What an upload does to each course, as rows, and one fingerprint of it all."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from catalogue.feeds.course_changes import CourseChange, Kind
from catalogue.publishing.models import Upload, UploadChange

BATCH = 250
HALF = 32  # characters of a fingerprint
Hold = Callable[[], None]


class ChangeWriter:
    """Takes the changes of a load, writes them down, and fingerprints them.

    The fingerprint of a dry run and of the load that follows it are equal when both do the same:
    numbers that only a real load gives do not count. Its first half is of what the file names, its
    second of what it does not. With ``is_removing=False`` removals are not written: they were shown
    and not asked for, and the second half says nothing.
    """

    def __init__(
        self, upload: Upload, *, is_removing: bool = True, hold: Hold | None = None
    ) -> None:
        self.upload = upload
        self.is_removing = is_removing
        self.hold = hold
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.named, self.absent = hashlib.sha256(), hashlib.sha256()
        self.counts: Counter[str] = Counter()
        self.position = 0
        self.is_clean = False

    def take(self, changes: Sequence[CourseChange], /) -> None:
        """Write changes down. ``hold`` is called first: it raises when the work is another's."""
        if self.hold:
            self.hold()
        if not self.is_clean:
            delete_changes(self.upload)
            self.is_clean = True
        rows = []
        for change in changes:
            if change.kind == Kind.CHANGED and change.before == change.after:
                continue  # only what nobody sees differs
            is_removal = change.kind == Kind.REMOVED
            (self.absent if is_removal else self.named).update(_print(change))
            self.counts[change.kind] += 1
            if is_removal and not self.is_removing:
                continue
            self.position += 1
            rows.append(_row(self.upload, change, position=self.position))
        UploadChange.objects.bulk_create(rows, batch_size=BATCH)

    def finish(self) -> str:
        """Return the fingerprint, after the last change."""
        if not self.is_clean:
            delete_changes(self.upload)
            self.is_clean = True
        return self.named.hexdigest()[:HALF] + self.absent.hexdigest()[:HALF]

    def is_as(self, shown: str) -> bool:
        """Say whether this is what was shown, as far as it counts."""
        mine = self.finish()
        return mine == shown or (not self.is_removing and mine[:HALF] == shown[:HALF])


def delete_changes(upload: Upload) -> None:
    """Forget what was written down of an upload before."""
    rows = UploadChange.objects.filter(upload=upload)
    rows._raw_delete(rows.db)  # no signal listens, and nothing hangs on a row


def _row(upload: Upload, change: CourseChange, *, position: int) -> UploadChange:
    for run in _new_runs(change):
        # The place is made with the courses; until then its name tells of it.
        run["new_venue"] = change.new_venues[run["venue"]]
        run["venue"] = None
    return UploadChange(
        upload=upload,
        position=position,
        kind=change.kind,
        course_id=change.course_id,
        title=change.title[:255],
        reference=change.reference[:255],
        before=change.before,
        after=change.after,
    )


def _new_runs(change: CourseChange) -> list[dict[str, Any]]:
    runs = (change.after or {}).get("runs") or []
    return [run for run in runs if (run.get("venue") or 0) < 0]


def _print(change: CourseChange) -> bytes:
    known = {run["id"] for run in (change.before or {}).get("runs") or ()}
    after = change.after
    if after and "runs" in after:
        runs = [
            run
            | {
                "id": run["id"] if run["id"] in known else None,
                "venue": change.new_venues.get(run["venue"], run["venue"]),
            }
            for run in after["runs"]
        ]
        after = after | {"runs": runs}
    number = change.course_id if change.before else None
    shape = [str(change.kind), number, change.before, after]
    return json.dumps(shape, sort_keys=True, ensure_ascii=False, default=str).encode()
