"""Undoing exactly one upload, even after later edits: in one transaction, or not at all."""

import datetime
import logging
from contextlib import suppress
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.providers.enums import AuditAction
from catalogue.providers.models import Organisation
from catalogue.publishing.audit import note
from catalogue.publishing.enums import UndoResult, UploadKind, UploadState
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads import leases
from catalogue.publishing.uploads.outcomes import UndoReport
from catalogue.publishing.uploads.undoing_courses import undo_courses
from catalogue.publishing.uploads.undoing_venues import undo_venues
from portal.core.logs import place_of

UNDO_TIME = datetime.timedelta(hours=24)

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
    with suppress(Upload.DoesNotExist):  # its organisation may be gone meanwhile
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
    Organisation.objects.select_for_update(no_key=True).get(pk=upload.organisation_id)
    if upload.kind == UploadKind.VENUES:
        undo_venues(upload)
    else:
        undo_courses(upload, now=now)
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
