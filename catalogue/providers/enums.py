"""Closed vocabularies of organisations and venues."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What sort of body an organisation is."""

    COLLEGE = "COLLEGE", _("College")
    UNIVERSITY = "UNIVERSITY", _("University")
    TRAINING_PROVIDER = "TRAINING_PROVIDER", _("Training provider")
    COUNCIL = "COUNCIL", _("Council adult learning")
    COMMUNITY = "COMMUNITY", _("Charity or community group")
    EMPLOYER = "EMPLOYER", _("Employer")
    NHS = "NHS", _("NHS")
    JOBCENTRE = "JOBCENTRE", _("Jobcentre")
    COMBINED_AUTHORITY = "COMBINED_AUTHORITY", _("Combined authority")
    SCHOOL = "SCHOOL", _("School")


class VenueType(models.TextChoices):
    """What sort of place a venue is, as learners would say it."""

    CAMPUS = "CAMPUS", _("College or training centre")
    COMMUNITY = "COMMUNITY", _("Community place")
    LIBRARY = "LIBRARY", _("Library")
    WORKPLACE = "WORKPLACE", _("Workplace")
    ONLINE_ROOM = "ONLINE_ROOM", _("Online room")
    JOBCENTRE = "JOBCENTRE", _("Jobcentre")


class Answer(models.TextChoices):
    """An access fact: never guessed, so not known is an answer."""

    YES = "YES", _("Yes")
    NO = "NO", _("No")
    UNKNOWN = "UNKNOWN", _("Not known")
