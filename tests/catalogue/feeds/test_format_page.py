"""The page of file formats says what the importer does."""

import re
from pathlib import Path

import pytest

from catalogue.feeds import format_pages
from catalogue.feeds.formats.course_directory_non_lars import (
    COURSE_DIRECTORY_NON_LARS,
    SECTOR_CODES,
)
from catalogue.feeds.formats.registry import COURSE_FORMATS
from catalogue.feeds.formats.vacancy_table import VACANCY_TABLE
from catalogue.feeds.formats.venues import VENUES
from catalogue.feeds.refusal import REFUSALS
from catalogue.feeds.rules.registry import RULES

PAGE = Path("docs/file-formats.md")
SOURCES = {*Path("catalogue/feeds").rglob("*.py"), *Path("catalogue/publishing/feeds").glob("*.py")}
OF_CALENDARS = {path for path in SOURCES if path.name.startswith(("icalendar_", "event_reading"))}


def test_the_page_is_the_one_that_the_rules_make() -> None:
    made = format_pages.render()

    assert PAGE.read_text(encoding="utf-8") == made, (
        "Run: manage.py describe_file_formats > docs/file-formats.md"
    )


def test_the_note_on_sectors_names_every_code() -> None:
    [note] = [one for one in COURSE_DIRECTORY_NON_LARS.notes if one.startswith("SECTOR ")]

    codes = note.removeprefix("SECTOR is one of: ").removesuffix(".").split(", ")

    assert codes == sorted(SECTOR_CODES)


@pytest.mark.parametrize(
    "known", [*COURSE_FORMATS, VENUES, VACANCY_TABLE], ids=lambda known: known.name
)
def test_every_heading_has_its_words(known) -> None:
    words = [format_pages.words_for(heading, file_format=known) for heading in known.headings]

    assert all(words)
    assert len(set(known.headings)) == len(known.headings)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("course-directory", 24),
        ("course-directory-non-lars", 27),
        ("course-directory-legacy", 26),
        ("venues", 10),
    ],
)
def test_the_formats_have_as_many_headings_as_the_national_ones(name: str, count: int) -> None:
    known = {one.name: one for one in (*COURSE_FORMATS, VENUES)}

    assert len(known[name].headings) == count


def test_every_refusal_and_every_rule_in_the_code_is_known() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    of_files = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES - OF_CALENDARS)
    refused = set(re.findall(r'FileRefusedError\(\s*"([A-Z_0-9]+)"', of_files))
    noted = set(re.findall(r'(?:note|issue|_held)\(\s*(?:row, )?"([A-Z_]+)"', source))

    assert refused == set(REFUSALS)
    assert noted <= set(RULES)


def test_every_message_is_a_plain_sentence() -> None:
    for rule in RULES.values():
        assert rule.message.endswith("."), rule.code
        assert not re.search(r"\b(please|just|simply|invalid)\b", rule.message, re.IGNORECASE)
        assert "n't" not in rule.message
