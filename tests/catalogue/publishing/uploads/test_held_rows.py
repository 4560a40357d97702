"""Held rows: put right here, or given out with an ERRORS column and sent again."""

import csv
import io
import tracemalloc

import pytest

from catalogue.feeds.formats.waymark import WAYMARK
from catalogue.providers.models import Membership, Venue
from catalogue.publishing.enums import UploadState
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads import services
from catalogue.publishing.uploads.errors_file import safe_text
from catalogue.publishing.uploads.fixing import find_places_anew
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


def fix(upload: Upload, row: int, column: str, value: str) -> object:
    return services.fix(upload, row, column, value, today=TODAY)


def errors(upload: Upload) -> list[list[str]]:
    content = b"".join(services.errors_csv(upload))
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_cell_put_right_frees_its_row_after_it_is_read_again(member: Membership) -> None:
    upload = send_rows(member, A, HELD)

    row = fix(upload, 3, "START_DATE", " 28/02/2027 ")

    assert not row.is_held
    assert (upload.rows_held, upload.rows_loaded) == (0, 2)
    assert publish(upload, seen_diff=upload.diff_sha256).result == "LOOK_AGAIN"
    check(upload)
    assert upload.counts["courses"]["added"] == 2
    assert publish(upload).result == "PUBLISHED"
    assert {content["title"] for content in live(member).values()} == {"Art", "Held"}


def test_a_cell_that_is_still_wrong_says_so_with_its_new_value(member: Membership) -> None:
    upload = send_rows(member, HELD)

    row = fix(upload, 2, "START_DATE", "30/02/2027")

    assert row.is_held
    assert "30/02/2027" in [found["value"] for found in row.issues if found["severity"] == "error"]
    assert upload.rows_held == 1


def test_two_cells_of_a_row_are_put_right_one_after_the_other(member: Membership) -> None:
    upload = send_rows(member, HELD | {"VENUE_NAME": "Atlantis", "COST": "lots"})

    assert fix(upload, 2, "START_DATE", "01/02/2027").is_held
    assert fix(upload, 2, "VENUE_NAME", "The Forge").is_held
    row = fix(upload, 2, "COST", "5")

    assert not row.is_held
    assert set(row.fixes) == {"START_DATE", "VENUE_NAME", "COST"}


def test_an_added_place_frees_the_rows_that_wait_for_it(member: Membership) -> None:
    upload = send_rows(
        member,
        A | {"VENUE_NAME": "New Hall"},
        HELD | {"VENUE_NAME": "New Hall"},
        B | {"VENUE_NAME": "Atlantis"},
    )
    Venue.objects.create(provider=member.organisation, name="New Hall")

    assert find_places_anew(member.organisation, today=TODAY) == 1

    upload.refresh_from_db()
    assert (upload.rows_held, upload.rows_loaded, upload.diff_sha256) == (2, 1, "")
    second, third = upload.rows.filter(is_held=True).order_by("number")
    assert [found["column"] for found in second.issues] == ["START_DATE"]
    assert [found["column"] for found in third.issues] == ["VENUE_NAME"]


def test_a_place_that_no_row_waits_for_leaves_what_was_compared(member: Membership) -> None:
    upload = send_rows(member, A, B | {"VENUE_NAME": "Atlantis"})
    Venue.objects.create(provider=member.organisation, name="New Hall")
    compared = upload.diff_sha256

    assert find_places_anew(member.organisation, today=TODAY) == 0

    upload.refresh_from_db()
    assert upload.diff_sha256 == compared != ""


def test_a_place_made_meanwhile_is_found(member: Membership) -> None:
    upload = send_rows(member, A | {"VENUE_NAME": "New Hall"})
    Venue.objects.create(provider=member.organisation, name="New Hall")

    services.read_again(upload, now=NOW)
    check(upload)

    assert upload.rows_held == 0


