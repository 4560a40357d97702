"""What can be wrong with a cell, as data: one rule a line, with the national code if there is one.

The codes that start with COURSE_, COURSERUN_ and VENUE_ are those of the national "Publish to the
course directory" service; the others are ours. The words are ours throughout.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """ERROR: the row is held and not loaded. WARNING: the row is loaded, without that value."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """A thing that can be wrong: its public code, how grave it is, and words with ``{value}``."""

    code: str
    severity: Severity
    message: str


ERROR, WARNING = Severity.ERROR, Severity.WARNING
KEPT_LONG = "The text has {length} characters and the national limit is {limit}. It is kept whole."
CUT = "The text has {length} characters. Only the first {limit} are kept."
NO_TAGS = "Tags and the marks < > ` do not belong in this text. The words are kept as plain text."
ODD_NAME = "The text has characters outside the national list, such as {odd}. It is kept as it is."

RULES: dict[str, Rule] = {
    # The file
    "ENCODING": Rule(
        "FILE_WINDOWS_1252",
        WARNING,
        "The file is not UTF-8. It was read as Windows-1252. Save it as “CSV UTF-8” next time.",
    ),
    "SEPARATOR": Rule(
        "FILE_SEPARATOR", WARNING, "The cells are separated by a {value}. A comma is expected."
    ),
    "EXTRA_HEADINGS": Rule(
        "FILE_EXTRA_HEADINGS", WARNING, "These columns are not part of the format: {value}."
    ),
    "NO_LARS": Rule(
        "LARS_NOT_LOADED",
        WARNING,
        "The national list of learning aims is not loaded here, so titles, levels and subjects "
        "come from the file alone. An administrator can load it with import_lars.",
    ),
    # The row
    "SURPLUS_CELLS": Rule(
        "ROW_SURPLUS_CELLS",
        ERROR,
        "The row has more cells than there are headings, so its values stand in wrong columns. "
        "Put quotation marks around texts with commas.",
    ),
    "RUNS_ON": Rule(
        "ROW_RUNS_ON",
        ERROR,
        "A quotation mark in this row is never closed, so the next row ran into it. Close it, or "
        "save the file again as “CSV UTF-8”.",
    ),
    "SHORT_ROW": Rule(
        "ROW_MISSING_CELLS", WARNING, "The row ends early. Its last cells are read as empty."
    ),
    "REPEATED_ROW": Rule(
        "ROW_REPEATED", WARNING, "The row is the same as row {other}. It is loaded once."
    ),
    "SHARED_REFERENCE": Rule(
        "REFERENCE_SHARED",
        WARNING,
        "Row {other} has the same reference and another course text. They are separate courses.",
    ),
    "DIFFERENT_WEBPAGE": Rule(
        "WEBPAGE_DIFFERS",
        WARNING,
        "The rows of this course name different web pages. The course links to {other}.",
    ),
    "FORMULA": Rule(
        "CELL_LOOKS_LIKE_FORMULA", WARNING, "The cell starts like a formula. It is kept as text."
    ),
    "LOST_CHARACTERS": Rule(
        "CELL_LOST_CHARACTERS",
        WARNING,
        "Characters of this text were lost before it came to us. Save the file as “CSV UTF-8”.",
    ),
    # The course
    "LARS_REQUIRED": Rule(
        "COURSE_LARS_QAN_REQUIRED",
        WARNING,
        "There is no LARS code. Level and subject come from the course name where possible.",
    ),
    "LARS_PADDED": Rule(
        "COURSE_LARS_QAN_PADDED",
        WARNING,
        "The code has lost its leading zeros. It is read as {other}.",
    ),
    "LARS_INVALID": Rule(
        "COURSE_LARS_QAN_INVALID",
        WARNING,
        "“{value}” is not a LARS code. A code has 8 characters, like 60333078. It is left out.",
    ),
    "LARS_UNKNOWN": Rule(
        "COURSE_LARS_QAN_INVALID",
        WARNING,
        "The code {value} is not in the national list that is loaded here. The course is kept.",
    ),
    "LARS_EXPIRED": Rule(
        "COURSE_LARS_QAN_EXPIRED", WARNING, "The learning aim {value} ended on {other}."
    ),
    "COURSE_TYPE": Rule(
        "COURSE_COURSE_TYPE_REQUIRED",
        WARNING,
        "“{value}” is not a course type. The one type in use is “Skills Bootcamp”. Left out.",
    ),
    "SECTOR": Rule(
        "COURSE_SECTOR_REQUIRED",
        WARNING,
        "“{value}” is not a sector code. Use a code such as CONSTRUCTION. It is left out.",
    ),
    "EDUCATION_LEVEL": Rule(
        "COURSE_EDUCATION_LEVEL_REQUIRED",
        WARNING,
        "“{value}” is not a level. Write “Entry level” or a number from 1 to 7. It is left out.",
    ),
    "AWARDING_BODY": Rule(
        "COURSE_AWARDING_BODY_REQUIRED", WARNING, "The awarding body is missing."
    ),
    "AWARDING_BODY_LONG": Rule("COURSE_AWARDING_BODY_MAXLENGTH", WARNING, CUT),
    "WHO_REQUIRED": Rule(
        "COURSE_WHO_THIS_COURSE_IS_FOR_REQUIRED", WARNING, "Who this course is for is missing."
    ),
    # The run
    "NAME_REQUIRED": Rule(
        "COURSERUN_COURSE_NAME_REQUIRED",
        ERROR,
        "The course has no name and no LARS title to take its place. Enter the course name.",
    ),
    "NAME_LONG": Rule("COURSERUN_COURSE_NAME_MAXLENGTH", WARNING, CUT),
    "NAME_FORMAT": Rule("COURSERUN_COURSE_NAME_FORMAT", WARNING, ODD_NAME),
    "NAME_TAGS": Rule("COURSERUN_COURSE_NAME_FORMAT", WARNING, NO_TAGS),
    "REFERENCE_LONG": Rule("COURSERUN_PROVIDER_COURSE_REF_MAXLENGTH", WARNING, CUT),
    "REFERENCE_FORMAT": Rule("COURSERUN_PROVIDER_COURSE_REF_FORMAT", WARNING, ODD_NAME),
    "DELIVERY_MODE": Rule(
        "COURSERUN_DELIVERY_MODE_REQUIRED",
        ERROR,
        "“{value}” does not say how the course is taught. Write Classroom, Online, Work based or "
        "Blended learning.",
    ),
    "START_REQUIRED": Rule(
        "COURSERUN_START_DATE_REQUIRED",
        WARNING,
        "There is no start date and no flexible start. The date shows as not known.",
    ),
    "START_NOT_ALLOWED": Rule(
        "COURSERUN_START_DATE_NOT_ALLOWED",
        WARNING,
        "A course with a flexible start has no start date. The date is left out.",
    ),
    "START_INVALID": Rule(
        "COURSERUN_START_DATE_INVALID",
        ERROR,
        "“{value}” is not a date. Write day, month and year, like 21/09/2026.",
    ),
    "START_PAST": Rule(
        "COURSERUN_START_DATE_INVALID",
        WARNING,
        "The start date {value} is in the past. The run is kept, and search does not show it.",
    ),
    "START_US": Rule(
        "COURSERUN_START_DATE_US_ORDER",
        WARNING,
        "The date is written month first, as the old export did. It is read as {other}.",
    ),
    "FLEXIBLE": Rule(
        "COURSERUN_FLEXIBLE_START_DATE_REQUIRED",
        WARNING,
        "“{value}” is neither Yes nor No. It is read as No.",
    ),
    "VENUE_REQUIRED": Rule(
        "COURSERUN_VENUE_REQUIRED",
        ERROR,
        "A course in a classroom needs a venue. Enter the name or reference of one.",
    ),
    "VENUE_UNKNOWN": Rule(
        "COURSERUN_VENUE_NAME_INVALID",
        ERROR,
        "The provider has no venue named “{value}”. Load the venues file first, or correct the "
        "name.",
    ),
    "VENUE_REF_UNKNOWN": Rule(
        "COURSERUN_PROVIDER_VENUE_REF_INVALID",
        ERROR,
        "The provider has no venue with the reference “{value}”. Correct the reference.",
    ),
    "VENUE_DISAGREE": Rule(
        "COURSERUN_VENUE_NAME_NOT_ALLOWED_WITH_REF",
        ERROR,
        "The venue name and the venue reference {other} mean two venues. Leave one of them out.",
    ),
    "VENUE_NOT_ALLOWED": Rule(
        "COURSERUN_VENUE_NAME_NOT_ALLOWED",
        WARNING,
        "A course online or at work has no venue. The venue is left out.",
    ),
    "VENUE_REF_NOT_ALLOWED": Rule(
        "COURSERUN_PROVIDER_VENUE_REF_NOT_ALLOWED",
        WARNING,
        "A course online or at work has no venue. The venue is left out.",
    ),
    "NATIONAL_REQUIRED": Rule(
        "COURSERUN_NATIONAL_DELIVERY_REQUIRED",
        WARNING,
        "The row does not say where training at work is offered. The place shows as not known.",
    ),
    "NATIONAL_NOT_ALLOWED": Rule(
        "COURSERUN_NATIONAL_DELIVERY_NOT_ALLOWED",
        WARNING,
        "National delivery is only for training at work. The value is left out.",
    ),
    "NATIONAL_INVALID": Rule(
        "COURSERUN_NATIONAL_DELIVERY_REQUIRED",
        WARNING,
        "“{value}” is neither Yes nor No. It is read as No.",
    ),
    "SUBREGIONS_REQUIRED": Rule(
        "COURSERUN_SUBREGIONS_REQUIRED",
        WARNING,
        "The row does not name the areas of training at work. The place shows as not known.",
    ),
    "SUBREGIONS_NOT_ALLOWED": Rule(
        "COURSERUN_SUBREGIONS_NOT_ALLOWED",
        WARNING,
        "Areas are only for training at work that is not offered everywhere. They are left out.",
    ),
    "SUBREGIONS_INVALID": Rule(
        "COURSERUN_SUBREGIONS_INVALID",
        WARNING,
        "{other} is not the name of an area. It is left out, and the other areas are kept.",
    ),
    "WEBPAGE_REQUIRED": Rule(
        "COURSERUN_COURSE_WEB_PAGE_REQUIRED", WARNING, "The web page of the course is missing."
    ),
    "WEBPAGE_FORMAT": Rule(
        "COURSERUN_COURSE_WEB_PAGE_FORMAT",
        WARNING,
        "“{value}” is not the address of a web page. It is left out.",
    ),
    "WEBPAGE_LONG": Rule(
        "COURSERUN_COURSE_WEB_PAGE_MAXLENGTH",
        WARNING,
        "The address has {length} characters and the limit is {limit}. It is left out.",
    ),
    "COST_REQUIRED": Rule(
        "COURSERUN_COST_REQUIRED",
        WARNING,
        "There is no cost and no description of it. The cost shows as not known.",
    ),
    "COST_TO_COME": Rule(
        "COURSERUN_COST_TO_COME",
        WARNING,
        "“{value}” is not a cost yet. The cost shows as not known.",
    ),
    "COST_INVALID": Rule(
        "COURSERUN_COST_INVALID",
        ERROR,
        "“{value}” is not a cost. Write pounds and pence, like 1250.00, and put words into "
        "COST_DESCRIPTION.",
    ),
    "COST_DESCRIPTION_LONG": Rule("COURSERUN_COST_DESCRIPTION_MAXLENGTH", WARNING, CUT),
    "DURATION_REQUIRED": Rule(
        "COURSERUN_DURATION_REQUIRED", WARNING, "The length is missing. It shows as not known."
    ),
    "DURATION_RANGE": Rule(
        "COURSERUN_DURATION_RANGE",
        ERROR,
        "“{value}” is not a length. Enter a whole number from 1 to 999.",
    ),
    "DURATION_UNIT": Rule(
        "COURSERUN_DURATION_UNIT_REQUIRED",
        ERROR,
        "“{value}” is not a unit of length. Write Minutes, Hours, Days, Weeks, Months or Years.",
    ),
    "UNIT_ALONE": Rule(
        "COURSERUN_DURATION_REQUIRED", WARNING, "A unit stands without a length. It is left out."
    ),
    "STUDY_MODE": Rule(
        "COURSERUN_STUDY_MODE_REQUIRED",
        WARNING,
        "“{value}” is not Full time, Part time or Flexible. It shows as not known.",
    ),
    "ATTENDANCE": Rule(
        "COURSERUN_ATTENDANCE_PATTERN_REQUIRED",
        WARNING,
        "“{value}” is not Daytime, Evening, Weekend or Day/Block release. It shows as not known.",
    ),
    # The venue
    "VENUE_REFERENCE_REQUIRED": Rule(
        "VENUE_PROVIDER_VENUE_REF_REQUIRED",
        WARNING,
        "The venue has no reference. It is known by its name alone.",
    ),
    "VENUE_REFERENCE_TWICE": Rule(
        "VENUE_PROVIDER_VENUE_REF_UNIQUE",
        ERROR,
        "Row {other} has the same venue reference. Give each venue its own.",
    ),
    "VENUE_NAME_REQUIRED": Rule("VENUE_NAME_REQUIRED", ERROR, "The venue has no name. Enter it."),
    "VENUE_NAME_TWICE": Rule(
        "VENUE_NAME_UNIQUE", ERROR, "Row {other} has the same venue name. Give each its own name."
    ),
    "VENUE_NAME_TAKEN": Rule(
        "VENUE_NAME_UNIQUE",
        ERROR,
        "Another venue of the provider, which is not in this file, has this name already.",
    ),
    "VENUE_TEXT_LONG": Rule("VENUE_TEXT_MAXLENGTH", WARNING, CUT),
    "VENUE_ADDRESS_REQUIRED": Rule(
        "VENUE_ADDRESS_LINE1_REQUIRED", WARNING, "The first line of the address is missing."
    ),
    "VENUE_TOWN_REQUIRED": Rule("VENUE_TOWN_REQUIRED", WARNING, "The town or city is missing."),
    "VENUE_POSTCODE_REQUIRED": Rule(
        "VENUE_POSTCODE_REQUIRED",
        WARNING,
        "The postcode is missing. Distances are counted from the town, if we know it.",
    ),
    "VENUE_POSTCODE_FORMAT": Rule(
        "VENUE_POSTCODE_FORMAT",
        WARNING,
        "“{value}” is not a whole postcode, like WS1 1AA. It is left out.",
    ),
    "VENUE_NOT_LOCATED": Rule(
        "VENUE_NOT_LOCATED",
        WARNING,
        "Neither “{value}” nor the town is on our map, so no distance can be shown.",
    ),
    "VENUE_EMAIL_FORMAT": Rule(
        "VENUE_EMAIL_FORMAT", WARNING, "“{value}” is not an email address. It is left out."
    ),
    "VENUE_PHONE_FORMAT": Rule(
        "VENUE_TELEPHONE_FORMAT", WARNING, "“{value}” is not a phone number. It is left out."
    ),
    "VENUE_PHONE_ZERO": Rule(
        "VENUE_TELEPHONE_ZERO",
        WARNING,
        "The number has lost its first zero. It is read as {other}.",
    ),
    "VENUE_WEBSITE_FORMAT": Rule(
        "VENUE_WEBSITE_FORMAT",
        WARNING,
        "“{value}” is not the address of a web page. It is left out.",
    ),
    # The learning aim
    "AIM_REQUIRED": Rule(
        "LARS_AIM_REQUIRED",
        ERROR,
        "“{value}” is not the code of a learning aim. It has 8 characters.",
    ),
    "AIM_TITLE": Rule("LARS_TITLE_REQUIRED", ERROR, "The learning aim has no title."),
    "AIM_DATE": Rule("LARS_DATE_INVALID", WARNING, "“{value}” is not a date. It is left out."),
}

# The limits of the national service, in characters.
TEXT_LIMITS = {
    "WHO_THIS_COURSE_IS_FOR": 2000,
    "ENTRY_REQUIREMENTS": 500,
    "WHAT_YOU_WILL_LEARN": 1500,
    "HOW_YOU_WILL_LEARN": 500,
    "WHAT_YOU_WILL_NEED_TO_BRING": 500,
    "HOW_YOU_WILL_BE_ASSESSED": 500,
    "WHERE_NEXT": 500,
}
for _column in TEXT_LIMITS:
    # The national registry names one of the seven codes after its label, not after its column.
    _html = "WHAT_YOU_CAN_DO_NEXT" if _column == "WHERE_NEXT" else _column
    RULES[f"{_column}_LONG"] = Rule(f"COURSE_{_column}_MAXLENGTH", WARNING, KEPT_LONG)
    RULES[f"{_column}_TAGS"] = Rule(f"COURSE_{_html}_NO_HTML", WARNING, NO_TAGS)
