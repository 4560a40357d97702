"""What can be wrong with a file or a row of any kind."""

from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.rules.base import ERROR, WARNING, Rule

FILE_RULES: dict[str, Rule] = {
    # The file
    "ENCODING": Rule(
        "FILE_WINDOWS_1252",
        WARNING,
        _("The file is not UTF-8. It was read as Windows-1252. Save it as “CSV UTF-8” next time."),
    ),
    "SEPARATOR": Rule(
        "FILE_SEPARATOR", WARNING, _("The cells are separated by a {value}. A comma is expected.")
    ),
    "EXTRA_HEADINGS": Rule(
        "FILE_EXTRA_HEADINGS", WARNING, _("These columns are not part of the format: {value}.")
    ),
    "NEAR_HEADING": Rule(
        "FILE_HEADING_NEAR", WARNING, _("We found a column “{value}”. Rename it to “{other}”.")
    ),
    # The row
    "SURPLUS_CELLS": Rule(
        "ROW_SURPLUS_CELLS",
        ERROR,
        _(
            "The row has more cells than there are headings, so its values stand in wrong columns. "
            "Put quotation marks around texts with commas."
        ),
    ),
    "RUNS_ON": Rule(
        "ROW_RUNS_ON",
        ERROR,
        _(
            "A quotation mark in this row is never closed, so the next row ran into it. Close it, "
            "or save the file again as “CSV UTF-8”."
        ),
    ),
    "SHORT_ROW": Rule(
        "ROW_MISSING_CELLS", WARNING, _("The row ends early. Its last cells are read as empty.")
    ),
    "REPEATED_ROW": Rule(
        "ROW_REPEATED", WARNING, _("The row is the same as row {other}. It is loaded once.")
    ),
    "SHARED_REFERENCE": Rule(
        "REFERENCE_SHARED",
        WARNING,
        _("Row {other} has the same reference and another course text. They are separate courses."),
    ),
    "DIFFERENT_WEBPAGE": Rule(
        "WEBPAGE_DIFFERS",
        WARNING,
        _("The rows of this course name different web pages. The course links to {other}."),
    ),
    "EXAMPLE_ROW": Rule(
        "ROW_EXAMPLE", ERROR, _("This is the example row of the template. Delete it.")
    ),
    "FORMULA": Rule(
        "CELL_LOOKS_LIKE_FORMULA", WARNING, _("The cell starts like a formula. It is kept as text.")
    ),
    "LOST_CHARACTERS": Rule(
        "CELL_LOST_CHARACTERS",
        WARNING,
        _("Characters of this text were lost before it came to us. Save the file as “CSV UTF-8”."),
    ),
}
