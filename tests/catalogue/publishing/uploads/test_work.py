"""Work on uploads: progress, leases, workers that die, and organisations that go."""

import datetime
import io

import pytest

from catalogue.courses.models import Course
from catalogue.providers.models import Membership
from catalogue.publishing.enums import UploadState
from catalogue.publishing.models import Upload, UploadChange, UploadRow
from catalogue.publishing.uploads import checking, leases, services, worker
from catalogue.publishing.uploads.change_rows import ChangeWriter
from portal.operations import retention
from tests.catalogue.feeds.conftest import NOW, TODAY, course_csv
from tests.catalogue.feeds.workbook_files import course_workbook
from tests.catalogue.publishing.uploads.sending import (
    HELD,
    A,
    B,
    check,
    live,
    publish,
    published,
    send,
    send_rows,
)

pytestmark = pytest.mark.django_db
LATER = NOW + leases.WRITE_LEASE + datetime.timedelta(seconds=1)


def sent(member: Membership, content: bytes = b"") -> Upload:
    """Send a file that nobody has begun to read."""
    return services.receive(
        member.organisation,
        stream=io.BytesIO(content or course_csv(A, HELD)),
        file_name="courses.csv",
        kind="COURSES",
        sent_by=member.user,
        now=NOW,
    )


def test_only_one_worker_reads_a_file(member: Membership) -> None:
    upload = sent(member)

    first = leases.claim(upload.pk, states=("RECEIVED",), to="CHECKING", now=NOW)
    second = leases.claim(upload.pk, states=("RECEIVED", "CHECKING"), to="CHECKING", now=NOW)

    assert first
    assert second is None


def test_a_dead_worker_is_followed_by_another(member: Membership) -> None:
    upload = sent(member)
    leases.claim(upload.pk, states=("RECEIVED",), to="CHECKING", now=NOW)
    services.check(upload.pk, now=NOW, today=TODAY)
    upload.refresh_from_db()
    assert upload.state == UploadState.CHECKING

    assert services.run_due(now=LATER, today=TODAY) == {"uploads": 1}

    upload.refresh_from_db()
    assert upload.state == UploadState.CHECKED
    assert (upload.rows.count(), upload.changes.count()) == (1, 1)


