"""Texts of rows as pages show them, and which of them may become links."""

import pytest
from django.utils.translation import override

from portal.core import prose
from portal.core.models import SiteContact
from portal.core.structured_data import data_block


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        pytest.param("Café 24", True, id="a name"),
        pytest.param("3663", True, id="figures"),
        pytest.param("اسلم", True, id="letters of another script"),
        pytest.param("", False, id="nothing"),
        pytest.param("---", False, id="marks"),
        pytest.param("\u200b!\u0301", False, id="marks that nobody sees"),
        pytest.param("\u3164\u2800", False, id="blank letters"),
    ],
)
def test_a_name_is_what_somebody_could_say(text, is_one):
    assert prose.is_name(text) is is_one


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("One line.", [("One line.",)], id="one line"),
        pytest.param("First.\n\nSecond.", [("First.",), ("Second.",)], id="two paragraphs"),
        pytest.param("Weld.\nCut.", [["Weld.", "Cut."]], id="short lines are a list"),
        pytest.param("- Weld\n• cut\n3. File", [["Weld", "cut", "File"]], id="bullets come off"),
        pytest.param(
            "You learn to:\n- weld\n- cut", [("You learn to:",), ["weld", "cut"]], id="a heading"
        ),
        pytest.param(
            "This line was\nbroken by a program.",
            [("This line was broken by a program.",)],
            id="hard wraps are mended",
        ),
        pytest.param("A" * 200 + "\r\nB", [("A" * 200,), ("B",)], id="long lines are paragraphs"),
    ],
)
def test_texts_become_paragraphs_and_lists(text, shown):
    found = [list(p.lines) if p.is_list else p.lines for p in prose.passages(text)]
    assert found == shown


@pytest.mark.parametrize(
    ("value", "link"),
    [
        pytest.param("https://example.org/a?b=c", "https://example.org/a?b=c", id="https"),
        pytest.param("www.example.org", "https://www.example.org", id="no scheme"),
        pytest.param("javascript:alert(1)", "", id="script"),
        pytest.param("https://example.org/ x", "", id="space"),
        pytest.param('https://example.org/"onclick=', "", id="quote"),
        pytest.param("ask us", "", id="words"),
    ],
)
def test_only_web_addresses_are_links(value, link):
    assert prose.web_address(value) == link


@pytest.mark.parametrize(
    ("value", "link"),
    [
        pytest.param("01632 960 118", "tel:01632960118", id="plain"),
        pytest.param("+44 (0)1632 960118", "tel:+441632960118", id="abroad"),
        pytest.param("ask at the desk", "", id="words"),
        pytest.param("12", "", id="too short"),
    ],
)
def test_only_numbers_are_called(value, link):
    assert prose.phone_link(value) == link


def test_an_email_address_cannot_carry_more_than_an_address():
    assert prose.email_address(" a@example.org ") == "a@example.org"
    assert prose.email_address("a@example.org?bcc=b@example.org") == ""
    assert prose.email_address("a@example.org\nBcc: b@example.org") == ""


def test_a_shortened_text_ends_at_a_word():
    assert prose.shortened("Learn to weld, safely", 15) == "Learn to weld…"
    assert prose.shortened("Short", 15) == "Short"


def test_a_very_long_word_may_break_and_a_normal_one_does_not():
    assert "\u200b" in prose.breakable("x" * 60)
    assert prose.breakable("Wolverhampton campus") == "Wolverhampton campus"


def test_parts_with_dots_are_escaped_and_isolated():
    assert prose.dotted(["<b>", "", "2"]) == "<bdi>&lt;b&gt;</bdi> · <bdi>2</bdi>"


def test_no_text_ends_a_data_block():
    block = data_block({"@type": "Course", "name": "</script><!-- & \u2028"})
    assert block.count("</script>") == 1
    assert "<!--" not in block


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("High Street, B70 8DT", "High Street, B70~8DT", id="of an address"),
        pytest.param("EC1A 1BB or WS1 5NY", "EC1A~1BB or WS1~5NY", id="several"),
        pytest.param("WS1  5NY", "WS1~5NY", id="two spaces"),
        pytest.param("Unit B7 3 Mill Lane", "Unit B7 3 Mill Lane", id="not a postcode"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_postcode_on_a_page_stays_on_one_line(text: str, shown: str) -> None:
    assert prose.whole_postcodes(text) == shown.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("8:00–20:00, 9–17", "8:00–\u206020:00, 9–\u206017", id="spans"),
        pytest.param("Lunch – closed", "Lunch – closed", id="a dash between words"),
        pytest.param("8am to 8pm", "8am to 8pm", id="words"),
    ],
)
def test_no_line_ends_after_the_dash_of_a_span(text, shown):
    assert prose.whole_spans(text) == shown


def test_the_hours_of_the_phone_stay_on_one_line():
    contact = SiteContact(help_hours_translations={"pl": "8:00–20:00."})
    with override("pl"):
        assert contact.hours == "8:00–\u206020:00"
