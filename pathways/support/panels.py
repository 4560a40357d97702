"""The editors' pages of schemes and places of help."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.admin.widgets.slug import SlugInput

from catalogue.providers.access_panels import access_panels
from pathways.support.admin_forms import (
    ClosureForm,
    HelpPointForm,
    HoursForm,
    ProgrammeForm,
)
from portal.core.pages import BasePage
from portal.core.panels import RowsPanel

_SCHEME_WORDS = [
    *BasePage.content_panels,
    MultiFieldPanel(
        [FieldPanel("short_name"), FieldPanel("also_known_as")], heading=_("Other names")
    ),
    MultiFieldPanel(
        [
            FieldPanel("what_you_get"),
            FieldPanel("support_with_costs"),
            FieldPanel(
                "what_becomes_required",
                help_text=_("What a person must do once they said yes. Empty: nothing."),
            ),
        ],
        heading=_("What it is"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("eligibility_text"),
            FieldPanel("you_need"),
            FieldPanel("it_helps"),
            FieldPanel("you_do_not_need"),
        ],
        heading=_("Who can join, in words"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("run_by"), FieldPanel("paid_for_by")]),
            FieldPanel("contact_name"),
        ],
        heading=_("Who runs it"),
    ),
    FieldPanel("what_happened"),
    FieldPanel("body"),
]

_SCHEME_DATES = [
    HelpPanel(
        content=_(
            "Planned, open, closing and closed follow from these days. From the day after the last "
            "day the page says that the scheme is closed, and shows what to use now."
        )
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("opens_date"), FieldPanel("closes_date")]),
            FieldRowPanel([FieldPanel("next_intake_date"), FieldPanel("join_by_date")]),
            FieldRowPanel([FieldPanel("weeks"), FieldPanel("places"), FieldPanel("places_left")]),
            FieldPanel("part_of_plan"),
        ],
        heading=_("Days and places"),
    ),
    RowsPanel(
        "replacements",
        [FieldPanel("replaced_by"), FieldPanel("note")],
        heading=_("What to use now"),
        label=_("Scheme to use now"),
        help_text=_("A closed scheme names at least one."),
    ),
    RowsPanel(
        "steps",
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("weeks")]),
            FieldPanel("title"),
            FieldPanel("text", widget=AdminAutoHeightTextInput),
        ],
        heading=_("Steps"),
        label=_("Step"),
        help_text=_("In the order in which people meet them."),
    ),
    FieldRowPanel([FieldPanel("is_voluntary"), FieldPanel("has_guaranteed_interview")]),
]

_SCHEME_WHO = [
    HelpPanel(content=_("The checker “Can I join?” reads these. Empty means no rule.")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("min_age"), FieldPanel("max_age")]),
            FieldRowPanel([FieldPanel("work_condition"), FieldPanel("benefit_condition")]),
            FieldRowPanel(
                [FieldPanel("months_out_of_work_min"), FieldPanel("earnings_below_pounds")]
            ),
            FieldPanel("areas"),
            FieldPanel("rules_as_of_date", help_text=_("The day on which these rules held.")),
        ],
        heading=_("Who can join, as rules"),
    ),
    RowsPanel(
        "deliveries",
        [
            FieldPanel("place"),
            FieldPanel("run_by"),
            FieldRowPanel([FieldPanel("phone"), FieldPanel("website")]),
        ],
        heading=_("Who runs it where"),
        label=_("Place"),
    ),
]

_SCHEME_LINKS = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("contact_phone"), FieldPanel("contact_email")]),
            FieldPanel("apply_url"),
        ],
        heading=_("How to join"),
    ),
    MultiFieldPanel([FieldPanel("sectors"), FieldPanel("roles")], heading=_("Where it leads")),
    MultiFieldPanel([FieldPanel("course_type"), FieldPanel("course_words")], heading=_("Courses")),
    MultiFieldPanel(
        [
            FieldPanel("source_name"),
            FieldPanel("source_url"),
            FieldPanel("checked_date", help_text=_("When somebody last compared it.")),
        ],
        heading=_("How we know"),
    ),
]

PROGRAMME_EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(_SCHEME_WORDS, heading=_("Words")),
        ObjectList(_SCHEME_DATES, heading=_("Days and steps")),
        ObjectList(_SCHEME_WHO, heading=_("Who can join")),
        ObjectList(_SCHEME_LINKS, heading=_("Where it leads")),
        ObjectList(BasePage.promote_panels, heading=_("Promote")),
    ],
    base_form_class=ProgrammeForm,
)

_POINT_WHAT = [
    MultiFieldPanel(
        [
            TitleFieldPanel("name", targets=["slug"], placeholder=False),
            FieldPanel("slug", widget=SlugInput, help_text=_("Part of web addresses.")),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("is_live")]),
            FieldPanel("organisation_name"),
            FieldPanel("summary", help_text=_("One sentence.")),
        ],
        heading=_("What it is"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("contact_role"),
            FieldRowPanel([FieldPanel("needs_appointment"), FieldPanel("has_computers")]),
            FieldRowPanel([FieldPanel("age_min"), FieldPanel("age_max")]),
            FieldPanel("languages_spoken"),
        ],
        heading=_("Who helps, and whom"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("address"),
            FieldPanel("postcode"),
            HelpPanel(content=_("Leave the rest empty to place it by its postcode.")),
            FieldPanel("council"),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            FieldPanel("is_location_approximate"),
        ],
        heading=_("Where it is"),
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]), FieldPanel("website")],
        heading=_("How to reach it"),
    ),
    FieldPanel("checked_date", help_text=_("When somebody last asked the place.")),
]

_POINT_HOURS = [
    RowsPanel(
        "opening_hours",
        [
            FieldRowPanel([FieldPanel("weekday"), FieldPanel("opens"), FieldPanel("closes")]),
            FieldPanel("note"),
        ],
        heading=_("Opening hours"),
        label=_("Time"),
        help_text=_("Two rows of one day make a lunch break. A day without a row is closed."),
        form_class=HoursForm,
    ),
    RowsPanel(
        "closures",
        [FieldRowPanel([FieldPanel("from_date"), FieldPanel("to_date")]), FieldPanel("reason")],
        heading=_("Closed days"),
        label=_("Closed days"),
        help_text=_("Holidays and repairs, first and last day included."),
        form_class=ClosureForm,
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("open_from_date"), FieldPanel("open_until_date")])],
        heading=_("A temporary place"),
    ),
]

_POINT_ACCESS = access_panels(
    _(
        "Ask the place. Leave “Not known” until somebody has answered: a guess can send a "
        "person to a door they cannot use."
    )
)

HELP_POINT_EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(_POINT_WHAT, heading=_("Place")),
        ObjectList(_POINT_HOURS, heading=_("Hours")),
        ObjectList(_POINT_ACCESS, heading=_("Access")),
    ],
    base_form_class=HelpPointForm,
)
