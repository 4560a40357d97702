"""XCRI-CAP 1.2 in the dialects that real systems write, and in those of people who mean harm."""

import io
import resource
import time
from typing import Any

import pytest

from catalogue.feeds.formats.xcri_cap import XCRI_CAP, XcriFile
from catalogue.feeds.rows import parse_row
from tests.catalogue.feeds.xcri_reading import refusal_of, row_of, rows_of
from tests.catalogue.publishing.feeds.xcri_files import HEAD, TAIL, course, feed, presentation


def test_a_presentation_takes_what_it_does_not_say_from_course_and_provider() -> None:
    row = row_of(feed(course(1)))

    assert (row.title, row.reference, row.course_reference) == ("Course 1", "C1-1", "C1")
    assert row.texts["what_you_will_learn"] == "All about subject 1."
    assert (row.venue_name, row.venue_postcode) == ("1 Lock Street", "WS1 1XN")
    assert row.venue_more["town"] == "Walsall"
    assert (row.delivery_mode, row.study_mode) == ("CLASSROOM", "PART_TIME")
    assert row.attendance_pattern == "EVENING"
    assert (row.cost_pence, row.duration, row.duration_unit) == (12_000, 10, "WEEKS")


def test_a_text_of_the_presentation_serves_when_the_course_has_none() -> None:
    own = presentation(more="<dc:description>Only here.</dc:description>")
    content = feed(course(1, times=[own])).replace(b"All about subject 1.", b"")

    assert row_of(content).texts["what_you_will_learn"] == "Only here."


def test_richer_fields_come_along() -> None:
    more = (
        '<end dtf="2027-03-22T20:30:00">March</end>'
        '<applyUntil dtf="2027-01-04">4 January</applyUntil>'
        "<applyTo>https://lockgate.example/apply</applyTo><mlo:places>14</mlo:places>"
        "<age>19+</age><mlo:languageOfInstruction>cy</mlo:languageOfInstruction>"
    )
    row = row_of(feed(course(1, times=[presentation(start="2027-01-11T18:30:00", more=more)])))

    assert row.more_of_run == {
        "end_date": "2027-03-22",
        "enrol_by_date": "2027-01-04",
        "start_time": "18:30:00",
        "end_time": "20:30:00",
        "places": 14,
    }
    assert row.more_of_course == {
        "how_to_join": "WEBSITE",
        "join_value": "https://lockgate.example/apply",
        "age_min": 19,
        "age_max": None,
        "language_of_teaching": "Welsh",
    }


def test_a_learning_aim_level_and_awarding_body_come_from_the_qualification() -> None:
    about = (
        "<mlo:qualification><dc:identifier>60333078</dc:identifier><dc:title>Award</dc:title>"
        "<educationLevel>Level 2</educationLevel><awardedBy>City Board</awardedBy>"
        "</mlo:qualification>"
    )
    row = row_of(feed(course(1, inside=about)))

    assert (row.learn_aim_ref, row.level) == ("60333078", "LEVEL_2")
    assert row.awarding_body == "City Board"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            lambda text: text.replace("/elements/1.1/", "/elements/1.1"), id="dc without its stroke"
        ),
        pytest.param(
            lambda text: text.replace("attendanceMode", "attendancemode"), id="another case"
        ),
        pytest.param(
            lambda text: text.replace("mlo:", "").replace("dc:", ""), id="one default namespace"
        ),
        pytest.param(lambda text: text.replace("profiles/1.2", "profiles/1.1"), id="1.1"),
        pytest.param(lambda text: text.replace("course>", "COURSE>"), id="capitals"),
        pytest.param(lambda text: "\ufeff" + text, id="a mark of order"),
        pytest.param(lambda text: "\n \n" + text.split("?>", 1)[1], id="no declaration"),
        pytest.param(lambda text: text.replace("UTF-8", "UTF-16"), id="says UTF-16 and is not"),
        pytest.param(lambda text: text.replace("><", ">\n\t<"), id="many lines"),
        pytest.param(lambda text: text.replace("<course>", "<!-- c --><course>"), id="comments"),
    ],
)
def test_dialects_are_read_alike(change: Any) -> None:
    plain, odd = feed(course(1)), change(feed(course(1)).decode()).encode()

    assert rows_of(odd) == rows_of(plain)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"])
