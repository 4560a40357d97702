"""How long files of providers are kept, and what nobody came back for."""

import datetime
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from catalogue.publishing.enums import UploadState
from catalogue.publishing.models import Upload, UploadChange, UploadRow
from catalogue.publishing.uploads.receiving import storage

ABANDONED = datetime.timedelta(days=14)
ORPHAN_SECONDS = 24 * 3600
BATCH = 200


def delete_contents(before: datetime.datetime) -> int:
    """Delete the files and rows of uploads sent before a moment. Their numbers stay."""
    old = Upload.objects.filter(created_at__lt=before)
    count = 0
    for upload in old.filter(~Q(file="")).order_by("pk").iterator(chunk_size=BATCH):
        delete_file(upload)
        count += 1
    for model in (UploadRow, UploadChange):
        while ids := list(
            model._default_manager.filter(upload__created_at__lt=before).values_list(
                "pk", flat=True
            )[:BATCH]
        ):
            model._default_manager.filter(pk__in=ids).delete()
    delete_orphans()
    return count


def delete_file(upload: Upload) -> None:
    """Delete the file of an upload."""
    with suppress(OSError):
        upload.file.storage.delete(upload.file.name or "")
    Upload.objects.filter(pk=upload.pk).update(file="")


def delete_orphans() -> int:
    """Delete files whose upload is gone, as after an organisation is deleted."""
    root = Path(storage().path(""))
    if not root.is_dir():
        return 0
    # A file is on disk a moment before its upload is in the database.
    latest = time.time() - ORPHAN_SECONDS
    count = 0
    for folder in root.iterdir():
        # Somebody else may delete the same file, or the whole folder, while this one looks.
        with suppress(OSError):
            files = [path for path in folder.iterdir() if path.is_file()]
            known = _known(folder.name, [path.name for path in files])
            count += sum(_is_deleted(path, latest) for path in files if path.name not in known)
            folder.rmdir()  # only when it is empty
    return count


def _is_deleted(path: Path, latest: float) -> bool:
    """Delete a file that nobody knows, unless it came just now. Say whether it went."""
    try:
        if path.stat().st_mtime >= latest:
            return False
        path.unlink()
    except OSError:
        return False
    return True


def _known(folder: str, names: list[str]) -> set[str]:
    wanted = [f"{folder}/{name}" for name in names]
    found: set[str] = set()
    for start in range(0, len(wanted), BATCH):
        part: Any = Upload.objects.filter(file__in=wanted[start : start + BATCH])
        found |= {name.rsplit("/", 1)[-1] for name in part.values_list("file", flat=True)}
    return found


def cancel_abandoned(*, now: datetime.datetime) -> int:
    """Cancel what was sent two weeks ago and never published."""
    old = Upload.objects.filter(state=UploadState.CHECKED, created_at__lt=now - ABANDONED)
    words = _("Nobody published it within two weeks.")
    return old.update(state=UploadState.CANCELLED, message=words)
