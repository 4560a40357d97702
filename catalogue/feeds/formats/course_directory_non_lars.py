"""Courses without a LARS code, such as Skills Bootcamps (27 columns)."""

from catalogue.feeds.formats.base import FileFormat
from catalogue.feeds.formats.course_directory import COURSE_DIRECTORY
from catalogue.feeds.marks import gettext_noop as _

# The sectors of the national service. They equal the routes of Skills England.
SECTOR_CODES = frozenset(
    {
        "ENVIRONMENTAL",
        "BUSINESSADMIN",
        "CARE",
        "CATERINGHOSP",
        "CONSTRUCTION",
        "CREATIVE",
        "DIGITAL",
        "EDUCATION",
        "ENGMAN",
        "BEAUTY",
        "HEALTH",
        "LEGALFINANCE",
        "PROTECTIVE",
        "SALESMARKETING",
        "TRANSPORT",
    }
)

COURSE_DIRECTORY_NON_LARS = FileFormat(
    name="course-directory-non-lars",
    label=_("Course Directory, courses without a LARS code"),
    headings=(
        "COURSE_TYPE",
        "SECTOR",
        "EDUCATION_LEVEL",
        "AWARDING_BODY",
        *COURSE_DIRECTORY.headings[1:],
    ),
    has_lars=False,
    notes=(
        _(  # a test compares them with SECTOR_CODES
            "SECTOR is one of: BEAUTY, BUSINESSADMIN, CARE, CATERINGHOSP, CONSTRUCTION, CREATIVE, "
            "DIGITAL, EDUCATION, ENGMAN, ENVIRONMENTAL, HEALTH, LEGALFINANCE, PROTECTIVE, "
            "SALESMARKETING, TRANSPORT."
        ),
        _("EDUCATION_LEVEL is Entry level or 1 to 7, as a digit or in words."),
        _("An empty COURSE_NAME holds the row."),
    ),
)
