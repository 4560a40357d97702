"""Hostile files through the real form: each gets words, none an error of ours."""

import io
import zipfile

import openpyxl
import pytest

from catalogue.feeds.formats.waymark import WAYMARK
from catalogue.publishing.enums import UploadState
from catalogue.publishing.models import Upload
from tests.catalogue.publishing.uploads_pages.college_file import as_file, row_of, rows

PAGES = ("", "?show=ADDED", "?notes=1", "?held=1")


def named(content: bytes, name: str) -> io.BytesIO:
    stream = io.BytesIO(content)
    stream.name = name
    return stream


def workbook(*cells: dict[str, object]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(list(WAYMARK.headings))
    for row in cells:
        sheet.append([row.get(heading, "") for heading in WAYMARK.headings])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def archive(**members: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return written.getvalue()


GOOD = {
    "COURSE_NAME": "Welding",
    "YOUR_REFERENCE": "W1",
    "ABOUT": "Adults.",
    "DELIVERY_MODE": "Online",
    "START_DATE": "11/01/2027",
    "COST": 150,
}
HOSTILE = [
    pytest.param(b"\xff\xfe" + b"\x00" * 400, id="zeros"),
    pytest.param(b"A," * 200_000, id="200,000 columns"),
    pytest.param(b"COURSE_NAME\n" + b"x\n" * 20_000, id="20,000 rows of one column"),
    pytest.param(archive(**{"../../etc/passwd": b"root"}), id="a path in an archive"),
    pytest.param(archive(**{"xl/workbook.xml": b"0" * 3_000_000}), id="packed zeros"),
    pytest.param(workbook(GOOD)[:700], id="half a workbook"),
    pytest.param(b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", id="entities"),
    pytest.param("COURSE_NAME,COST\n\u202eevil,\U0001f4a3\n".encode(), id="marks that turn"),
]


@pytest.mark.parametrize("name", ["courses.csv", "courses.xlsx"])
@pytest.mark.parametrize("content", HOSTILE)
def test_a_hostile_file_gets_words(desk, content, name):
    answer = desk.send(named(content, name))
    assert answer.status_code in (200, 302)
    if answer.status_code == 200:
        assert answer.context["form"].errors
        return
    from tests.catalogue.publishing.uploads_pages.conftest import read

    upload = read(Upload.objects.get())
    assert upload.state in (UploadState.REFUSED, UploadState.CHECKED)
    if upload.state == UploadState.REFUSED:
        assert len(upload.message) > 20
    for query in PAGES:
        desk.page(upload, query)


NAMES = [
    "\u202egpj.csv",
    "a\x00b.csv",
    "x" * 400 + ".csv",
    "..\\..\\boot.csv",
    "/etc/passwd.csv",
    "<img src=x onerror=alert(1)>.csv",
    "\U0001f4a3.csv",
    'a";filename="b.csv',
]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_hostile_name_is_only_a_name(desk, name):
    answer = desk.send(as_file(rows(2), name=name))
    assert answer.status_code in (200, 302)
    for upload in Upload.objects.all():
        assert "/" not in upload.file_name
        assert "\\" not in upload.file_name
        assert upload.file.path.endswith(upload.key.hex)
        page = desk.page(upload)
        assert "<img src=x" not in page
    assert "<img src=x" not in desk.client.get(desk.base).content.decode()


def test_formulas_of_a_workbook_stay_texts(desk):
    cells = GOOD | {"COURSE_NAME": '=HYPERLINK("https://evil.example","Press")', "COST": "=1+1"}
    upload = desk.sent(named(workbook(cells, GOOD), "courses.xlsx"))
    page = desk.page(upload, "?notes=1")
    assert 'href="https://evil.example"' not in page
    answer = desk.client.get(f"{desk.base}{upload.pk}/errors.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "\n=HYPERLINK" not in text
    assert ",=1+1" not in text


def test_a_course_named_as_script_is_shown_and_not_run(desk):
    line = row_of(2) | {"COURSE_NAME": "<script>alert(1)</script> Welding", "YOUR_REFERENCE": "<b>"}
    upload = desk.sent(as_file([line]))
    page = desk.page(upload, "?notes=1")
    assert "<script>alert" not in page
    assert "<b>&" not in page