@pytest.mark.parametrize(
    ("row", "column", "value", "words"),
    [
        (99, "START_DATE", "1", "cannot be put right here"),
        (2, "NO_SUCH", "1", "cannot be put right here"),
        (2, "START_DATE", "x" * 6_000, "characters"),
    ],
    ids=["no row", "no column", "long"],
)
def test_what_cannot_be_put_right_is_said(
    member: Membership, row: int, column: str, value: str, words: str
) -> None:
    upload = send_rows(member, HELD)
    with pytest.raises(services.UploadRefused, match=words):
        fix(upload, row, column, value)


def test_a_published_file_is_not_put_right(member: Membership) -> None:
    upload = published(member, A, HELD)
    with pytest.raises(services.UploadRefused):
        fix(upload, 3, "START_DATE", "01/02/2027")


@pytest.mark.parametrize("value", ["=1+1", "<script>alert(1)</script>", "\x00\x01", "اردو 🎉"])
def test_anything_may_be_typed_into_a_cell(member: Membership, value: str) -> None:
    upload = send_rows(member, HELD)
    assert fix(upload, 2, "START_DATE", value).is_held
    fix(upload, 2, "COURSE_NAME", value)
    has_begun = services.read_again(upload, now=NOW)
    check(upload)
    assert has_begun
    assert upload.state == UploadState.CHECKED


def test_the_file_of_errors_has_the_columns_of_the_file_and_comes_back(
    member: Membership,
) -> None:
    headings = [
        "Course name",
        "COST",
        *[h for h in _headings() if h not in ("COURSE_NAME", "COST")],
    ]
    content = course_csv(
        A | {"Course name": "Art"},
        HELD | {"Course name": "Held, with a comma"},
        headings=headings,
    )
    upload = send(member, content)
    assert upload.rows_held == 1

    table = errors(upload)

    assert table[0] == [*headings, "ERRORS"]
    assert len(table) == 2
    assert table[1][0] == "Held, with a comma"
    assert table[1][-1].startswith("START_DATE: “31/02/2027” is not a date.")
    again = send(member, b"".join(services.errors_csv(upload)))
    assert (again.state, again.rows_held) == (UploadState.CHECKED, 1)


def _headings() -> list[str]:
    return course_csv().decode().strip().split(",")


def test_errors_of_a_workbook_and_what_was_put_right(member: Membership) -> None:
    upload = send(member, course_workbook(A, HELD | {"COST": "lots"}), file_name="a.xlsx")
    fix(upload, 3, "START_DATE", "01/02/2027")

    table = errors(upload)

    row = dict(zip(table[0], table[1], strict=True))
    assert (row["START_DATE"], row["COST"]) == ("01/02/2027", "lots")
    assert "COST: " in row["ERRORS"]
    assert "START_DATE" not in row["ERRORS"]


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+SUM(A1)", "'+SUM(A1)"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("@SUM(1)", "'@SUM(1)"),
        ("＝1+1", "'＝1+1"),
        ("\t=1", "'=1"),
        ("-5", "-5"),
        ("-5.50", "-5.50"),
        ("+44 1922 555010", "+44 1922 555010"),
        ('="007"', "007"),
        ("Art", "Art"),
        ("- bring a pen", "'- bring a pen"),
    ],
)
def test_no_cell_of_it_is_a_formula(cell: str, safe: str) -> None:
    assert safe_text(cell) == safe


