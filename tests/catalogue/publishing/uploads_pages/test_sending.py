"""The form that sends a file: what it takes, and what it says when it does not."""

import io
from pathlib import Path

import pytest

from catalogue.providers.enums import MemberRole
from catalogue.publishing.enums import UploadState
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads.size_guard import MOST_BYTES
from tests.catalogue.publishing.uploads_pages.college_file import as_file, rows

NAMED = [
    ("list.xls", "another kind of workbook"),
    ("list.ods", "another kind of workbook"),
    ("feed.xml", "We read XML and JSON by feed"),
    ("courses.zip", "Unpack it"),
    ("courses.pdf", "is not CSV or XLSX"),
    ("courses", "is not CSV or XLSX"),
    ("../../etc/passwd", "“passwd” is not CSV or XLSX"),
    ('"><script>x</script>.exe', "is not CSV or XLSX"),
]


def named(content: bytes, name: str) -> io.BytesIO:
    stream = io.BytesIO(content)
    stream.name = name
    return stream


def words_of(answer) -> list[str]:
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "<title>Error: Uploads" in page
    assert 'class="govuk-error-summary"' in page
    return [str(word) for found in answer.context["form"].errors.values() for word in found]


def test_no_file_says_to_choose_one(desk):
    answer = desk.client.post(f"{desk.base}new/", {"kind": "COURSES"})
    assert words_of(answer) == ["Choose a file."]
    assert b'href="#id_file"' in answer.content
    assert not Upload.objects.exists()


def test_an_empty_form_asks_for_both(desk):
    answer = desk.client.post(f"{desk.base}new/", {})
    assert words_of(answer) == ["Choose a file.", "Choose what is in the file."]


@pytest.mark.parametrize(("name", "words"), NAMED)
def test_another_kind_of_file_gets_its_remedy(desk, name, words):
    answer = desk.send(named(b"some content", name))
    (said,) = words_of(answer)
    assert words in said
    assert b"<script>x" not in answer.content
    assert not Upload.objects.exists()


def test_an_empty_file_is_said_to_be_empty(desk):
    (said,) = words_of(desk.send(named(b"", "courses.csv")))
    assert "The file is empty" in said


def test_a_file_that_is_too_large_is_let_go_while_it_comes(desk, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    (said,) = words_of(desk.send(named(b"x" * (MOST_BYTES + 1), "courses.csv")))
    assert "larger than 5 MB" in said
    assert list(tmp_path.iterdir()) == []
    assert not Upload.objects.exists()


def test_the_form_needs_its_token(desk):
    desk.client.handler.enforce_csrf_checks = True
    answer = desk.send(as_file(rows(3)))
    assert answer.status_code == 403
    assert not Upload.objects.exists()


def test_what_was_chosen_stays_after_a_mistake(desk):
    answer = desk.client.post(f"{desk.base}new/", {"kind": "VENUES", "is_full_list": "on"})
    form = answer.context["form"]
    assert form["kind"].value() == "VENUES"
    assert form["is_full_list"].value()


def test_a_file_leads_to_its_page_and_into_the_history(desk):
    upload = desk.sent(as_file(rows(3)))
    assert (upload.state, upload.rows_read, upload.rows_held) == (UploadState.CHECKED, 3, 0)
    listed = desk.client.get(desk.base).content.decode()
    assert "courses-january.csv" in listed
    assert "Courses: 3 added" in listed


def test_two_presses_make_one_upload(desk):
    first = desk.send(as_file(rows(3)))
    second = desk.send(as_file(rows(3)))
    assert first.url == second.url
    assert Upload.objects.count() == 1
    assert Path(Upload.objects.get().file.path).is_file()


def test_the_same_file_as_the_full_list_is_another_wish(desk):
    first = desk.send(as_file(rows(3)))
    second = desk.send(as_file(rows(3)), is_full_list="on")
    assert first.url != second.url


def test_two_colleagues_with_the_same_file_have_two_uploads(desk, desk_as):
    other = desk_as(MemberRole.OWNER)
    assert desk.send(as_file(rows(3))).url != other.send(as_file(rows(3))).url


def test_the_address_of_the_form_leads_back_to_the_list(desk):
    answer = desk.client.get(f"{desk.base}new/")
    assert answer.status_code == 302
    assert answer.url == desk.base


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, id="picture"),
        pytest.param(b"A,B,C\n1,2,3\n", id="other headings"),
        pytest.param(b"COURSE_NAME\x00,COST\n", id="nul bytes"),
        pytest.param(b"PK\x03\x04 not really", id="broken workbook"),
        pytest.param(b'"' * 1000, id="open quote"),
    ],
)
def test_a_file_that_is_no_table_of_ours_says_why_on_its_page(desk, content):
    upload = desk.sent(named(content, "courses.csv"))
    assert upload.state == UploadState.REFUSED
    page = desk.page(upload)
    assert "We could not read your file" in page
    assert "Send another file" in page
    assert len(upload.message) > 20
