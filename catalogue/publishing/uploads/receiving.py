"""A file from a stranger's hands to our disk: in pieces, counted, and whole or not at all."""

import codecs
import datetime
import hashlib
import logging
import unicodedata
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.providers.enums import AuditAction
from catalogue.providers.models import Organisation
from catalogue.publishing.audit import note
from catalogue.publishing.enums import UploadKind, UploadSource
from catalogue.publishing.models import CourseFeed, Upload
from catalogue.publishing.uploads.outcomes import UploadRefused

MEGABYTE = 1024 * 1024
# The limits of the national service, so that a file that it takes is taken here.
LIMITS_MB = {UploadKind.COURSES: 5, UploadKind.VENUES: 1}
FEED_LIMIT_MB = 20
CHUNK_BYTES = 64 * 1024

log = logging.getLogger(__name__)


def storage() -> Any:
    """Return where the files of uploads lie."""
    return Upload._meta.get_field("file").storage


class _Kept(NamedTuple):
    size: int
    sha256: str
    lines: int


def receive(
    organisation: Organisation,
    *,
    stream: BinaryIO,
    file_name: str,
    kind: str,
    sent_by: Any,
    now: datetime.datetime,
    source: str = UploadSource.FILE,
    feed: CourseFeed | None = None,
    is_full_list: bool = False,
) -> Upload:
    """Keep a file that somebody sends. Raises UploadRefused; then no row or file is left."""
    key = uuid.uuid4()
    name = f"{organisation.pk}/{key.hex}"
    path = Path(storage().path(name))
    limit_mb = FEED_LIMIT_MB if source == UploadSource.FEED else LIMITS_MB[UploadKind(kind)]
    try:
        kept = _keep(stream, path, limit_mb=limit_mb)
        with transaction.atomic():
            upload = Upload.objects.create(
                organisation=organisation,
                feed=feed,
                key=key,
                kind=kind,
                source=source,
                file=name,
                file_name=clean_name(file_name),
                size_bytes=kept.size,
                sha256=kept.sha256,
                rows_total=max(0, kept.lines - 1),
                is_full_list=is_full_list,
                sent_by=sent_by,
            )
            if source == UploadSource.FILE:
                note(
                    organisation,
                    AuditAction.UPLOADED,
                    actor=sent_by,
                    now=now,
                    about=upload.file_name,
                )
    except BaseException:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise
    return upload


def clean_name(name: str) -> str:
    """Return the name of a file as it can be shown: no folder, nothing unseen, 255 at most."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    return seen.strip()[:255] or "file"


def _keep(stream: BinaryIO, path: Path, *, limit_mb: int) -> _Kept:
    """Write a stream to disk, under a passing name until it is whole."""
    passing = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with passing.open("xb") as target:
                kept = _copy(stream, target, limit_mb=limit_mb)
            passing.replace(path)
        finally:
            with suppress(OSError):
                passing.unlink(missing_ok=True)
    except OSError as error:
        log.exception("A file that was sent cannot be kept")
        raise UploadRefused(
            _("We cannot keep your file at the moment, so nothing was sent. Try again later.")
        ) from error
    return kept


def _copy(stream: BinaryIO, target: BinaryIO, *, limit_mb: int) -> _Kept:
    digest, size, lines = hashlib.sha256(), 0, 0
    first = b""
    while chunk := stream.read(CHUNK_BYTES):
        size += len(chunk)
        if size > limit_mb * MEGABYTE:
            raise UploadRefused(
                _(
                    "The file is larger than %(limit)d MB. Take out what is not needed, or send it "
                    "in parts."
                )
                % {"limit": limit_mb}
            )
        first = first or chunk
        lines += chunk.count(b"\n")
        digest.update(chunk)
        target.write(chunk)
    if not size or (size <= len(codecs.BOM_UTF8) and first in (codecs.BOM_UTF8, b"\xff\xfe")):
        raise UploadRefused(_("The file is empty. Export it again and send that."))
    return _Kept(size, digest.hexdigest(), lines)
