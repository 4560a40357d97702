"""The editors' page of a vacancy."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    TabbedInterface,
)

from catalogue.vacancies.admin_forms import LocationForm, VacancyForm
from catalogue.vacancies.editors_words import held_labels, pay_warning
from catalogue.vacancies.models import MANUAL_SOURCE
from portal.core import clock


class StatePanel(Panel):
    """Whether it is shown, why not, and whether the pay is legal."""

    class BoundPanel(Panel.BoundPanel):
        """The panel for one vacancy."""

        template_name = "wagtailadmin/vacancies/state_panel.html"

        def is_shown(self) -> bool:
            """Hide it while the vacancy is new."""
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Give the status in words, the reasons and the warning."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            today: datetime.date = clock.today()
            return {
                **context,
                "status_label": self.instance.get_status_display(),
                "reasons": held_labels(self.instance),
                "pay_warning": pay_warning(self.instance, today=today),
                "source": self.instance.source,
                "is_imported": self.instance.source != MANUAL_SOURCE,
                "is_withdrawn_by_staff": self.instance.is_withdrawn_by_staff,
            }


class LocationsPanel(InlinePanel):
    """Places of work, put on the map by LocationForm."""

    def get_form_options(self) -> dict[str, Any]:
        """Give the inline form its class: Wagtail has no other way to choose one."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = LocationForm
        return options


WHAT_PANELS = [
    StatePanel(heading=_("State")),
    MultiFieldPanel(
        [
            FieldPanel("title", help_text=_("As people would say it.")),
            FieldPanel("kind"),
            FieldRowPanel([FieldPanel("closing_date"), FieldPanel("start_date")]),
            FieldRowPanel([FieldPanel("posted_date"), FieldPanel("checked_date")]),
            FieldPanel("positions"),
        ],
        heading=_("The vacancy"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("employer_name"),
            FieldPanel("is_employer_anonymous"),
            FieldPanel("employer"),
            FieldPanel("employer_description"),
            FieldPanel("employer_website"),
            FieldPanel("is_disability_confident"),
        ],
        heading=_("Employer"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("subject"),
            FieldPanel("level"),
            FieldRowPanel([FieldPanel("course_title"), FieldPanel("lars_code")]),
            FieldPanel("route"),
            FieldRowPanel([FieldPanel("provider_name"), FieldPanel("ukprn")]),
            FieldRowPanel([FieldPanel("duration_text"), FieldPanel("duration_months")]),
        ],
        heading=_("Subject and training"),
    ),
    MultiFieldPanel(
        [FieldPanel("apply_url"), FieldPanel("apply_instructions"), FieldPanel("source_url")],
        heading=_("How to apply"),
    ),
]
PAY_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("wage_type"),
            FieldPanel("wage_text"),
            FieldRowPanel([FieldPanel("wage_low_pence"), FieldPanel("wage_high_pence")]),
            FieldPanel("wage_unit"),
            FieldPanel("wage_note"),
        ],
        heading=_("Pay, only as the employer told it"),
    ),
    MultiFieldPanel([FieldPanel("hours_per_week"), FieldPanel("working_week")], heading=_("Hours")),
]
TEXT_PANELS = [
    FieldPanel("summary"),
    FieldPanel("description"),
    FieldPanel("training_description"),
    FieldPanel("outcome_description"),
    FieldPanel("things_to_consider"),
    FieldPanel("benefits"),
    FieldPanel("skills"),
    FieldPanel("qualifications"),
]
LOCATION_PANELS = [
    FieldPanel("address_line_1"),
    FieldPanel("address_line_2"),
    FieldRowPanel([FieldPanel("town"), FieldPanel("postcode")]),
]
WHERE_PANELS = [
    FieldPanel("is_national"),
    FieldPanel("national_details"),
    LocationsPanel("locations", LOCATION_PANELS, heading=_("Places of work"), label=_("Place")),
]

VACANCY_EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(WHAT_PANELS, heading=_("Vacancy")),
        ObjectList(PAY_PANELS, heading=_("Pay and hours")),
        ObjectList(TEXT_PANELS, heading=_("Texts")),
        ObjectList(WHERE_PANELS, heading=_("Where")),
    ],
    base_form_class=VacancyForm,
)
