"""What can be wrong with the columns that the national files lack. None of it holds a row."""

from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.rules.base import WARNING, Rule

_DATE = _("“{value}” is not a date. Write day, month and year, like 21/09/2026. It is left out.")
_TIME = _("“{value}” is not a time of day. Write it like 18:30 or 6.30pm. It is left out.")
_FAR = _("The date {value} is years away. Check the year. It is left out.")
_NUMBER = _("“{value}” is not a whole number from 0 to {limit}. It is left out.")

RICHER_RULES: dict[str, Rule] = {
    "RICHER_END_DATE": Rule("RUN_END_DATE_INVALID", WARNING, _DATE),
    "RICHER_END_FAR": Rule("RUN_END_DATE_FAR", WARNING, _FAR),
    "RICHER_END_ORDER": Rule(
        "RUN_END_DATE_EARLY",
        WARNING,
        _("The end date {value} is before the start date {other}. The end date is left out."),
    ),
    "RICHER_ENROL_BY_DATE": Rule("RUN_ENROL_BY_DATE_INVALID", WARNING, _DATE),
    "RICHER_ENROL_FAR": Rule("RUN_ENROL_BY_DATE_FAR", WARNING, _FAR),
    "RICHER_DAYS": Rule(
        "RUN_DAYS_INVALID",
        WARNING,
        _(
            "“{value}” is not a list of days. Write them like Tue; Thu. Only the clear days "
            "are kept."
        ),
    ),
    "RICHER_START_TIME": Rule("RUN_START_TIME_INVALID", WARNING, _TIME),
    "RICHER_END_TIME": Rule("RUN_END_TIME_INVALID", WARNING, _TIME),
    "RICHER_HOURS_PER_WEEK": Rule(
        "RUN_HOURS_PER_WEEK_INVALID",
        WARNING,
        _(
            "“{value}” is not a number of hours a week up to {limit}, like 4 or 2.5. It is left "
            "out."
        ),
    ),
    "RICHER_PLACES": Rule("RUN_PLACES_INVALID", WARNING, _NUMBER),
    "RICHER_PLACES_LEFT": Rule("RUN_PLACES_LEFT_INVALID", WARNING, _NUMBER),
    "RICHER_PLACES_ORDER": Rule(
        "RUN_PLACES_LEFT_MANY",
        WARNING,
        _("{value} places are left of {other}. How many are left is left out."),
    ),
    "RICHER_WAITING_WEEKS": Rule("RUN_WAITING_WEEKS_INVALID", WARNING, _NUMBER),
    "RICHER_RUN_STATUS": Rule(
        "RUN_STATUS_INVALID",
        WARNING,
        _(
            "“{value}” does not say whether people can join. Write Open, Full, Waiting list or "
            "Cancelled. It is read as Open."
        ),
    ),
    "RICHER_HOW_TO_JOIN": Rule(
        "COURSE_HOW_TO_JOIN_INVALID",
        WARNING,
        _(
            "“{value}” is not a way to join. Write Book, Phone, Email, Website or Walk in. It is "
            "left out."
        ),
    ),
    "RICHER_HOW_TO_JOIN_VALUE": Rule(
        "COURSE_HOW_TO_JOIN_VALUE_INVALID",
        WARNING,
        _("“{value}” does not go with the way to join, or is too long. It is left out."),
    ),
    "RICHER_HOW_TO_JOIN_ZERO": Rule(
        "COURSE_HOW_TO_JOIN_ZERO",
        WARNING,
        _("The number has lost its first zero. It is read as {other}."),
    ),
    "RICHER_AGE_FROM": Rule("COURSE_AGE_INVALID", WARNING, _NUMBER),
    "RICHER_AGE_TO": Rule("COURSE_AGE_INVALID", WARNING, _NUMBER),
    "RICHER_AGE_ORDER": Rule(
        "COURSE_AGE_ORDER",
        WARNING,
        _("The highest age {value} is under the lowest, {other}. The highest is left out."),
    ),
    "RICHER_TAUGHT_IN": Rule(
        "COURSE_TAUGHT_IN_INVALID",
        WARNING,
        _("“{value}” is too long for the name of a language. It is left out."),
    ),
    "RICHER_WHAT_IT_OFFERS": Rule(
        "COURSE_WHAT_IT_OFFERS_INVALID",
        WARNING,
        _("“{value}” has words that we do not know. Only the known ones are kept."),
    ),
}
