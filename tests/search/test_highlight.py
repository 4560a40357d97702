"""Found words marked in a text."""

import re
from html import unescape

import pytest
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from search.highlight import excerpt, highlight, marked_tokens
from search.query_words import parse_words
from tests.search.lexicon import synonyms


@pytest.mark.parametrize(
    ("text", "tokens", "html"),
    [
        ("Care & carers", ["carer"], "Care &amp; <mark>carers</mark>"),
        ("Welding for welders", ["weld"], "<mark>Welding</mark> for welders"),
        ("<b>Care</b>", ["care"], "&lt;b&gt;<mark>Care</mark>&lt;/b&gt;"),
        ("<mark>x</mark>", ["care"], "&lt;mark&gt;x&lt;/mark&gt;"),
        ('"Care"', ["care"], "&quot;<mark>Care</mark>&quot;"),
        ("Care assistants wanted", [("care", "assist")], "<mark>Care assistants</mark> wanted"),
        ("Care of assistants", [("care", "assist")], "Care of assistants"),
        (
            "Health and social care",
            ["care", ("social", "care")],
            "Health and <mark>social care</mark>",
        ),
        ("Children's work", ["child"], "<mark>Children&#x27;s</mark> work"),
        ("C# and C++", ["csharp"], "<mark>C#</mark> and C++"),
        ("A T-Level in care", ["tlevel"], "A <mark>T-Level</mark> in care"),
        ("Pielęgniarka", ["pielegniarka"], "<mark>Pielęgniarka</mark>"),
        ("hospitality hospital", ["hospit"], "hospitality <mark>hospital</mark>"),
        ("", ["care"], ""),
        ("care", [], "care"),
        ("care", [()], "care"),
    ],
)
def test_words_are_marked_and_the_rest_escaped(text: str, tokens: list, html: str) -> None:
    assert highlight(text, tokens) == html


def test_synonyms_are_marked_and_excluded_words_are_not() -> None:
    words = parse_words("hca -nursing", synonyms=synonyms())
    html = highlight("Care assistant or nursing", marked_tokens(words))
    assert html == "<mark>Care assistant</mark> or nursing"


def test_templates_do_not_escape_it_again() -> None:
    html = Template("{{ text }}").render(Context({"text": highlight("a <b> care", ["care"])}))
    assert html == "a &lt;b&gt; <mark>care</mark>"


def test_an_excerpt_holds_the_first_found_word_and_is_cut_at_words() -> None:
    text = "First words of a text. " * 20 + "Here is welding at last. " + "More words follow. " * 20
    shown = excerpt(text, ["weld"], length=100)
    assert "<mark>welding</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    plain = unescape(re.sub(r"</?mark>", "", shown)).strip("… ")
    assert plain in text
    assert len(plain) <= 100
    assert excerpt("Short welding", ["weld"]) == "Short <mark>welding</mark>"


@given(st.text(max_size=300), st.lists(st.text(max_size=8), max_size=4), st.integers(1, 80))
@settings(max_examples=300, deadline=None)
def test_whatever_the_text_the_html_holds_it_and_nothing_else(
    text: str, tokens: list[str], length: int
) -> None:
    html = highlight(text, tokens)
    assert unescape(html.replace("<mark>", "").replace("</mark>", "")) == unescape_twice_safe(text)
    assert html.count("<mark>") == html.count("</mark>") == html.count("<") / 2
    excerpt(text, tokens, length=length)


def unescape_twice_safe(text: str) -> str:
    """Return the text as ``unescape`` gives it back: it turns a few control marks to others."""
    from html import escape

    return unescape(escape(text))