def test_whoever_lost_the_lease_writes_nothing_more(
    member: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = sent(member)
    take = ChangeWriter.take

    def lose(self: ChangeWriter, changes: object) -> None:
        Upload.objects.filter(pk=upload.pk).update(lease_key="another")
        take(self, changes)

    monkeypatch.setattr(ChangeWriter, "take", lose)

    services.check(upload.pk, now=NOW, today=TODAY)

    upload.refresh_from_db()
    assert (upload.state, upload.lease_key) == (UploadState.CHECKING, "another")
    assert not upload.changes.exists()


def test_what_always_fails_is_given_up_with_words(
    member: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = sent(member)

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(checking, "load_upload", broken)
    for _ in range(leases.MAX_ATTEMPTS + 1):
        services.run_due(now=NOW, today=TODAY)

    upload.refresh_from_db()
    assert upload.state == UploadState.REFUSED
    assert "several times" in upload.message


def test_publishing_goes_on_where_somebody_was_killed(member: Membership) -> None:
    upload = send_rows(member, A)
    leases.claim(upload.pk, states=("CHECKED",), to="PUBLISHING", now=NOW)
    assert publish(upload).result == "NOT_READY"

    services.run_due(now=LATER, today=TODAY)

    upload.refresh_from_db()
    assert upload.state == UploadState.PUBLISHED
    assert len(live(member)) == 1


def test_the_progress_page_wakes_work_that_nobody_does(
    member: Membership, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: object
) -> None:
    begun: list[int] = []
    monkeypatch.setattr(worker, "_begin", begun.append)
    upload = sent(member)
    leases.claim(upload.pk, states=("RECEIVED",), to="CHECKING", now=NOW)

    with django_capture_on_commit_callbacks(execute=True):
        assert not services.progress(upload, now=NOW).is_stalled
    assert not begun

    with django_capture_on_commit_callbacks(execute=True):
        assert services.progress(upload, now=LATER).is_stalled
    assert begun == [upload.pk]


def test_a_cancelled_upload_stops_its_reader(member: Membership) -> None:
    upload = sent(member)
    key = leases.claim(upload.pk, states=("RECEIVED",), to="CHECKING", now=NOW)

    assert services.cancel(upload)

    with pytest.raises(leases.LeaseLostError):
        leases.hold(upload.pk, key or "", now=NOW)
    assert publish(upload).result == "NOT_READY"
    assert not services.cancel(upload)


def test_an_organisation_that_goes_ends_the_work_quietly(
    member: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = sent(member)
    take = ChangeWriter.take

    def delete(self: ChangeWriter, changes: object) -> None:
        member.organisation.delete()
        take(self, changes)

    monkeypatch.setattr(ChangeWriter, "take", delete)

    services.check(upload.pk, now=NOW, today=TODAY)
    services.check(upload.pk, now=NOW, today=TODAY)

    assert not Upload.objects.exists()
    assert not UploadChange.objects.exists()
    assert not UploadRow.objects.exists()


def test_progress_is_told_while_rows_are_read(
    member: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "TELL_SECONDS", 0)
    rows = [A | {"COURSE_NAME": f"Course {n}", "YOUR_REFERENCE": f"N{n}"} for n in range(900)]
    told: list[tuple[int, int]] = []
    hold = leases.hold

    def listen(upload_id: int, key: str, **values: object) -> None:
        if "rows_done" in values:
            told.append((values["rows_done"], values["rows_total"]))
        hold(upload_id, key, **values)

    monkeypatch.setattr(leases, "hold", listen)

    send_rows(member, *rows)

    assert told == [(200, 900), (400, 900), (600, 900), (800, 900), (900, 900)]


def test_a_workbook_is_checked_and_published_like_a_file(member: Membership) -> None:
    start = datetime.date(2027, 1, 18)
    content = course_workbook(A | {"START_DATE": start, "COST": 99.5}, HELD, B | {"COST": "=1+1"})

    upload = send(member, content, file_name="courses.xlsx")

    assert (upload.state, upload.rows_held) == (UploadState.CHECKED, 2)
    assert upload.rows.get(number=4).cells["COST"] == "=1+1"
    assert publish(upload).result == "PUBLISHED"
    run = Course.objects.get().runs.get()
    assert (run.start_date, run.cost_pence) == (start, 9950)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04 no archive", "damaged"),
        (b"\xd0\xcf\x11\xe0 old", "old workbook"),
        (b"%PDF-1.7", "PDF"),
        (b"A,B\r\n1,2\r\n", "not those of a format"),
        (course_csv(), "no rows"),
        (b"\x89PNG\r\n", "picture"),
        (b"<!DOCTYPE html><p>Sign in</p>", "web page"),
    ],
    ids=["archive", "xls", "pdf", "other table", "headings only", "picture", "web page"],
)
def test_a_file_of_another_kind_is_refused_in_words(
    member: Membership, content: bytes, words: str
) -> None:
    upload = send(member, content)

    assert upload.state == UploadState.REFUSED
    assert words in upload.message
    assert not Course.objects.exists()


def test_files_and_rows_are_kept_ninety_days(member: Membership) -> None:
    upload = published(member, A)
    send_rows(member, A | {"COST": "1"}, HELD)
    path = upload.file.path
    created = Upload.objects.latest("pk").created_at

    retention.prune(now=created + datetime.timedelta(days=89))
    assert UploadRow.objects.exists()
    retention.prune(now=created + datetime.timedelta(days=91))

    upload.refresh_from_db()
    assert not UploadRow.objects.exists()
    assert not UploadChange.objects.exists()
    assert not upload.file
    with pytest.raises(FileNotFoundError):
        open(path)  # noqa: SIM115
    assert upload.counts["courses"]["added"] == 1
    assert b"".join(services.errors_csv(upload))


def test_nobody_came_back_for_two_weeks(member: Membership) -> None:
    upload = send_rows(member, A)

    services.run_due(now=upload.created_at + datetime.timedelta(days=15), today=TODAY)

    upload.refresh_from_db()
    assert upload.state == UploadState.CANCELLED


def test_reading_again_keeps_what_was_put_right(member: Membership) -> None:
    upload = send_rows(member, A, HELD)
    services.fix(upload, 3, "START_DATE", "28/02/2027", today=TODAY)

    assert services.read_again(upload, now=NOW)
    check(upload)

    assert (upload.rows_held, upload.counts["courses"]["added"]) == (0, 2)
    assert upload.rows.get(number=3).fixes == {"START_DATE": "28/02/2027"}
