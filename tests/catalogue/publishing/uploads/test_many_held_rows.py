"""Files with more held rows than anybody reads: each one is in the file of errors."""

import csv
import io
import tracemalloc
from collections.abc import Callable

import pytest

from catalogue.providers.models import Membership
from catalogue.publishing.models import Upload, UploadRow
from catalogue.publishing.uploads import held_rows, services
from catalogue.publishing.uploads.held_rows import findings_of
from tests.catalogue.feeds.conftest import TODAY, course_csv
from tests.catalogue.feeds.workbook_files import course_workbook
from tests.catalogue.publishing.feeds.xcri_files import course, feed
from tests.catalogue.publishing.uploads.sending import HELD, A, check, publish, send
from tests.catalogue.publishing.uploads.test_files_of_places import FORGE, send_places

pytestmark = pytest.mark.django_db
ROWS = 90
WRONG = [
    HELD | {"YOUR_REFERENCE": f"H{n}", "COST": "lots" if n % 2 else "5", "STUDY_MODE": "?"}
    for n in range(ROWS)
]


@pytest.fixture(params=[10, 5_000], ids=["most are beyond", "all are kept"])
def kept(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(held_rows, "MAX_HELD", request.param)
    return min(ROWS, request.param)


def errors(upload: Upload) -> list[dict[str, str]]:
    content = b"".join(services.errors_csv(upload)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


@pytest.mark.parametrize(
    ("make", "name"), [(course_csv, "a.csv"), (course_workbook, "a.xlsx")], ids=["csv", "xlsx"]
)
def test_every_held_row_is_in_the_file_of_errors(
    member: Membership, kept: int, make: Callable[..., bytes], name: str
) -> None:
    upload = send(member, make(A, *WRONG), file_name=name)
    assert upload.rows_held == ROWS
    assert upload.rows.exclude(cells={}).count() == kept

    rows = errors(upload)

    assert [row["YOUR_REFERENCE"] for row in rows] == [f"H{n}" for n in range(ROWS)]
    for row in rows:
        assert row["START_DATE"] == "31/02/2027"
        assert "START_DATE: “31/02/2027” is not a date." in row["ERRORS"]
        assert ("COST: “lots” is not" in row["ERRORS"]) == (row["COST"] == "lots")


def test_places_that_stand_twice_are_all_told(member: Membership, kept: int) -> None:
    upload = send_places(member, *[FORGE] * ROWS)
    assert upload.rows_held == ROWS

    rows = errors(upload)

    assert len(rows) == ROWS
    assert all("VENUE_NAME: " in row["ERRORS"] for row in rows)


def test_rows_of_a_feed_have_their_cells_too(member: Membership, kept: int) -> None:
    upload = send(member, feed(*(course(number, title=" ") for number in range(ROWS))))
    assert upload.rows_held == ROWS

    rows = errors(upload)

    assert len(rows) == ROWS
    assert len({row["url"] for row in rows}) == ROWS
    assert all(row["ERRORS"].startswith("title: ") for row in rows)


def test_a_finding_beyond_says_what_the_others_say(
    member: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = course_csv(*WRONG)
    whole = {row.number: findings_of(row) for row in send(member, content).rows.all()}
    monkeypatch.setattr(held_rows, "MAX_HELD", 0)

    beyond = {row.number: findings_of(row) for row in send(member, content).rows.all()}

    errors_of = {
        number: [one for one in found if one["severity"] == "error"]
        for number, found in whole.items()
    }
    assert len(beyond) == ROWS
    assert beyond == errors_of


def test_a_row_that_was_put_right_has_its_place_when_it_is_read_again(
    member: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = send(member, course_csv(A, *WRONG))
    services.fix(upload, 80, "COST", "6", today=TODAY)
    monkeypatch.setattr(held_rows, "MAX_HELD", 10)

    assert services.read_again(upload, now=upload.created_at)
    check(upload)

    assert upload.rows.get(number=80).fixes == {"COST": "6"}
    assert len(errors(upload)) == ROWS
    assert publish(upload).result == "PUBLISHED"


def test_warnings_beyond_are_counted(member: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held_rows, "MAX_WARNED", 3)
    rows = [
        A | {"COURSE_NAME": f"Art {n}", "YOUR_REFERENCE": f"W{n}", "LARS_QAN": "1234567"}
        for n in range(10)
    ]

    upload = send(member, course_csv(*rows))

    shown = upload.rows.filter(is_held=False, number__gt=1).count()
    assert shown + upload.counts["rows"]["warned_more"] == 10


def test_many_held_rows_need_little_memory(
    member: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held_rows, "MAX_HELD", 100)
    few, many = (course_csv(*(WRONG * times)) for times in (3, 18))

    def peak_of(content: bytes) -> int:
        tracemalloc.start()
        upload = send(member, content)
        sum(map(len, services.errors_csv(upload)))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    peak_of(few)
    assert peak_of(many) < peak_of(few) + 3 * 2**20
    assert UploadRow.objects.count() == ROWS * 24
