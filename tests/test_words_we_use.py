"""No word of the site blames, belittles or hides: templates, messages of the code and content."""

import ast
import re
import tomllib
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from benchmarks.serving import ROOT
from portal.core.text_checks import banned_phrases

PACKAGES = ("portal", "catalogue", "pathways", "search")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CONTENT = sorted(
    path
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.toml")
    if "content" in path.parts or "demo" in path.parts
)
# What people type is not what we write: names, other words and addresses are left out.
NOT_OURS = {
    *("slug", "url", "source_url", "hidden_alternative_titles", "alternative_titles"),
    *("aliases", "words", "hidden_titles", "search_words", "live_job_terms"),
}
TRANSLATES = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}


def words_of_template(text: str) -> str:
    """Return what a template shows: its own text and the words of its translate tags."""
    text = re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", " ", text, flags=re.DOTALL)
    said = re.findall(r"\{%\s*(?:translate|trans)\s+([\"'])(.*?)\1", text)
    shown = re.findall(r"(?:alt|title|aria-label|placeholder)=\"([^\"]*)\"", text)
    text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", text, flags=re.DOTALL)
    return unescape(" ".join([text, *(words for _quote, words in said), *shown]))


def messages_of_code(text: str) -> Iterator[str]:
    """Give the strings that code hands to gettext."""
    for node in ast.walk(ast.parse(text)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in TRANSLATES
        ):
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def strings_of(value: Any) -> Iterator[str]:
    """Give the strings of a content file that people read."""
    match value:
        case str():
            yield value
        case dict():
            for key, inner in value.items():
                if key not in NOT_OURS:
                    yield from strings_of(inner)
        case list():
            for inner in value:
                yield from strings_of(inner)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.row(59)
def test_templates_use_no_phrase_that_blames_or_hides():
    assert len(TEMPLATES) > 100
    found = {
        _name(path): phrases
        for path in TEMPLATES
        if (phrases := list(banned_phrases(words_of_template(path.read_text(encoding="utf-8")))))
    }
    assert found == {}


@pytest.mark.row(59)
def test_messages_of_the_code_use_no_phrase_that_blames_or_hides():
    found = {}
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            messages = messages_of_code(path.read_text(encoding="utf-8"))
            if phrases := [one for text in messages for one in banned_phrases(text)]:
                found[_name(path)] = phrases
    assert found == {}


@pytest.mark.row(59)
def test_content_uses_no_phrase_that_blames_or_hides():
    assert len(CONTENT) > 30
    found = {}
    for path in CONTENT:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        if phrases := [one for text in strings_of(content) for one in banned_phrases(text)]:
            found[_name(path)] = phrases
    assert found == {}


@pytest.mark.parametrize(
    "template",
    [
        '<p>{% translate "This is easy." %}</p>',
        "{% blocktranslate trimmed %}You forgot it.{% endblocktranslate %}",
        '<img alt="Simply good">',
        "<p>For the unemployed</p>",
    ],
)
def test_a_phrase_is_found_wherever_a_template_holds_it(template):
    assert list(banned_phrases(words_of_template(template)))


@pytest.mark.parametrize("template", ["{# just a note #}", '<p class="easy">{{ failed }}</p>'])
def test_what_nobody_reads_is_left_alone(template):
    assert not list(banned_phrases(words_of_template(template)))
