"""A file from the form to the engine, once however often the button is pressed."""

import datetime
from typing import Any

from catalogue.publishing.desk.access import Desk
from catalogue.publishing.enums import UploadSource, UploadState
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads import services
from catalogue.publishing.uploads.keeping import delete_file

# The same file again within this time is the same press, not another wish.
SAME_PRESS = datetime.timedelta(seconds=60)


def send_once(desk: Desk, data: dict[str, Any], *, now: datetime.datetime) -> Upload:
    """Keep a file and have it read. Raises services.UploadRefused.

    Of two equal files in a minute the first one counts: two presses, or two tabs.
    """
    sent = data["file"]
    upload = services.receive(
        desk.organisation,
        stream=sent.file,
        file_name=sent.name,
        kind=data["kind"],
        sent_by=desk.user,
        now=now,
        is_full_list=data["is_full_list"],
    )
    return _first_of_press(desk, upload, now=now)


def send_again_once(desk: Desk, upload: Upload, *, now: datetime.datetime) -> Upload:
    """Use a file once more, with what was put right. Raises services.UploadRefused.

    Pressed twice it makes one upload, as a file that is sent twice does.
    """
    again = services.send_again(upload, sent_by=desk.user, now=now)
    return _first_of_press(desk, again, now=now, but=upload)


def _first_of_press(
    desk: Desk, upload: Upload, *, now: datetime.datetime, but: Upload | None = None
) -> Upload:
    """Have a new upload read, or drop it for an equal one of the last minute."""
    first = (
        desk.uploads()
        .filter(
            sha256=upload.sha256,
            kind=upload.kind,
            is_full_list=upload.is_full_list,
            source=UploadSource.FILE,
            sent_by=desk.user,
            created_at__gte=now - SAME_PRESS,
            pk__lt=upload.pk,
            state__in=(UploadState.RECEIVED, UploadState.CHECKING, UploadState.CHECKED),
        )
        .exclude(pk=but.pk if but else None)
        .order_by("pk")
        .first()
    )
    if first is not None:
        delete_file(upload)
        upload.delete()  # nobody saw it: it was never there
        return first
    services.start(upload)
    return upload
