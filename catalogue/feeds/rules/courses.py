"""What can be wrong with the cells of a course, and how long its texts may be."""

from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.rules.base import CUT, KEPT_LONG, NO_TAGS, WARNING, Rule

COURSE_RULES: dict[str, Rule] = {
    "LARS_REQUIRED": Rule(
        "COURSE_LARS_QAN_REQUIRED",
        WARNING,
        _("There is no LARS code. Level and subject come from the course name where possible."),
    ),
    "LARS_PADDED": Rule(
        "COURSE_LARS_QAN_PADDED",
        WARNING,
        _("The code has lost its leading zeros. It is read as {other}."),
    ),
    "LARS_INVALID": Rule(
        "COURSE_LARS_QAN_INVALID",
        WARNING,
        _("“{value}” is not a LARS code. A code has 8 characters, like 60333078. It is left out."),
    ),
    "LARS_UNKNOWN": Rule(
        "COURSE_LARS_QAN_INVALID",
        WARNING,
        _("The code {value} is not in the national list that is loaded here. The course is kept."),
    ),
    "LARS_EXPIRED": Rule(
        "COURSE_LARS_QAN_EXPIRED", WARNING, _("The learning aim {value} ended on {other}.")
    ),
    "COURSE_TYPE": Rule(
        "COURSE_COURSE_TYPE_REQUIRED",
        WARNING,
        _("“{value}” is not a course type. The one type in use is “Skills Bootcamp”. Left out."),
    ),
    "SECTOR": Rule(
        "COURSE_SECTOR_REQUIRED",
        WARNING,
        _("“{value}” is not a sector code. Use a code such as CONSTRUCTION. It is left out."),
    ),
    "EDUCATION_LEVEL": Rule(
        "COURSE_EDUCATION_LEVEL_REQUIRED",
        WARNING,
        _("“{value}” is not a level. Write “Entry level” or a number from 1 to 7. It is left out."),
    ),
    "LEVEL": Rule(
        "COURSE_LEVEL_INVALID",
        WARNING,
        _("“{value}” is not a level. Write Entry 1, Level 2 or another level. It is left out."),
    ),
    "AWARDING_BODY": Rule(
        "COURSE_AWARDING_BODY_REQUIRED", WARNING, _("The awarding body is missing.")
    ),
    "AWARDING_BODY_LONG": Rule("COURSE_AWARDING_BODY_MAXLENGTH", WARNING, CUT),
    "WHO_REQUIRED": Rule(
        "COURSE_WHO_THIS_COURSE_IS_FOR_REQUIRED", WARNING, _("Who this course is for is missing.")
    ),
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
# The columns of our own template with one need on each line.
LIST_COLUMNS = ("YOU_NEED", "IT_HELPS", "NOT_NEEDED")
LIST_LIMIT = 500
for _column in LIST_COLUMNS:
    COURSE_RULES[f"{_column}_LONG"] = Rule(f"COURSE_{_column}_MAXLENGTH", WARNING, KEPT_LONG)
    COURSE_RULES[f"{_column}_TAGS"] = Rule(f"COURSE_{_column}_NO_HTML", WARNING, NO_TAGS)
for _column in TEXT_LIMITS:
    # The national registry names one of the seven codes after its label, not after its column.
    _html = "WHAT_YOU_CAN_DO_NEXT" if _column == "WHERE_NEXT" else _column
    COURSE_RULES[f"{_column}_LONG"] = Rule(f"COURSE_{_column}_MAXLENGTH", WARNING, KEPT_LONG)
    COURSE_RULES[f"{_column}_TAGS"] = Rule(f"COURSE_{_html}_NO_HTML", WARNING, NO_TAGS)
