"""A disk that takes nothing more, at each write: nothing is half done, and work goes on later."""

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError
from django.db.models import QuerySet

from catalogue.providers.models import Membership
from catalogue.publishing.enums import UploadState
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads import services
from tests.catalogue.feeds.conftest import NOW, TODAY, course_csv
from tests.catalogue.feeds.workbook_files import course_workbook
from tests.catalogue.publishing.uploads.sending import (
    HELD,
    HOUR,
    A,
    B,
    catalogue,
    live,
    publish,
    published,
    send_rows,
)
from tests.catalogue.publishing.uploads.test_work import sent

pytestmark = pytest.mark.django_db
FULL = "/dev/full"  # the system's own: every write to it says that there is no room

if not os.path.exists(FULL):
    pytest.skip("needs /dev/full", allow_module_level=True)


@contextmanager
def no_room_for_texts() -> Iterator[None]:
    """Put what waits on disk while a file is read onto a full one."""
    with open(FULL, "r+b", 0) as disk, pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "SpooledTemporaryFile", lambda **_: disk)
        yield


@contextmanager
def no_room_in_database() -> Iterator[None]:
    """Let every row that is to be inserted meet a full database."""

    def full(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("database or disk is full")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QuerySet, "bulk_create", full)
        yield


FULL_DISKS = pytest.mark.parametrize(
    "full", [no_room_for_texts, no_room_in_database], ids=["texts", "database"]
)


def state_of(upload: Upload) -> str:
    upload.refresh_from_db()
    assert not upload.lease_key
    return upload.state


@FULL_DISKS
def test_a_file_is_read_once_there_is_room(member: Membership, full: Callable[..., Any]) -> None:
    upload = sent(member, course_csv(A, HELD))

    with full(), pytest.raises((OSError, OperationalError)):
        services.check(upload.pk, now=NOW, today=TODAY)

    assert state_of(upload) == UploadState.CHECKING
    assert services.run_due(now=NOW + HOUR, today=TODAY) == {"uploads": 1}
    assert state_of(upload) == UploadState.CHECKED
    assert (upload.rows.count(), upload.changes.count()) == (1, 1)


@FULL_DISKS
def test_a_file_is_published_once_there_is_room(
    member: Membership, full: Callable[..., Any]
) -> None:
    published(member, A)
    upload = send_rows(member, A | {"COST": "1"}, B)
    before = catalogue(member)

    with full():
        assert publish(upload).result == "NOT_READY"

    assert catalogue(member) == before
    assert state_of(upload) == UploadState.PUBLISHING
    services.run_due(now=NOW + HOUR, today=TODAY)
    assert state_of(upload) == UploadState.PUBLISHED
    assert len(live(member)) == 2


def test_an_upload_is_undone_once_there_is_room(member: Membership) -> None:
    published(member, A | {"START_DATE": "11/01/2027"}, B)
    before = catalogue(member)
    upload = published(member, A | {"START_DATE": "18/01/2027"}, B | {"COST": "1"})
    after = catalogue(member)

    with no_room_in_database():
        assert services.undo(upload, actor=member.user, now=NOW + HOUR).refused

    assert catalogue(member) == after
    assert state_of(upload) == UploadState.UNDOING
    services.run_due(now=NOW + 2 * HOUR, today=TODAY)
    assert state_of(upload) == UploadState.UNDONE
    assert catalogue(member) == before


def test_a_workbook_is_not_called_damaged_because_our_disk_is_full(
    member: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = sent(member, course_workbook(A, HELD))
    real, opened = tempfile.TemporaryFile, []

    def first_is_full() -> Any:
        opened.append(True)
        return open(FULL, "r+b", 0) if len(opened) == 1 else real()

    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "TemporaryFile", first_is_full)
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            services.check(upload.pk, now=NOW, today=TODAY)

    assert state_of(upload) == UploadState.CHECKING
    services.run_due(now=NOW + HOUR, today=TODAY)
    assert (state_of(upload), upload.rows_held) == (UploadState.CHECKED, 1)
