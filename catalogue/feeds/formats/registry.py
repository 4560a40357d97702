"""Which formats there are, and which one a file is in."""

from collections.abc import Sequence

from catalogue.feeds.formats.base import FileFormat
from catalogue.feeds.formats.course_directory import COURSE_DIRECTORY
from catalogue.feeds.formats.course_directory_legacy import COURSE_DIRECTORY_LEGACY
from catalogue.feeds.formats.course_directory_non_lars import COURSE_DIRECTORY_NON_LARS
from catalogue.feeds.formats.venues import VENUES
from catalogue.feeds.formats.waymark import WAYMARK
from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.refusal import FileRefusedError

AUTO = "auto"
COURSE_FORMATS: tuple[FileFormat, ...] = (
    COURSE_DIRECTORY,
    COURSE_DIRECTORY_NON_LARS,
    COURSE_DIRECTORY_LEGACY,
    WAYMARK,
)
# A file of apprenticeships of 2019 to 2022 is known by these, so that the refusal can say so.
APPRENTICESHIP_HEADINGS = frozenset({"STANDARD_CODE", "FRAMEWORK_CODE", "APPRENTICESHIP_WEBPAGE"})
LACKS = _(
    "As a file of the format “{format}”, it lacks these headings: {missing}. Add the columns; they "
    "may be empty."
)
LACKS_AND_HAS = _(
    "As a file of the format “{format}”, it lacks these headings: {missing}. Add the columns; they "
    "may be empty. These headings are not known: {surplus}."
)
OTHER_KINDS = (
    (
        frozenset(VENUES.headings[:4]),
        "This is a file of venues. Load it with import_venues.",
    ),
    (
        APPRENTICESHIP_HEADINGS,
        _(
            "This is a file of apprenticeships in the format of 2019 to 2022. Apprenticeships are "
            "vacancies here and do not load from it."
        ),
    ),
    (
        frozenset({"REFERENCE", "TITLE", "CLOSING_DATE"}),
        "This is a file of vacancies. Load it with import_vacancies.",
    ),
    (
        frozenset({"DELIVERY_MODE", "STUDY_MODE", "DURATION_UNIT"}),
        "This is a file of courses. Load it with import_courses.",
    ),
    (
        frozenset({"LEARNAIMREF", "LEARNAIMREFTITLE"}),
        "This is the national list of learning aims. Load it with import_lars.",
    ),
    (
        frozenset({"ROW_NUMBER", "COLUMN_NAME", "ERROR_DESCRIPTION"}),
        _("This is a report of errors, not a file of courses."),
    ),
)


def choose_format(
    headings: Sequence[str], *, name: str = AUTO, formats: Sequence[FileFormat] = COURSE_FORMATS
) -> FileFormat:
    """Return the format of a file by its headings, or check the one that was named.

    Raises FileRefusedError that lists the missing headings by name.
    """
    candidates = [file_format for file_format in formats if name in (AUTO, file_format.name)]
    nearest = min(candidates, key=lambda known: _distance(known, headings))
    missing = nearest.missing_from(headings)
    if not missing:
        return nearest
    if words := _words_for_other_kind(headings, formats):
        raise FileRefusedError("FILE_FORMAT_UNKNOWN", words, row=1)
    present = len(set(nearest.headings) & set(headings))
    if present * 2 < len(nearest.headings) and len(candidates) > 1:
        raise _unknown(headings, formats)
    surplus = nearest.surplus_in(headings)
    gaps = {"format": nearest.label, "missing": ", ".join(missing)}
    raise FileRefusedError(
        "FILE_HEADINGS_MISSING",
        LACKS_AND_HAS if surplus else LACKS,
        row=1,
        column=missing[0],
        gaps=gaps | ({"surplus": ", ".join(surplus)} if surplus else {}),
    )


def _distance(file_format: FileFormat, headings: Sequence[str]) -> tuple[bool, int, int]:
    """Return how far a file is from a format. One that fits is the nearest.

    Among others, headings that may be left out count too: else a format of few needed ones would
    be the nearest to everything.
    """
    is_unfit = bool(file_format.missing_from(headings))
    absent = len(set(file_format.headings) - set(headings))
    return is_unfit, absent if is_unfit else 0, len(file_format.surplus_in(headings))


def _words_for_other_kind(headings: Sequence[str], formats: Sequence[FileFormat]) -> str:
    """Return where a file of another kind belongs, or nothing."""
    present = set(headings)
    for marks, words in OTHER_KINDS:
        if marks <= present and not any(marks <= set(known.headings) for known in formats):
            return words
    return ""


def _unknown(headings: Sequence[str], formats: Sequence[FileFormat]) -> FileRefusedError:
    firsts = [f"{known.headings[0]} ({len(known.headings)})" for known in formats]
    return FileRefusedError(
        "FILE_FORMAT_UNKNOWN",
        _(
            "The headings are not those of a format we know. The file starts with: {shown}. The "
            "formats that we know start with these headings, of so many: {firsts}."
        ),
        row=1,
        gaps={
            "shown": ", ".join(heading[:40] for heading in headings[:8]),
            "firsts": "; ".join(firsts),
        },
    )