def test_the_file_of_errors_comes_in_pieces(member: Membership) -> None:
    rows = [HELD | {"YOUR_REFERENCE": f"H{n}", "WHERE_NEXT": "x" * 500} for n in range(900)]
    upload = send_rows(member, *rows)

    tracemalloc.start()
    sizes = [len(piece) for piece in services.errors_csv(upload)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert len(sizes) > 4
    assert sum(sizes) > 500_000
    assert peak < 8 * 2**20


def test_findings_about_the_whole_file_are_row_one(member: Membership) -> None:
    upload = send(member, course_csv(A, B, headings=[*_headings(), "FOO"], separator=";"))

    told = {found["code"] for found in upload.rows.get(number=1).issues}

    assert {"FILE_EXTRA_HEADINGS", "FILE_SEPARATOR"} <= told


def test_one_text_is_put_right_wherever_it_stands_and_is_wrong(member: Membership) -> None:
    wrong = A | {"VENUE_NAME": "Atlantis"}
    rows = [wrong | {"COURSE_NAME": f"Course {n}"} for n in range(3)]
    other = A | {"COURSE_NAME": "Elsewhere", "VENUE_NAME": "Avalon"}
    upload = send_rows(member, *rows, other, B)

    services.fix(upload, 3, "VENUE_NAME", "The Forge", today=TODAY, is_for_alike=True)

    assert (upload.rows_held, upload.rows_loaded) == (1, 4)
    kept = {row.number: row.fixes for row in upload.rows.exclude(fixes={})}
    assert kept == {number: {"VENUE_NAME": "The Forge"} for number in (2, 3, 4)}
    services.read_again(upload, now=NOW)
    check(upload)
    assert publish(upload).result == "PUBLISHED"
    assert len(live(member)) == 4


def test_a_silly_answer_for_many_rows_is_put_right_for_all_of_them(member: Membership) -> None:
    upload = send_rows(member, HELD, HELD | {"COURSE_NAME": "Held too"})

    for value, held in (("soon", 2), ("28/02/2027", 0)):
        services.fix(upload, 2, "START_DATE", value, today=TODAY, is_for_alike=True)
        assert upload.rows_held == held
        fixes = upload.rows.order_by("number").values_list("fixes", flat=True)
        assert list(fixes) == [{"START_DATE": value}] * 2


def test_alone_a_cell_is_put_right_in_its_row_alone(member: Membership) -> None:
    wrong = A | {"VENUE_NAME": "Atlantis"}
    upload = send_rows(member, wrong, wrong | {"COURSE_NAME": "Another"})

    fix(upload, 2, "VENUE_NAME", "The Forge")

    assert upload.rows_held == 1


def without_postcodes(member: Membership, *places: str) -> Upload:
    """Send our own template with a row for each place, new here and without a postcode."""
    row = {
        "LEVEL": "Level 1",
        "HOW_TO_JOIN": "Phone",
        "JOIN_DETAILS": "01632 960118",
        "DELIVERY_MODE": "Classroom",
        "START_DATE": "18/01/2027",
        "DURATION": "1",
        "DURATION_UNIT": "Days",
    }
    text = io.StringIO()
    sheet = csv.DictWriter(text, WAYMARK.headings, restval="")
    sheet.writeheader()
    for number, place in enumerate(places):
        sheet.writerow(row | {"COURSE_NAME": f"Course {number}", "VENUE_NAME": place})
    upload = send(member, text.getvalue().encode())
    assert upload.rows_held == len(places)
    return upload


def test_what_one_place_lacks_is_not_given_to_another(member: Membership) -> None:
    """Two empty postcodes look alike, and what is said of them does not."""
    upload = without_postcodes(member, "Atlantis", "Atlantis", "Avalon")

    services.fix(upload, 2, "POSTCODE", "WS1 1AA", today=TODAY, is_for_alike=True)

    assert upload.rows_held == 1
    assert set(upload.rows.exclude(fixes={}).values_list("number", flat=True)) == {2, 3}


def test_a_misspelt_place_without_a_postcode_is_put_right_by_its_name(member: Membership) -> None:
    upload = without_postcodes(member, "The Fogre", "The Fogre", "Avalon")

    services.fix(upload, 2, "VENUE_NAME", "The Forge", today=TODAY, is_for_alike=True)

    assert upload.rows_held == 1
    assert set(upload.rows.exclude(fixes={}).values_list("number", flat=True)) == {2, 3}


def test_an_added_place_frees_the_rows_that_lacked_its_postcode(member: Membership) -> None:
    without_postcodes(member, "Atlantis", "Avalon")
    Venue.objects.create(provider=member.organisation, name="Atlantis")

    assert find_places_anew(member.organisation, today=TODAY) == 1
