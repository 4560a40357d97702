"""A heading that is mistyped is to be renamed; nobody is told to add what is there."""

from collections.abc import Callable, Sequence

import pytest

from catalogue.feeds.formats.base import FileFormat
from catalogue.feeds.formats.course_directory import COURSE_DIRECTORY
from catalogue.feeds.formats.near_headings import near_headings
from catalogue.feeds.formats.registry import COURSE_FORMATS, choose_format
from catalogue.feeds.formats.venues import VENUES
from catalogue.feeds.formats.waymark import WAYMARK
from catalogue.feeds.reader import clean_heading
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.report import LoadReport
from catalogue.feeds.richer_cells import COURSE_COLUMNS, RUN_COLUMNS
from tests.catalogue.feeds.conftest import course_csv, issues_of

NEEDED = [one for one in WAYMARK.headings if one not in WAYMARK.optional]


def with_other(known: FileFormat, *others: tuple[str, str]) -> list[str]:
    names = dict(others)
    return [clean_heading(names.get(one, one)) for one in known.headings if names.get(one) != ""]


def refusal_of(headings: Sequence[str], *formats: FileFormat) -> str:
    with pytest.raises(FileRefusedError) as refused:
        choose_format(headings, formats=formats or COURSE_FORMATS)
    assert refused.value.code == "FILE_HEADINGS_MISSING"
    return refused.value.message


@pytest.mark.parametrize(
    ("known", "wanted", "typed", "found"),
    [
        (COURSE_DIRECTORY, "COURSE_NAME", "COURSE_NME", "COURSE_NME"),
        (COURSE_DIRECTORY, "COURSE_NAME", "Course name *", "COURSE_NAME_*"),
        (COURSE_DIRECTORY, "COURSE_NAME", " Course\u00a0name: ", "COURSE_NAME:"),
        (COURSE_DIRECTORY, "COURSE_NAME", "Cours\u0435 name", "COURS\u0415_NAME"),
        (COURSE_DIRECTORY, "START_DATE", "Start date (dd/mm/yyyy)", "START_DATE_(DD/MM/YYYY)"),
        (COURSE_DIRECTORY, "COURSE_WEBPAGE", "Web page", "WEB_PAGE"),
        (WAYMARK, "POSTCODE", "Post code", "POST_CODE"),
        (WAYMARK, "POSTCODE", "Venue postcode", "VENUE_POSTCODE"),
        (VENUES, "POSTCODE", "Post-code", "POST_CODE"),
        (VENUES, "ADDRESS_LINE_1", "Adress line 1", "ADRESS_LINE_1"),
    ],
    ids=lambda value: value.name if isinstance(value, FileFormat) else value,
)
def test_one_mistyped_heading_is_to_be_renamed(
    known: FileFormat, wanted: str, typed: str, found: str
) -> None:
    headings = with_other(known, (wanted, typed))
    formats = (VENUES,) if known is VENUES else COURSE_FORMATS

    assert refusal_of(headings, *formats) == (
        f"We found a column “{found}”. Rename it to “{wanted}”."
    )


def test_a_small_file_of_our_own_template_is_still_known_by_its_other_headings() -> None:
    headings = [one for one in NEEDED if one != "COURSE_NAME"]

    assert refusal_of(["COURSENAMES", *headings]) == (
        "We found a column “COURSENAMES”. Rename it to “COURSE_NAME”."
    )


def test_several_are_told_at_once() -> None:
    headings = with_other(
        COURSE_DIRECTORY, ("COURSE_NAME", "Corse name"), ("DURATION", "Durations")
    )

    assert refusal_of(headings) == (
        "Rename these columns: CORSE_NAME → COURSE_NAME; DURATIONS → DURATION."
    )


def test_what_is_not_there_at_all_is_to_be_added_beside() -> None:
    headings = with_other(COURSE_DIRECTORY, ("COURSE_NAME", "Corse name"), ("COST", ""))

    assert refusal_of([*headings, "NOTES"]) == (
        "As a file of the format “Course Directory, courses with a LARS code”, these columns have "
        "other names: CORSE_NAME → COURSE_NAME. Rename them. Add these, which may be empty: COST."
    )


@pytest.mark.parametrize(
    ("found", "wanted"),
    [
        (["COURSE_TYPE"], ["COURSE_NAME"]),
        (["COURSE_CODE"], ["COURSE_NAME"]),
        (["START_TIME"], ["START_DATE"]),
        (["DESCRIPTION"], ["COST_DESCRIPTION"]),
        (["REFERENCE"], ["YOUR_REFERENCE", "YOUR_VENUE_REFERENCE", "VENUE_REFERENCE"]),
        (["NAME"], ["COURSE_NAME", "VENUE_NAME"]),
        (["COURSE_NME", "COURSE_NAM"], ["COURSE_NAME"]),
        (["POSTCODE"], []),
        (["", "*", "()"], ["COST"]),
    ],
    ids=lambda names: "+".join(names) or "none",
)
def test_what_is_not_clear_is_not_guessed(found: list[str], wanted: list[str]) -> None:
    assert near_headings(found, wanted) == {}


@pytest.mark.parametrize("known", [*COURSE_FORMATS, VENUES], ids=lambda known: known.name)
def test_a_column_of_another_format_is_near_only_where_it_means_the_same(
    known: FileFormat,
) -> None:
    meanings = {column: column for column in (*RUN_COLUMNS, *COURSE_COLUMNS)}
    for other in (*COURSE_FORMATS, VENUES):
        meanings |= {theirs: other.renames.get(theirs, theirs) for theirs in other.headings}
    found = sorted(set(meanings) - set(known.headings))

    for theirs, wanted in near_headings(found, known.headings).items():
        ours = known.renames.get(wanted, wanted)
        assert ours.removeprefix("VENUE_") == meanings[theirs].removeprefix("VENUE_")


@pytest.mark.django_db
def test_a_mistyped_heading_that_may_be_left_out_is_told_beside_those_we_do_not_know(
    load_bytes: Callable[..., LoadReport],
) -> None:
    headings = [*NEEDED, "WHAT_YOU_WIL_LEARN", "NOTES"]
    content = course_csv(
        {"COURSE_NAME": "Art", "DELIVERY_MODE": "Online", "WHAT_YOU_WIL_LEARN": "To draw."},
        headings=headings,
    )

    report = load_bytes(content)

    told = [one["message"] for one in issues_of(report) if one["row"] == 1]
    assert told == [
        "We found a column “WHAT_YOU_WIL_LEARN”. Rename it to “WHAT_YOU_WILL_LEARN”.",
        "These columns are not part of the format: NOTES.",
    ]
