"""What can be wrong with the cells of a venue."""

from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.rules.base import CUT, ERROR, WARNING, Rule

VENUE_RULES: dict[str, Rule] = {
    "VENUE_REFERENCE_REQUIRED": Rule(
        "VENUE_PROVIDER_VENUE_REF_REQUIRED",
        WARNING,
        _("The venue has no reference. It is known by its name alone."),
    ),
    "VENUE_REFERENCE_TWICE": Rule(
        "VENUE_PROVIDER_VENUE_REF_UNIQUE",
        ERROR,
        _("Row {other} has the same venue reference. Give each venue its own."),
    ),
    "VENUE_NAME_REQUIRED": Rule(
        "VENUE_NAME_REQUIRED", ERROR, _("The venue has no name. Enter it.")
    ),
    "VENUE_NAME_TWICE": Rule(
        "VENUE_NAME_UNIQUE",
        ERROR,
        _("Row {other} has the same venue name. Give each its own name."),
    ),
    "VENUE_NAME_TAKEN": Rule(
        "VENUE_NAME_UNIQUE",
        ERROR,
        _("Another venue of the provider, which is not in this file, has this name already."),
    ),
    "VENUE_TEXT_LONG": Rule("VENUE_TEXT_MAXLENGTH", WARNING, CUT),
    "VENUE_ADDRESS_REQUIRED": Rule(
        "VENUE_ADDRESS_LINE1_REQUIRED", WARNING, _("The first line of the address is missing.")
    ),
    "VENUE_TOWN_REQUIRED": Rule("VENUE_TOWN_REQUIRED", WARNING, _("The town or city is missing.")),
    "VENUE_POSTCODE_REQUIRED": Rule(
        "VENUE_POSTCODE_REQUIRED",
        WARNING,
        _("The postcode is missing. Distances are counted from the town, if we know it."),
    ),
    "VENUE_POSTCODE_FORMAT": Rule(
        "VENUE_POSTCODE_FORMAT",
        WARNING,
        _("“{value}” is not a whole postcode, like WS1 1AA. It is left out."),
    ),
    "VENUE_NOT_LOCATED": Rule(
        "VENUE_NOT_LOCATED",
        WARNING,
        _("Neither “{value}” nor the town is on our map, so no distance can be shown."),
    ),
    "VENUE_EMAIL_FORMAT": Rule(
        "VENUE_EMAIL_FORMAT", WARNING, _("“{value}” is not an email address. It is left out.")
    ),
    "VENUE_PHONE_FORMAT": Rule(
        "VENUE_TELEPHONE_FORMAT", WARNING, _("“{value}” is not a phone number. It is left out.")
    ),
    "VENUE_PHONE_ZERO": Rule(
        "VENUE_TELEPHONE_ZERO",
        WARNING,
        _("The number has lost its first zero. It is read as {other}."),
    ),
    "VENUE_WEBSITE_FORMAT": Rule(
        "VENUE_WEBSITE_FORMAT",
        WARNING,
        _("“{value}” is not the address of a web page. It is left out."),
    ),
}
