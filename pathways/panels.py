"""The editors' pages of careers: a role and a pathway, from the words down to the rows."""

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

from pathways.admin_forms import PathwayForm, RoleForm, StageForm, StepForm
from portal.core.pages import BasePage
from portal.core.panels import RowsPanel

PROMOTE = ObjectList(BasePage.promote_panels, heading=_("Promote"))

_ROLE_WORDS = [
    *BasePage.content_panels,
    MultiFieldPanel(
        [
            FieldPanel("map_title"),
            FieldPanel("alternative_titles"),
            FieldPanel("hidden_alternative_titles"),
        ],
        heading=_("Names"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("overview", help_text=_("Two or three sentences, about 15 words each.")),
            FieldPanel("tasks"),
            FieldPanel("day_in_life", help_text=_("From the start of a shift to its end.")),
            FieldRowPanel([FieldPanel("working_environment"), FieldPanel("working_pattern")]),
        ],
        heading=_("The work"),
    ),
    MultiFieldPanel(
        [FieldPanel("you_need"), FieldPanel("it_helps"), FieldPanel("you_do_not_need")],
        heading=_("What it takes"),
    ),
]

_ROLE_WORK_AND_PAY = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("setting"), FieldPanel("soc2020")]),
            FieldRowPanel([FieldPanel("minimum_hours"), FieldPanel("maximum_hours")]),
        ],
        heading=_("The work"),
    ),
    RowsPanel(
        "pay",
        [FieldPanel("figure"), FieldPanel("note")],
        heading=_("Pay"),
        label=_("Pay figure"),
        help_text=_("The first one stands on cards and maps. Its source and date come with it."),
    ),
    RowsPanel(
        "role_skills",
        [FieldPanel("skill")],
        heading=_("Skills"),
        label=_("Skill"),
        help_text=_("Roles with the same skills are found by “I have a job”."),
    ),
    RowsPanel(
        "good_job_facts",
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("is_yes")]),
            FieldPanel("answer", help_text=_("One sentence. Say what is usual, not what may be.")),
            FieldRowPanel([FieldPanel("source_name"), FieldPanel("as_of_date")]),
            FieldPanel("source_url"),
        ],
        heading=_("Is it a good job?"),
        label=_("Answer"),
        help_text=_("Leave out what nobody knows. The page says “Not known”."),
    ),
]

_ROLE_NEXT_STEPS = [
    RowsPanel(
        "next_steps",
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("to_role")]),
            FieldRowPanel([FieldPanel("typical_months_min"), FieldPanel("typical_months_max")]),
            FieldPanel("the_same"),
            FieldPanel("you_would_need"),
            FieldPanel("course_words"),
        ],
        heading=_("Next steps"),
        label=_("Next step"),
        help_text=_("Steps up must not come back to this role. A role that is not live is hidden."),
        form_class=StepForm,
    ),
]

_ROLE_WHO_AND_WHERE = [
    RowsPanel(
        "entry_routes",
        [
            FieldPanel("kind"),
            FieldPanel("text", widget=AdminAutoHeightTextInput),
            FieldRowPanel([FieldPanel("link_text"), FieldPanel("link_url")]),
        ],
        heading=_("Ways in"),
        label=_("Way in"),
    ),
    RowsPanel(
        "checks",
        [FieldPanel("kind"), FieldPanel("text", widget=AdminAutoHeightTextInput)],
        heading=_("Checks"),
        label=_("Check"),
        help_text=_("What an employer checks before the first day."),
    ),
    MultiFieldPanel(
        [
            FieldPanel("match_words"),
            FieldPanel("match_not_words"),
            FieldPanel("match_subjects", widget=CheckboxSelectMultiple),
            FieldPanel("match_by_subject"),
            FieldRowPanel([FieldPanel("match_level_from"), FieldPanel("match_level_to")]),
        ],
        heading=_("Courses and jobs that lead here"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("live_job_terms"),
            FieldRowPanel([FieldPanel("is_in_nhs_jobs"), FieldPanel("has_apprenticeship")]),
        ],
        heading=_("Other sites"),
    ),
    FieldPanel(
        "checked_date", help_text=_("The day on which somebody last made sure of these facts.")
    ),
]

ROLE_EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(_ROLE_WORDS, heading=_("Words")),
        ObjectList(_ROLE_WORK_AND_PAY, heading=_("Work and pay")),
        ObjectList(_ROLE_NEXT_STEPS, heading=_("Next steps")),
        ObjectList(_ROLE_WHO_AND_WHERE, heading=_("Who and where")),
        PROMOTE,
    ],
    base_form_class=RoleForm,
)

_PATHWAY_WORDS = [
    *BasePage.content_panels,
    FieldPanel("what_it_is_like", help_text=_("Two or three sentences.")),
    FieldPanel("body", help_text=_("Below the map: what else people ask.")),
]

_PATHWAY_MAP = [
    HelpPanel(
        content=_(
            "Rows of the map are stages, columns are families. A map has room for 24 roles. Lines "
            "come from the next steps of each role. A role that is not live is not drawn."
        )
    ),
    RowsPanel(
        "placements",
        [FieldPanel("role"), FieldRowPanel([FieldPanel("stage"), FieldPanel("family")])],
        heading=_("Roles on the map"),
        label=_("Role"),
    ),
    RowsPanel(
        "stages",
        [
            FieldRowPanel([FieldPanel("stage"), FieldPanel("name")]),
            FieldPanel("summary"),
            FieldRowPanel([FieldPanel("level_from"), FieldPanel("level_to")]),
        ],
        heading=_("Stages"),
        label=_("Stage"),
        help_text=_("Only what differs from Start, Skilled, Senior and Lead."),
        form_class=StageForm,
    ),
]

_PATHWAY_WHO = [
    MultiFieldPanel(
        [FieldPanel("sector"), FieldPanel("part_of")],
        heading=_("Which sector"),
    ),
    RowsPanel(
        "employers",
        [FieldPanel("organisation")],
        heading=_("Employers who hire here"),
        label=_("Employer"),
    ),
    FieldPanel(
        "checked_date", help_text=_("The day on which somebody last made sure of these facts.")
    ),
]

PATHWAY_EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(_PATHWAY_WORDS, heading=_("Words")),
        ObjectList(_PATHWAY_MAP, heading=_("The map")),
        ObjectList(_PATHWAY_WHO, heading=_("Sector and employers")),
        PROMOTE,
    ],
    base_form_class=PathwayForm,
)
