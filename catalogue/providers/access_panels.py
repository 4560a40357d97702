"""The editors' panels for what a building offers: the same of a venue and of a place of help."""

from typing import Any

from django.utils.functional import Promise
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel

from catalogue.providers.enums import ACCESS_ANSWERS


def access_panels(advice: str | Promise) -> list[Any]:
    """Return the panels: ``advice`` says whom to ask, and why not to guess."""
    return [
        HelpPanel(content=advice),
        FieldRowPanel([FieldPanel(name) for name in ACCESS_ANSWERS[:4]]),
        FieldRowPanel([FieldPanel(name) for name in ACCESS_ANSWERS[4:]]),
        FieldPanel("nearest_stop"),
        FieldPanel("access_notes"),
    ]
