"""Closed vocabularies of the floor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceKind(models.TextChoices):
    """From the largest to the smallest. An outward code is the first half of a postcode."""

    REGION = "REGION", _("Region")
    COMBINED_AUTHORITY = "COMBINED_AUTHORITY", _("Combined authority")
    COUNCIL = "COUNCIL", _("Council")
    TOWN = "TOWN", _("Town")
    NEIGHBOURHOOD = "NEIGHBOURHOOD", _("Neighbourhood")
    OUTWARD_CODE = "OUTWARD_CODE", _("Part postcode")


class SectorMotif(models.TextChoices):
    """The drawings a sector's tile can have: ``static/art/sector-<value in small letters>.svg``."""

    HEALTH = "HEALTH", _("Health")
    CARE = "CARE", _("Care")
    DIGITAL = "DIGITAL", _("Digital")
    MAKING = "MAKING", _("Making things")
    BUILD = "BUILD", _("Building")
    MOVE = "MOVE", _("Moving goods and people")
    FOOD = "FOOD", _("Food")
    OFFICE = "OFFICE", _("Office")
