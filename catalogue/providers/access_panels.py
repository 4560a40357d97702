"""The editors' panels for what a building offers: the same of a venue and of a place of help."""

from typing import Any

from django.utils.functional import Promise
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel

ACCESS_FIELDS = (
    "step_free_entrance",
    "lift",
    "accessible_toilet",
    "hearing_loop",
    "quiet_space",
    "prayer_room",
    "parking",
    "blue_badge_parking",
)


def access_panels(advice: str | Promise) -> list[Any]:
    """Return the panels: ``advice`` says whom to ask, and why not to guess."""
    return [
        HelpPanel(content=advice),
        FieldRowPanel([FieldPanel(name) for name in ACCESS_FIELDS[:4]]),
        FieldRowPanel([FieldPanel(name) for name in ACCESS_FIELDS[4:]]),
        FieldPanel("nearest_stop"),
        FieldPanel("access_notes"),
    ]
