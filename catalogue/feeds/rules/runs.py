"""What can be wrong with the cells of a run."""

from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.rules.base import CUT, ERROR, NO_TAGS, ODD_NAME, WARNING, Rule

RUN_RULES: dict[str, Rule] = {
    "NAME_REQUIRED": Rule(
        "COURSERUN_COURSE_NAME_REQUIRED",
        ERROR,
        _("The course has no name and no LARS title to take its place. Enter the course name."),
    ),
    "NAME_LONG": Rule("COURSERUN_COURSE_NAME_MAXLENGTH", WARNING, CUT),
    "NAME_FORMAT": Rule("COURSERUN_COURSE_NAME_FORMAT", WARNING, ODD_NAME),
    "NAME_TAGS": Rule("COURSERUN_COURSE_NAME_FORMAT", WARNING, NO_TAGS),
    "REFERENCE_LONG": Rule("COURSERUN_PROVIDER_COURSE_REF_MAXLENGTH", WARNING, CUT),
    "REFERENCE_FORMAT": Rule("COURSERUN_PROVIDER_COURSE_REF_FORMAT", WARNING, ODD_NAME),
    "DELIVERY_MODE": Rule(
        "COURSERUN_DELIVERY_MODE_REQUIRED",
        ERROR,
        _(
            "“{value}” does not say how the course is taught. Write Classroom, Online, Work based "
            "or Blended learning."
        ),
    ),
    "START_REQUIRED": Rule(
        "COURSERUN_START_DATE_REQUIRED",
        WARNING,
        _("There is no start date and no flexible start. The date shows as not known."),
    ),
    "START_NOT_ALLOWED": Rule(
        "COURSERUN_START_DATE_NOT_ALLOWED",
        WARNING,
        _("A course with a flexible start has no start date. The date is left out."),
    ),
    "START_INVALID": Rule(
        "COURSERUN_START_DATE_INVALID",
        ERROR,
        _("“{value}” is not a date. Write day, month and year, like 21/09/2026."),
    ),
    "START_PAST": Rule(
        "COURSERUN_START_DATE_INVALID",
        WARNING,
        _("The start date {value} is in the past. The run is kept, and search does not show it."),
    ),
    "START_FAR": Rule(
        "COURSERUN_START_DATE_FAR",
        ERROR,
        _("The start date {value} is more than {limit} years away. Check the year."),
    ),
    "START_US": Rule(
        "COURSERUN_START_DATE_US_ORDER",
        WARNING,
        _("The date is written month first, as the old export did. It is read as {other}."),
    ),
    "FLEXIBLE": Rule(
        "COURSERUN_FLEXIBLE_START_DATE_REQUIRED",
        WARNING,
        _("“{value}” is neither Yes nor No. It is read as No."),
    ),
    "VENUE_REQUIRED": Rule(
        "COURSERUN_VENUE_REQUIRED",
        ERROR,
        _("A course in a classroom needs a venue. Enter the name or reference of one."),
    ),
    "VENUE_UNKNOWN": Rule(
        "COURSERUN_VENUE_NAME_INVALID",
        ERROR,
        _(
            "The provider has no venue named “{value}”. Load the venues file first, or correct the "
            "name."
        ),
    ),
    "VENUE_NEEDS_POSTCODE": Rule(
        "COURSERUN_VENUE_POSTCODE_REQUIRED",
        ERROR,
        _(
            "The place “{value}” is new here. Enter its postcode too, or the name of one of your "
            "places."
        ),
    ),
    "VENUE_POSTCODE_WRONG": Rule(
        "COURSERUN_VENUE_POSTCODE_FORMAT",
        WARNING,
        _("“{value}” is not a whole postcode, like WS1 1AA. It is left out."),
    ),
    "VENUE_OTHER_POSTCODE": Rule(
        "COURSERUN_VENUE_POSTCODE_DIFFERS",
        WARNING,
        _(
            "The place has the postcode {other} here, not {value}. It stays as it is. Give another "
            "place another name."
        ),
    ),
    "VENUE_REF_UNKNOWN": Rule(
        "COURSERUN_PROVIDER_VENUE_REF_INVALID",
        ERROR,
        _("The provider has no venue with the reference “{value}”. Correct the reference."),
    ),
    "VENUE_DISAGREE": Rule(
        "COURSERUN_VENUE_NAME_NOT_ALLOWED_WITH_REF",
        ERROR,
        _("The venue name and the venue reference {other} mean two venues. Leave one of them out."),
    ),
    "VENUE_NOT_ALLOWED": Rule(
        "COURSERUN_VENUE_NAME_NOT_ALLOWED",
        WARNING,
        _("A course online or at work has no venue. The venue is left out."),
    ),
    "VENUE_REF_NOT_ALLOWED": Rule(
        "COURSERUN_PROVIDER_VENUE_REF_NOT_ALLOWED",
        WARNING,
        _("A course online or at work has no venue. The venue is left out."),
    ),
    "NATIONAL_REQUIRED": Rule(
        "COURSERUN_NATIONAL_DELIVERY_REQUIRED",
        WARNING,
        _("The row does not say where training at work is offered. The place shows as not known."),
    ),
    "NATIONAL_NOT_ALLOWED": Rule(
        "COURSERUN_NATIONAL_DELIVERY_NOT_ALLOWED",
        WARNING,
        _("National delivery is only for training at work. The value is left out."),
    ),
    "NATIONAL_INVALID": Rule(
        "COURSERUN_NATIONAL_DELIVERY_REQUIRED",
        WARNING,
        _("“{value}” is neither Yes nor No. It is read as No."),
    ),
    "SUBREGIONS_REQUIRED": Rule(
        "COURSERUN_SUBREGIONS_REQUIRED",
        WARNING,
        _("The row does not name the areas of training at work. The place shows as not known."),
    ),
    "SUBREGIONS_NOT_ALLOWED": Rule(
        "COURSERUN_SUBREGIONS_NOT_ALLOWED",
        WARNING,
        _("Areas are only for training at work that is not offered everywhere. They are left out."),
    ),
    "SUBREGIONS_INVALID": Rule(
        "COURSERUN_SUBREGIONS_INVALID",
        WARNING,
        _("{other} is not the name of an area. It is left out, and the other areas are kept."),
    ),
    "WEBPAGE_REQUIRED": Rule(
        "COURSERUN_COURSE_WEB_PAGE_REQUIRED", WARNING, _("The web page of the course is missing.")
    ),
    "WEBPAGE_FORMAT": Rule(
        "COURSERUN_COURSE_WEB_PAGE_FORMAT",
        WARNING,
        _("“{value}” is not the address of a web page. It is left out."),
    ),
    "WEBPAGE_LONG": Rule(
        "COURSERUN_COURSE_WEB_PAGE_MAXLENGTH",
        WARNING,
        _("The address has {length} characters and the limit is {limit}. It is left out."),
    ),
    "COST_REQUIRED": Rule(
        "COURSERUN_COST_REQUIRED",
        WARNING,
        _("There is no cost and no description of it. The cost shows as not known."),
    ),
    "COST_TO_COME": Rule(
        "COURSERUN_COST_TO_COME",
        WARNING,
        _("“{value}” is not a cost yet. The cost shows as not known."),
    ),
    "COST_INVALID": Rule(
        "COURSERUN_COST_INVALID",
        ERROR,
        _(
            "“{value}” is not a cost. Write pounds and pence, like 1250.00, and put words into "
            "COST_DESCRIPTION."
        ),
    ),
    "COST_HIGH": Rule(
        "COURSERUN_COST_HIGH",
        ERROR,
        _(
            "“{value}” is more than £{limit}. Check the figure. If it is right, leave the cell "
            "empty and write it into COST_DESCRIPTION."
        ),
    ),
    "COST_DESCRIPTION_LONG": Rule("COURSERUN_COST_DESCRIPTION_MAXLENGTH", WARNING, CUT),
    "DURATION_REQUIRED": Rule(
        "COURSERUN_DURATION_REQUIRED", WARNING, _("The length is missing. It shows as not known.")
    ),
    "DURATION_RANGE": Rule(
        "COURSERUN_DURATION_RANGE",
        ERROR,
        _("“{value}” is not a length. Enter a whole number from 1 to 999."),
    ),
    "DURATION_UNIT": Rule(
        "COURSERUN_DURATION_UNIT_REQUIRED",
        ERROR,
        _("“{value}” is not a unit of length. Write Minutes, Hours, Days, Weeks, Months or Years."),
    ),
    "DURATION_LONG": Rule(
        "COURSERUN_DURATION_LONG",
        ERROR,
        _("A length of “{value}” is more than {limit} years. Check the number and the unit."),
    ),
    "UNIT_ALONE": Rule(
        "COURSERUN_DURATION_REQUIRED", WARNING, _("A unit stands without a length. It is left out.")
    ),
    "STUDY_MODE": Rule(
        "COURSERUN_STUDY_MODE_REQUIRED",
        WARNING,
        _("“{value}” is not Full time, Part time or Flexible. It shows as not known."),
    ),
    "ATTENDANCE": Rule(
        "COURSERUN_ATTENDANCE_PATTERN_REQUIRED",
        WARNING,
        _(
            "“{value}” is not Daytime, Evening, Weekend or Day/Block release. It shows as not "
            "known."
        ),
    ),
}
