"""What can be wrong with a vacancy, and with a set of pages."""

from catalogue.feeds.rules.base import CUT, ERROR, WARNING, Rule

LEFT_OUT = "It is left out."
VACANCY_RULES: dict[str, Rule] = {
    # The file
    "TRAILING_COMMA": Rule(
        "FILE_JSON_TRAILING_COMMA",
        WARNING,
        "A comma in line {line}, column {column_number} has nothing after it, so the file is not "
        "quite JSON. It was read as if the comma were not there.",
    ),
    "PAGES_MISSING": Rule(
        "VACANCY_PAGES_MISSING",
        WARNING,
        "The source says it has {other}, and the files hold {value}. Save the pages that are "
        "missing. Until then nothing is withdrawn.",
    ),
    "SHRUNK": Rule(
        "VACANCY_LIST_SHRANK",
        WARNING,
        "The list would withdraw {value} of {other} vacancies, which looks like a broken list. "
        "Nothing is withdrawn. If it is right, load it again with --allow-shrink.",
    ),
    # The row
    "NOT_A_VACANCY": Rule(
        "VACANCY_NOT_READABLE", ERROR, "An object is expected here, with the fields of a vacancy."
    ),
    "REFERENCE_MISSING": Rule(
        "VACANCY_REFERENCE_REQUIRED",
        ERROR,
        "The vacancy has no reference. Give each vacancy a code of its own, or a later file "
        "could not change it.",
    ),
    "REFERENCE_TOO_LONG": Rule(
        "VACANCY_REFERENCE_MAXLENGTH",
        ERROR,
        "The reference has {length} characters and the limit is {limit}. Use a shorter code.",
    ),
    "TITLE_MISSING": Rule("VACANCY_TITLE_REQUIRED", ERROR, "The vacancy has no title. Enter it."),
    "CLOSING_MISSING": Rule(
        "VACANCY_CLOSING_DATE_REQUIRED",
        ERROR,
        "There is no closing date, so the vacancy would never leave the site. Enter one.",
    ),
    "CLOSING_FORMAT": Rule(
        "VACANCY_CLOSING_DATE_INVALID",
        ERROR,
        "“{value}” is not a date. Write the last day to apply, like 21/09/2026.",
    ),
    "CLOSING_PAST": Rule(
        "VACANCY_CLOSED",
        WARNING,
        "The closing date {value} is in the past. The vacancy is kept, and search does not show "
        "it.",
    ),
    "DATE_FORMAT": Rule("VACANCY_DATE_INVALID", WARNING, "“{value}” is not a date. " + LEFT_OUT),
    "START_BEFORE_CLOSING": Rule(
        "VACANCY_START_BEFORE_CLOSING",
        WARNING,
        "The work starts on {value}, before the closing date {other}. Both are kept as told.",
    ),
    "KIND_FORMAT": Rule(
        "VACANCY_KIND_INVALID",
        ERROR,
        "“{value}” is not a kind of vacancy. Write Job or Apprenticeship.",
    ),
    "NOT_WORDS": Rule(
        "VACANCY_VALUE_TYPE", WARNING, "{value} stands where words are expected. " + LEFT_OUT
    ),
    "KEY_TWICE": Rule(
        "VACANCY_FIELD_TWICE",
        WARNING,
        "The field {value} stands in the vacancy more than once. The last one is read.",
    ),
    "TEXT_LONG": Rule("VACANCY_TEXT_MAXLENGTH", WARNING, CUT),
    "TEXT_HALF_CHARACTERS": Rule(
        "CELL_LOST_CHARACTERS",
        WARNING,
        "Characters of this text were lost before it came to us. Ask the source for it again.",
    ),
    "LEVEL_FORMAT": Rule(
        "VACANCY_LEVEL_INVALID",
        WARNING,
        "“{value}” is not a level. Write a number from 1 to 7. It shows as not known.",
    ),
    "UKPRN_FORMAT": Rule(
        "VACANCY_UKPRN_INVALID",
        WARNING,
        "“{value}” is not a UKPRN, which has 8 digits. " + LEFT_OUT,
    ),
    "WAGE_TYPE_FORMAT": Rule(
        "VACANCY_WAGE_TYPE_INVALID", WARNING, "“{value}” is not a kind of wage. " + LEFT_OUT
    ),
    "WAGE_UNIT_FORMAT": Rule(
        "VACANCY_WAGE_UNIT_INVALID",
        WARNING,
        "“{value}” does not say for what time the wage is paid. It shows as not known.",
    ),
    "WAGE_FORMAT": Rule(
        "VACANCY_WAGE_INVALID", WARNING, "“{value}” is not an amount in pounds. " + LEFT_OUT
    ),
    "WAGE_TURNED": Rule(
        "VACANCY_WAGE_RANGE",
        WARNING,
        "The highest wage is under the lowest. The figures are left out, and words are kept.",
    ),
    "PAY_UNDER_FLOOR": Rule(
        "VACANCY_PAY_UNDER_MINIMUM",
        WARNING,
        "The pay comes to {value} an hour. The legal minimum from {date} is {other}. Ask the "
        "employer.",
    ),
    "PAY_UNDER_ADULT": Rule(
        "VACANCY_PAY_UNDER_ADULT_MINIMUM",
        WARNING,
        "The pay comes to {value} an hour. The legal minimum at 21 and over from {date} is "
        "{other}, so it is legal for younger people only.",
    ),
    "HOURS_FORMAT": Rule(
        "VACANCY_HOURS_INVALID",
        WARNING,
        "“{value}” is not a number of hours in a week. It shows as not known.",
    ),
    "POSITIONS_FORMAT": Rule(
        "VACANCY_POSITIONS_INVALID",
        WARNING,
        "“{value}” is not a number of positions. It shows as not known.",
    ),
    "YES_NO": Rule(
        "VACANCY_YES_NO_INVALID", WARNING, "“{value}” is neither Yes nor No. It is read as No."
    ),
    "LINK_FORMAT": Rule(
        "VACANCY_LINK_INVALID",
        WARNING,
        "“{value}” is not the address of a web page. " + LEFT_OUT,
    ),
    "POSTCODE_FORMAT": Rule(
        "VACANCY_POSTCODE_INVALID",
        WARNING,
        "“{value}” is not a postcode, like WS1 1AA. " + LEFT_OUT,
    ),
    "POINT_FORMAT": Rule(
        "VACANCY_LOCATION_INVALID",
        WARNING,
        "The point {value} is not in Great Britain. The address is used instead.",
    ),
    "NO_PLACE": Rule(
        "VACANCY_PLACE_MISSING",
        WARNING,
        "The vacancy has no place of work and is not national. The place shows as not known.",
    ),
    "NOT_NAMED_APPRENTICESHIP": Rule(
        "VACANCY_NOT_NAMED_APPRENTICESHIP",
        WARNING,
        "Neither title nor summary speaks of an apprenticeship, and there is no standard. Check "
        "its kind.",
    ),
    "SAME_REFERENCE": Rule(
        "VACANCY_REFERENCE_SHARED",
        WARNING,
        "An earlier row has the reference {value} and another title. They are one vacancy, with "
        "the first title.",
    ),
    "WITHDRAWN_BY_STAFF": Rule(
        "VACANCY_WITHDRAWN_BY_STAFF",
        WARNING,
        "A moderator withdrew this vacancy. It stays withdrawn.",
    ),
    "HELD_FOR_CHECK": Rule(
        "VACANCY_HELD", ERROR, "A person has to check this vacancy before it is shown: {other}."
    ),
}
