"""The Course Directory's file of venues (10 columns)."""

from catalogue.feeds.formats.base import FileFormat
from catalogue.feeds.marks import gettext_noop as _

VENUES = FileFormat(
    name="venues",
    label=_("Course Directory, venues"),
    headings=(
        "YOUR_VENUE_REFERENCE",
        "VENUE_NAME",
        "ADDRESS_LINE_1",
        "ADDRESS_LINE_2",
        "TOWN_OR_CITY",
        "COUNTY",
        "POSTCODE",
        "EMAIL",
        "PHONE",
        "WEBSITE",
    ),
    has_lars=False,
    notes=(
        _("A venue is found by its reference, else by its name. Load venues before courses."),
        _("Two rows of one name, or of one reference, hold both rows."),
    ),
)
