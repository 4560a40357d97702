"""The editors' page of an event: a careers fair from its words to its stands."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.widgets import AdminAutoHeightTextInput

from catalogue.events.admin_forms import EventForm
from catalogue.events.admin_row_forms import DateChangeForm, SessionForm
from portal.core.pages import BasePage
from portal.core.panels import RowsPanel

_WORDS = [
    *BasePage.content_panels,
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("audience")]),
            FieldPanel("audience_note"),
        ],
        heading=_("What it is and who it is for"),
    ),
    FieldPanel("body", help_text=_("What people can do there. Short parts with headings.")),
    FieldPanel("bring", widget=AdminAutoHeightTextInput),
    MultiFieldPanel(
        [
            FieldPanel("organiser"),
            FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_phone")]),
            FieldPanel("contact_email", help_text=_("People see it. Use one of the team.")),
        ],
        heading=_("Who runs it"),
    ),
]

_WHEN_AND_WHERE = [
    MultiFieldPanel(
        [
            HelpPanel(content=_("Times are those of the clock in England, in summer and winter.")),
            FieldRowPanel([FieldPanel("first_start"), FieldPanel("first_end")]),
            FieldRowPanel(
                [
                    FieldPanel("doors_minutes", help_text=_("0: with the start.")),
                    FieldPanel("arrival_note"),
                ]
            ),
            FieldRowPanel([FieldPanel("repeats"), FieldPanel("repeat_until")]),
        ],
        heading=_("When"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("attendance_mode"),
            FieldPanel(
                "venue",
                help_text=_(
                    "Step-free, toilets, hearing loop, parking and the nearest stop come with it."
                ),
            ),
            FieldPanel("room"),
            FieldPanel("getting_there", help_text=_("What the map does not say.")),
            FieldPanel("online_url"),
        ],
        heading=_("Where"),
    ),
    RowsPanel(
        "date_changes",
        [
            FieldRowPanel([FieldPanel("on_date"), FieldPanel("kind")]),
            FieldRowPanel([FieldPanel("new_start"), FieldPanel("new_end")]),
            FieldPanel("reason", help_text=_("Everybody who booked this date reads it.")),
        ],
        heading=_("Dates that differ"),
        label=_("Date"),
        help_text=_("One date of a series that is cancelled or moved, or an extra one."),
        form_class=DateChangeForm,
    ),
    MultiFieldPanel(
        [
            HelpPanel(
                content=_(
                    "This is about every date ahead. For one date of a series use “Dates that "
                    "differ”. For a new time change “Starts” and “Ends”: the page shows the old "
                    "time too. Everybody who booked is told once, when you publish."
                )
            ),
            FieldPanel("status"),
            FieldPanel("status_reason"),
        ],
        heading=_("Does it take place?"),
    ),
]

_ACCESS = [
    HelpPanel(
        content=_(
            "Say “Yes” only to what is arranged. “Ask us” shows your phone number. What the "
            "building offers stands with the venue."
        )
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("bsl"), FieldPanel("captions")]),
            FieldPanel("interpreters"),
            FieldPanel("languages_spoken"),
            FieldPanel(
                "request_by_days",
                help_text=_("Interpreters are booked weeks before. 14 days are usual."),
            ),
        ],
        heading=_("Language"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("quiet_from"), FieldPanel("quiet_until")]),
            FieldPanel("quiet_room"),
            FieldPanel("quiet_note"),
        ],
        heading=_("Quiet time"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("children_welcome"), FieldPanel("creche")]),
            FieldPanel("children_note"),
            FieldPanel("food"),
            FieldPanel("food_note"),
        ],
        heading=_("Children and food"),
    ),
    FieldPanel("access_note"),
]

_BOOKING = [
    MultiFieldPanel(
        [
            FieldPanel("booking"),
            FieldPanel("external_booking_url"),
            FieldRowPanel([FieldPanel("capacity"), FieldPanel("largest_party")]),
            FieldRowPanel([FieldPanel("has_waiting_list"), FieldPanel("bookings_close_hours")]),
            FieldPanel("walk_in_note"),
        ],
        heading=_("Places"),
    ),
    MultiFieldPanel([FieldPanel("cost_pence"), FieldPanel("cost_note")], heading=_("Price")),
    RowsPanel(
        "sessions",
        [
            FieldPanel("title"),
            FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
            FieldRowPanel([FieldPanel("room"), FieldPanel("speaker")]),
            FieldPanel("summary"),
            FieldPanel("capacity"),
        ],
        heading=_("Talks and workshops"),
        label=_("Talk or workshop"),
        help_text=_("Inside the event. Those with places of their own are chosen when booking."),
        form_class=SessionForm,
    ),
]

_WHO_COMES = [
    RowsPanel(
        "exhibitors",
        [
            FieldPanel("organisation"),
            FieldRowPanel([FieldPanel("stand"), FieldPanel("jobs_count")]),
            FieldPanel("roles_wanted", widget=AdminAutoHeightTextInput),
            FieldPanel("languages_spoken"),
            FieldRowPanel([FieldPanel("contact_name"), FieldPanel("contact_phone")]),
            FieldPanel("contact_email"),
        ],
        heading=_("Employers and colleges with a stand"),
        label=_("Exhibitor"),
        help_text=_("Choose an organisation once added, at any event. Their contact is not shown."),
    ),
    FieldPanel("sectors", widget=CheckboxSelectMultiple),
    RowsPanel(
        "event_roles",
        [FieldPanel("role")],
        heading=_("Roles people can ask about"),
        label=_("Role"),
        help_text=_("The event is shown on the page of each."),
    ),
]

_SETTINGS = [*BasePage.promote_panels, FieldPanel("is_template")]

EVENT_EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(_WORDS, heading=_("Words")),
        ObjectList(_WHEN_AND_WHERE, heading=_("When and where")),
        ObjectList(_ACCESS, heading=_("Access")),
        ObjectList(_BOOKING, heading=_("Booking")),
        ObjectList(_WHO_COMES, heading=_("Who comes")),
        ObjectList(_SETTINGS, heading=_("Settings")),
    ],
    base_form_class=EventForm,
)
