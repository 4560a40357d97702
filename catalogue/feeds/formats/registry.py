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
RENAME_ONE = _("We found a column “{value}”. Rename it to “{other}”.")
RENAME = _("Rename these columns: {renames}.")
RENAME_AND_ADD = _(
    "As a file of the format “{format}”, these columns have other names: {renames}. Rename them. "
    "Add these, which may be empty: {missing}."
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

    Raises FileRefusedError that lists by name the headings to rename and to add.
    """
    candidates = [file_format for file_format in formats if name in (AUTO, file_format.name)]
    nearest = min(candidates, key=lambda known: _distance(known, headings))
    if not nearest.missing_from(headings):
        return nearest
    if words := _words_for_other_kind(headings, formats):
        raise FileRefusedError("FILE_FORMAT_UNKNOWN", words, row=1)
    nearest = min(candidates, key=lambda known: _distance(known, _as_meant(known, headings)))
    meant = _as_meant(nearest, headings)
    present = len(set(nearest.headings) & set(meant))
    is_much_missing = nearest.missing_from(meant) and present * 2 < len(nearest.headings)
    if is_much_missing and len(candidates) > 1:
        raise _unknown(headings, formats)
    raise _other_headings(nearest, headings)


def _as_meant(known: FileFormat, headings: Sequence[str]) -> list[str]:
    """Return headings as they would be without the mistakes of who typed them."""
    near = known.near_in(headings)
    return [near.get(heading, heading) for heading in headings]


def _other_headings(known: FileFormat, headings: Sequence[str]) -> FileRefusedError:
    """Return the refusal of a file: what to rename, else what to add, else both."""
    near = known.near_in(headings)
    missing = known.missing_from([*headings, *near.values()])
    surplus = known.surplus_in(headings)
    found, wanted = next(iter(near.items()), ("", ""))
    if near and missing:
        words = RENAME_AND_ADD
    elif near:
        words = RENAME_ONE if len(near) == 1 else RENAME
    else:
        words = LACKS_AND_HAS if surplus else LACKS
    return FileRefusedError(
        "FILE_HEADINGS_MISSING",
        words,
        row=1,
        column=found or missing[0],
        gaps={
            "format": known.label,
            "missing": ", ".join(missing),
            "surplus": ", ".join(surplus),
            "renames": "; ".join(f"{theirs} → {ours}" for theirs, ours in near.items()),
            "value": found,
            "other": wanted,
        },
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
