"""What can be wrong with a feed of courses besides what can be wrong with a spreadsheet."""

from catalogue.feeds.rules.base import ERROR, WARNING, Rule

FEED_RULES: dict[str, Rule] = {
    "XCRI_NO_PRESENTATION": Rule(
        "FEED_NO_PRESENTATION",
        ERROR,
        "The course has no presentation, so nothing says when or how it is taught. Add one.",
    ),
    "XCRI_PART_OF_DATE": Rule(
        "FEED_PART_OF_DATE",
        WARNING,
        "“{value}” does not name a day. The date shows as not known. Write all of it in @dtf.",
    ),
    "XCRI_DATE_WORDS": Rule(
        "FEED_DATE_WORDS",
        WARNING,
        "“{value}” cannot be read as a date. It is left out. Write it in @dtf, like 2027-09-21.",
    ),
    "XCRI_COST_ZERO": Rule(
        "FEED_COST_ZERO",
        WARNING,
        "“{value}” is read as not known. Write 0.00 or Free when nobody pays.",
    ),
    "XCRI_DURATION_DISAGREES": Rule(
        "FEED_DURATION_DISAGREES",
        WARNING,
        "The length is told twice and differs: {value}. The first one counts.",
    ),
    "XCRI_POINT_SWAPPED": Rule(
        "FEED_POINT_SWAPPED",
        WARNING,
        "Latitude and longitude of the place are the wrong way round: {value}. They are put right.",
    ),
    "FEED_NO_DATE": Rule(
        "FEED_NO_DATE_AHEAD",
        WARNING,
        "No date ahead is told. The class shows with its date as not known.",
    ),
    "FEED_NOT_READ": Rule(
        "FEED_ITEM_NOT_READ",
        ERROR,
        "The item cannot be read, because: “{value}” Mend it in the system that makes the feed.",
    ),
    "FEED_CLOSED": Rule(
        "FEED_SERVICE_CLOSED",
        ERROR,
        "The service is “{value}”, so it is not listed. Leave it out of the feed, or open it.",
    ),
}
