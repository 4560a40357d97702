"""What can be wrong with a feed of courses besides what can be wrong with a spreadsheet."""

from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.rules.base import ERROR, WARNING, Rule

FEED_RULES: dict[str, Rule] = {
    "XCRI_NO_PRESENTATION": Rule(
        "FEED_NO_PRESENTATION",
        ERROR,
        _("The course has no presentation, so nothing says when or how it is taught. Add one."),
    ),
    "XCRI_PART_OF_DATE": Rule(
        "FEED_PART_OF_DATE",
        WARNING,
        _("“{value}” does not name a day. The date shows as not known. Write all of it in @dtf."),
    ),
    "XCRI_DATE_WORDS": Rule(
        "FEED_DATE_WORDS",
        WARNING,
        _("“{value}” cannot be read as a date. It is left out. Write it in @dtf, like 2027-09-21."),
    ),
    "XCRI_COST_ZERO": Rule(
        "FEED_COST_ZERO",
        WARNING,
        _("“{value}” is read as not known. Write 0.00 or Free when nobody pays."),
    ),
    "XCRI_DURATION_DISAGREES": Rule(
        "FEED_DURATION_DISAGREES",
        WARNING,
        _("The length is told twice and differs: {value}. The first one counts."),
    ),
    "XCRI_POINT_SWAPPED": Rule(
        "FEED_POINT_SWAPPED",
        WARNING,
        _(
            "Latitude and longitude of the place are the wrong way round: {value}. They are put "
            "right."
        ),
    ),
    "FEED_NO_DATE": Rule(
        "FEED_NO_DATE_AHEAD",
        WARNING,
        _("No date ahead is told. The class shows with its date as not known."),
    ),
    "FEED_NOT_READ": Rule(
        "FEED_ITEM_NOT_READ",
        ERROR,
        _("The item cannot be read, because: “{value}” Mend it in the system that makes the feed."),
    ),
    "FEED_NO_PLACE": Rule(
        "FEED_SERVICE_NO_PLACE",
        ERROR,
        _(
            "The service has no place and is not online, so nobody knows where to go. Give its "
            "place in service_at_locations, or say location_type “virtual” there."
        ),
    ),
    "FEED_CLOSED": Rule(
        "FEED_SERVICE_CLOSED",
        ERROR,
        _("The service is “{value}”, so it is not listed. Leave it out of the feed, or open it."),
    ),
}