def test_encodings_are_read(encoding: str) -> None:
    name = {"latin-1": "ISO-8859-1", "cp1252": "windows-1252"}.get(encoding, "UTF-16")
    text = feed(course(1, title="Café £5")).decode().replace("UTF-8", name)

    assert row_of(text.encode(encoding)).title == "Café £5"


def test_windows_bytes_in_a_file_that_says_utf_8_are_read() -> None:
    content = feed(course(1, title="Cafe")).replace(b"Cafe", b"Caf\xe9")
    file = XcriFile(io.BytesIO(content))

    assert next(file.rows()).cells["title"] == "Café"
    assert file.encoding == "windows-1252"


def test_html_becomes_plain_words() -> None:
    xhtml = (
        '<dc:description><div xmlns="http://www.w3.org/1999/xhtml"><p>Learn to <b>weld</b>.</p>'
        "<ul><li>Safely</li><li>Well</li></ul><script>alert(1)</script></div></dc:description>"
    )
    escaped = "<mlo:prerequisite>&lt;p&gt;None, but &lt;b&gt;boots&lt;/b&gt;&lt;/p&gt;"
    escaped += "&lt;script&gt;alert(1)&lt;/script&gt;</mlo:prerequisite>"
    content = feed(course(1, inside=escaped)).replace(
        b"<dc:description>All about subject 1.</dc:description>", xhtml.encode()
    )

    row = row_of(content)

    assert row.texts["what_you_will_learn"] == "Learn to weld.\nSafely\nWell"
    assert row.texts["entry_requirements"] == "None, but boots"


def test_a_text_with_only_an_address_says_nothing_and_english_comes_first() -> None:
    about = (
        '<mlo:assessment href="https://a.example/how"/>'
        '<mlo:prerequisite xml:lang="cy">Dim byd o gwbl, dewch i mewn</mlo:prerequisite>'
        '<mlo:prerequisite xml:lang="en">Nothing</mlo:prerequisite>'
    )
    row = row_of(feed(course(1, inside=about)))

    assert row.texts["how_you_will_be_assessed"] == ""
    assert row.texts["entry_requirements"] == "Nothing"


def test_of_several_organisations_only_ours_counts() -> None:
    other = HEAD.split("<provider>")[1].replace("10001234", "10009999")
    body = f"{HEAD}{course(1)}{TAIL.removesuffix('</catalog>')}<provider>{other}{course(2)}{TAIL}"

    assert [row.cells["COURSE_NAME"] for row in rows_of(body.encode(), ukprn="10009999")] == [
        "Course 2"
    ]
    assert len(rows_of(body.encode(), ukprn="10005555")) == 2


def test_a_course_without_a_presentation_is_held_with_its_reason() -> None:
    content = feed(course(1)).split(b"<presentation>")
    whole = content[0] + content[1].split(b"</presentation>")[1]
    (raw,) = rows_of(whole)

    row = parse_row(raw, file_format=XCRI_CAP)

    assert row.is_held
    assert "FEED_NO_PRESENTATION" in {found.code for found in row.issues}


