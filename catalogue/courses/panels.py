"""The editors' page of a course, from the name down to its runs."""

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)

from catalogue.courses.admin_forms import CourseForm, RunForm


class RunsPanel(InlinePanel):
    """Runs of a course, checked by RunForm."""

    def get_form_options(self) -> dict[str, Any]:
        """Give the inline form its class: Wagtail has no other way to choose one."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = RunForm
        return options


RUN_PANELS = [
    FieldRowPanel([FieldPanel("delivery_mode"), FieldPanel("status")]),
    FieldPanel("venue"),
    FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
    FieldRowPanel([FieldPanel("is_flexible_start"), FieldPanel("enrol_by_date")]),
    FieldRowPanel([FieldPanel("attendance_pattern"), FieldPanel("study_mode")]),
    FieldPanel("days_of_week"),
    FieldRowPanel([FieldPanel("start_time"), FieldPanel("end_time"), FieldPanel("hours_per_week")]),
    FieldRowPanel([FieldPanel("duration"), FieldPanel("duration_unit")]),
    FieldRowPanel([FieldPanel("cost_pence"), FieldPanel("cost_description")]),
    FieldPanel("funding_rules", widget=CheckboxSelectMultiple),
    FieldRowPanel([FieldPanel("places"), FieldPanel("places_left"), FieldPanel("waiting_weeks")]),
    FieldPanel("is_national"),
    FieldPanel("sub_regions"),
    FieldPanel("reference"),
]

WHAT_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("title", help_text=_("As people would say it, without codes.")),
            FieldPanel("provider"),
            FieldRowPanel(
                [
                    FieldPanel("status", help_text=_("Only live courses are on the site.")),
                    FieldPanel("checked_date", help_text=_("When somebody last checked it.")),
                ]
            ),
        ],
        heading=_("The course"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("subject"),
            FieldPanel("sectors", widget=CheckboxSelectMultiple),
            FieldPanel("course_type"),
            FieldPanel("level"),
            FieldRowPanel(
                [
                    FieldPanel("learn_aim_ref", help_text=_("Eight characters.")),
                    FieldPanel("qualification_title"),
                    FieldPanel("awarding_body"),
                ]
            ),
        ],
        heading=_("Subject and level"),
    ),
    MultiFieldPanel(
        [FieldPanel("esol"), FieldPanel("esol_levels"), FieldPanel("language_of_teaching")],
        heading=_("English classes"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("needs"),
            FieldRowPanel([FieldPanel("age_min"), FieldPanel("age_max")]),
        ],
        heading=_("Who it suits"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("how_to_join"),
            FieldPanel("join_value"),
            FieldPanel("webpage"),
        ],
        heading=_("How to join"),
    ),
    InlinePanel(
        "references",
        heading=_("The provider's references"),
        label=_("Reference"),
        help_text=_("A file from the provider finds this course by them."),
    ),
]

TEXT_PANELS = [
    FieldPanel("who_this_course_is_for"),
    FieldPanel("what_you_will_learn"),
    FieldPanel("how_you_will_learn"),
    MultiFieldPanel(
        [
            FieldPanel("you_need"),
            FieldPanel("it_helps"),
            FieldPanel("not_needed"),
            FieldPanel("entry_requirements"),
        ],
        heading=_("What people need to join"),
    ),
    FieldPanel("what_you_will_need_to_bring"),
    FieldPanel("how_you_will_be_assessed"),
    FieldPanel("where_next"),
]

COURSE_EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(WHAT_PANELS, heading=_("Course")),
        ObjectList(TEXT_PANELS, heading=_("Texts")),
        ObjectList(
            [RunsPanel("runs", RUN_PANELS, heading=_("When, where and how"), label=_("Run"))],
            heading=_("Runs"),
        ),
    ],
    base_form_class=CourseForm,
)
