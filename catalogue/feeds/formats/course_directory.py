"""Courses with a LARS code, as "Publish to the course directory" takes them (24 columns)."""

from catalogue.feeds.formats.base import ATTENDANCE, COURSE_TEXTS, RUN_END, FileFormat
from catalogue.feeds.marks import gettext_noop as _

COURSE_DIRECTORY = FileFormat(
    name="course-directory",
    label=_("Course Directory, courses with a LARS code"),
    headings=(
        "LARS_QAN",
        "WHO_THIS_COURSE_IS_FOR",
        *COURSE_TEXTS,
        "COURSE_NAME",
        "YOUR_REFERENCE",
        "DELIVERY_MODE",
        "START_DATE",
        "FLEXIBLE_START_DATE",
        "VENUE_NAME",
        "YOUR_VENUE_REFERENCE",
        "NATIONAL_DELIVERY",
        "SUB_REGION",
        "COURSE_WEBPAGE",
        *RUN_END,
        ATTENDANCE,
    ),
    notes=(_("An empty COURSE_NAME is filled with the LARS title."),),
)