def test_courses_inside_a_venue_are_no_courses() -> None:
    inner = "<venue><provider><dc:title>Annexe</dc:title><course><dc:title>Not one</dc:title>"
    inner += "<presentation/></course></provider></venue>"
    rows = rows_of(feed(course(1, times=[presentation(more=inner)])))

    assert [row.cells["COURSE_NAME"] for row in rows] == ["Course 1"]


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE catalog [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 if n else str()};" * 10}">' for n in range(10))
    + "]><catalog>&a9;</catalog>"
)


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        pytest.param(BOMB.encode(), "FILE_XML_DOCTYPE", "DOCTYPE", id="a billion laughs"),
        pytest.param(
            b'<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]><catalog>&x;</catalog>',
            "FILE_XML_DOCTYPE",
            "DOCTYPE",
            id="a file of ours",
        ),
        pytest.param(
            b'<!-- <x> --><?a b?> <!doctype c SYSTEM "http://10.0.0.1/x.dtd"><catalog/>',
            "FILE_XML_DOCTYPE",
            "DOCTYPE",
            id="a DTD behind a comment",
        ),
        pytest.param(b"<catalog>&x;</catalog>", "FILE_XML_BROKEN", "line 1", id="an entity alone"),
        pytest.param(
            b"<catalog>" + b"<a>" * 100_000, "FILE_XML_BROKEN", "nested too deeply", id="deep"
        ),
        pytest.param(
            b"<catalog>" + b"<a/>" * 2_000_000, "FILE_XML_PART", "4 MB", id="two million elements"
        ),
        pytest.param(
            b"<catalog " + b" ".join(b'a%d="1"' % n for n in range(1_000_000)) + b"/>",
            "FILE_XML_PART",
            "4 MB",
            id="a million attributes",
        ),
        pytest.param(
            b"<catalog><provider>" + b"x" * 11_000_000 + b"</provider></catalog>",
            "FILE_XML_PART",
            "4 MB",
            id="one long text",
        ),
        pytest.param(feed(course(1))[:-10], "FILE_XML_BROKEN", "ends too early", id="cut off"),
        pytest.param(
            feed(course(1)).replace(b"</course>", b"</curse>"),
            "FILE_XML_BROKEN",
            "line 2",
            id="tag",
        ),
        pytest.param(
            b"<catalog><dc:title>x</dc:title></catalog>", "FILE_XML_BROKEN", "prefix", id="prefix"
        ),
        pytest.param(b"<course/>", "FILE_NOT_XCRI", "not catalog", id="another root"),
        pytest.param(b"<catalog/>", "FILE_EMPTY", "no courses", id="nothing in it"),
        pytest.param(b"", "FILE_EMPTY", "empty", id="empty"),
        pytest.param(b"<!DOCTYPE html><html/>", "FILE_NOT_XML", "web page", id="a web page"),
        pytest.param(b"PK\x03\x04" + b"x" * 99, "FILE_NOT_XML", "Excel", id="a workbook"),
        pytest.param(
            b'<?xml version="1.0" encoding="rot13"?><catalog/>',
            "FILE_XML_ENCODING",
            "UTF-8",
            id="rot13",
        ),
        pytest.param(
            b'<?xml version="1.0" encoding="utf-7"?><catalog/>',
            "FILE_XML_ENCODING",
            "UTF-8",
            id="utf-7",
        ),
        pytest.param(b"<catalog>\x00\x00</catalog>", "FILE_XML_BROKEN", "line 1", id="zeros"),
        pytest.param("<catalog>".encode("utf-32"), "FILE_XML_BROKEN", "line", id="utf-32"),
    ],
)
def test_what_is_refused_and_with_which_words(content: bytes, code: str, words: str) -> None:
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    error = refusal_of(content)

    assert (error.code, words in error.message) == (code, True), error.message
    assert time.monotonic() - began < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000  # KB


def test_memory_stays_flat_however_many_presentations() -> None:
    tracked = XcriFile(io.BytesIO(feed(*(course(number) for number in range(5_000)))))

    assert sum(1 for _row in tracked.rows()) == 5_000


@pytest.mark.parametrize(
    "subject",
    [
        '<dc:subject xsi:type="cdp:JACS3" identifier="M200">Law by topic</dc:subject>',
        '<dc:subject xsi:type="cdp:JACS3" identifier="A100AA">of no list</dc:subject>',
        "<dc:subject>engineering</dc:subject><dc:subject>enginering</dc:subject>",
    ],
    ids=["a code", "no code", "keywords"],
)
def test_subjects_of_a_feed_say_nothing_to_us(subject: str) -> None:
    """No official table leads from them to ours, and nothing is guessed."""
    (with_subject,), (without,) = rows_of(feed(course(1, inside=subject))), rows_of(feed(course(1)))

    assert with_subject.cells == without.cells
