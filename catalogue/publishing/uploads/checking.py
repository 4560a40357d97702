"""Reading a file and writing down what it would change. Nothing of the catalogue is written.

It may be killed at any moment: the next one begins again, and only its last step makes the upload
ready. Everything is written in short transactions, so that nobody waits for a reader.
"""

import datetime
import time
from collections import Counter
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course
from catalogue.feeds.report import LoadReport
from catalogue.publishing.enums import UploadKind, UploadState
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads import leases, reading
from catalogue.publishing.uploads.change_rows import ChangeWriter
from catalogue.publishing.uploads.held_rows import RowKeeper, delete_rows
from catalogue.publishing.uploads.loading import load_upload
from catalogue.publishing.uploads.refusal_words import refused_as
from portal.core import clock

# How often the progress is written while rows are read.
TELL_SECONDS = 0.25


def check(upload_id: int, *, now: datetime.datetime, today: datetime.date) -> None:
    """Read a file and write down what it would change. Does nothing when another one reads it."""
    states = (UploadState.RECEIVED, UploadState.CHECKING)
    key = leases.claim(upload_id, states=states, to=UploadState.CHECKING, now=now, rows_done=0)
    if key is None:
        return
    try:
        upload = Upload.objects.select_related("organisation").filter(pk=upload_id).first()
        if upload is None:
            return
        if upload.attempts > leases.MAX_ATTEMPTS:
            _give_up(upload, key, now=now)
        else:
            _Check(upload, key, now=now, today=today).run()
    except leases.LeaseLostError:
        return
    except BaseException:
        leases.let_go(upload_id, key)
        raise


def _give_up(upload: Upload, key: str, *, now: datetime.datetime) -> None:
    words = _("We could not read the file, although we tried several times. Write to us about it.")
    leases.settle(upload.pk, key, state=UploadState.REFUSED, message=words, checked_at=now)


class _Check:
    """One reading of one upload."""

    def __init__(
        self, upload: Upload, key: str, *, now: datetime.datetime, today: datetime.date
    ) -> None:
        self.upload = upload
        self.key = key
        self.now = now
        self.today = today
        self.told_at = 0.0
        self.rows_total = upload.rows_total

    def run(self) -> None:
        """Read, compare and write down."""
        delete_rows(self.upload)
        fixes = reading.fixes_of(self.upload)
        keeper = RowKeeper(self.upload, fixes=fixes)
        changes = ChangeWriter(self.upload, hold=self.hold)
        try:
            report = load_upload(
                self.upload,
                now=self.now,
                today=self.today,
                is_dry_run=True,
                fixes=fixes,
                seen=keeper.seen,
                row_sink=keeper,
                change_sink=changes,
                progress=self.tell,
                tick=self.hold,
            )
            digest = changes.finish()
            keeper.write(self.hold)
        finally:
            keeper.close()
        self.finish(report, changes.counts, digest, warned=len(keeper.more_warned))
        report.issues.close()

    def hold(self) -> None:
        """Keep the work; raise LeaseLostError when it is another's, or the upload is gone."""
        leases.hold(self.upload.pk, self.key, now=clock.now())

    def tell(self, rows: int) -> None:
        """Write down how far the reading is, a few times a second."""
        moment = time.monotonic()
        if moment - self.told_at < TELL_SECONDS:
            return
        self.told_at = moment
        self.rows_total = max(self.rows_total, rows)
        leases.hold(
            self.upload.pk,
            self.key,
            now=clock.now(),
            rows_done=rows,
            rows_total=self.rows_total,
        )

    def finish(
        self, report: LoadReport, counted: Counter[str], digest: str, *, warned: int
    ) -> None:
        """Make the upload ready, or refused with its reason. ``warned``: rows that are not kept."""
        values: dict[str, Any] = {
            "file_format": report.format[:40],
            "encoding": report.encoding[:40],
            "rows_read": report.rows_read,
            "rows_done": report.rows_read,
            "rows_total": report.rows_read,
            "rows_loaded": report.rows_loaded,
            "rows_held": report.rows_held,
            "checked_at": self.now,
            "message": report.refused,
        }
        if report.refused:
            values["counts"] = refused_as(report.refusal)
            leases.settle(self.upload.pk, self.key, state=UploadState.REFUSED, **values)
            return
        counts = counts_of(self.upload, report, counted)
        if warned:
            counts["rows"] = {"warned_more": warned}
        is_same = not report.rows_held and not sum(counted.values())
        with transaction.atomic():
            leases.settle(
                self.upload.pk,
                self.key,
                state=UploadState.UNCHANGED if is_same else UploadState.CHECKED,
                counts=counts,
                listed_before=live_courses(self.upload),
                diff_sha256=digest,
                **values,
            )


def live_courses(upload: Upload) -> int:
    """Return how many courses of the organisation are live."""
    live = Course.objects.filter(provider=upload.organisation_id, status=CourseStatus.LIVE)
    return live.filter(is_demo=False).count()


def counts_of(upload: Upload, report: LoadReport, counted: Counter[str]) -> dict[str, Any]:
    """Return what changes: ``{"courses": {"added": 3, "changed": 1, "removed": 2, ...}}``.

    ``removed`` of courses is what a whole list takes off, whether or not this is one.
    """
    kind = "venues" if upload.kind == UploadKind.VENUES else "courses"
    told = report.counts[kind]
    mine = {
        "added": counted["ADDED"],
        "changed": counted["CHANGED"],
        "removed": counted["REMOVED"],
    }
    named = told["added"] + told["changed"] + told["unchanged"]
    mine["unchanged"] = max(0, named - mine["added"] - mine["changed"])
    counts = {kind: mine}
    if "runs" in report.counts:
        runs = dict(report.counts["runs"])
        runs["removed"] = runs.pop("withdrawn")
        counts["runs"] = runs
    return counts
