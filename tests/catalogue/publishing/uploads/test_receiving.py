"""Files as they come from strangers: too large, empty, oddly named, or on a full disk."""

import errno
import io
import os
from pathlib import Path

import pytest
from django.db import IntegrityError

from catalogue.providers.models import Membership
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads import keeping, receiving, services
from catalogue.publishing.uploads.receiving import clean_name
from tests.catalogue.feeds.conftest import NOW, course_csv

pytestmark = pytest.mark.django_db


def receive(member: Membership, stream: io.RawIOBase | io.BytesIO, **options: object) -> Upload:
    return services.receive(
        member.organisation,
        stream=stream,
        **{"file_name": "a.csv", "kind": "COURSES", "sent_by": member.user, "now": NOW, **options},
    )


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


class Pieces(io.BytesIO):
    """A stream that gives what it is asked for and remembers the most."""

    most = 0

    def read(self, size: int | None = -1) -> bytes:
        assert size
        assert size > 0, "read whole into memory"
        self.most = max(self.most, size)
        return super().read(size)


def test_a_file_is_kept_in_pieces_with_its_fingerprint(
    member: Membership, own_uploads: Path
) -> None:
    content = course_csv({}, {})
    stream = Pieces(content)

    upload = receive(member, stream)

    assert (upload.size_bytes, upload.rows_total) == (len(content), 2)
    assert len(upload.sha256) == 64
    assert stream.most <= 64 * 1024
    assert files_in(own_uploads)[0].read_bytes() == content


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (b"", "COURSES", "empty"),
        (b"\xef\xbb\xbf", "COURSES", "empty"),
        (b"\xff\xfe", "COURSES", "empty"),
        (b"x" * (5 * 2**20 + 1), "COURSES", "5 MB"),
        (b"x" * (2**20 + 1), "VENUES", "1 MB"),
    ],
    ids=["empty", "mark only", "UTF-16 mark only", "over 5 MB", "over 1 MB"],
)
def test_what_cannot_be_taken_leaves_nothing_behind(
    member: Membership, own_uploads: Path, content: bytes, kind: str, words: str
) -> None:
    with pytest.raises(services.UploadRefused, match=words):
        receive(member, io.BytesIO(content), kind=kind)

    assert not Upload.objects.exists()
    assert not files_in(own_uploads)


def test_exactly_the_limit_is_taken(member: Membership) -> None:
    assert receive(member, io.BytesIO(b"x" * (5 * 2**20))).size_bytes == 5 * 2**20


class FullDisk(io.BytesIO):
    """A stream that meets the end of the disk: as writing does, so reading stands for it."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().read(size)


def test_a_full_disk_is_said_and_leaves_nothing_behind(
    member: Membership, own_uploads: Path
) -> None:
    with pytest.raises(services.UploadRefused, match="Try again later"):
        receive(member, FullDisk(b"x" * 200_000))

    assert not Upload.objects.exists()
    assert not files_in(own_uploads)


def test_a_failing_database_leaves_no_file_behind(
    member: Membership, own_uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise IntegrityError("no")

    monkeypatch.setattr(receiving, "note", broken)

    with pytest.raises(IntegrityError):
        receive(member, io.BytesIO(b"A,B"))

    assert not Upload.objects.exists()
    assert not files_in(own_uploads)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\lena\\courses.csv", "courses.csv"),
        ("a\x00b\u202egpj.csv", "abgpj.csv"),
        ("", "file"),
        ("x" * 300, "x" * 255),
        ("کورسز.csv", "کورسز.csv"),
    ],
    ids=["path", "drive", "unseen marks", "none", "long", "Urdu"],
)
def test_names_are_kept_without_paths_and_tricks(name: str, kept: str) -> None:
    assert clean_name(name) == kept


def test_files_of_deleted_organisations_go(
    member: Membership, own_uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = receive(member, io.BytesIO(b"A,B"))
    kept = receive(member, io.BytesIO(b"A,B"))
    Upload.objects.filter(pk=upload.pk).delete()
    assert keeping.delete_orphans() == 0  # perhaps its row is only on its way

    monkeypatch.setattr(keeping, "ORPHAN_SECONDS", -1)
    assert keeping.delete_orphans() == 1

    assert [path.name for path in files_in(own_uploads)] == [kept.key.hex]
