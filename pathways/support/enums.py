"""Closed vocabularies of schemes and help."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProgrammeStatus(models.TextChoices):
    """Where a scheme stands on a day. Never stored: it follows from the dates."""

    PLANNED = "PLANNED", _("Not open yet")
    OPEN = "OPEN", _("Open")
    CLOSING = "CLOSING", _("Closes soon")
    CLOSED = "CLOSED", _("Closed")


class WorkCondition(models.TextChoices):
    """Whether a scheme is for people in work."""

    ANY = "ANY", _("In work or not")
    OUT_OF_WORK = "OUT_OF_WORK", _("Out of work")
    IN_WORK = "IN_WORK", _("In work")


class BenefitCondition(models.TextChoices):
    """Which benefit a scheme asks for."""

    NONE = "NONE", _("No benefit asked for")
    UNIVERSAL_CREDIT = "UNIVERSAL_CREDIT", _("Universal Credit")
    OUT_OF_WORK_BENEFIT = "OUT_OF_WORK_BENEFIT", _("Universal Credit, JSA or ESA")


class ProgrammeStepKind(models.TextChoices):
    """The parts of a scheme, in the order in which people meet them."""

    TRAINING = "TRAINING", _("Training")
    WORK_EXPERIENCE = "WORK_EXPERIENCE", _("Work experience")
    INTERVIEW = "INTERVIEW", _("Interview")
    OTHER = "OTHER", _("Another step")


class HelpPointKind(models.TextChoices):
    """What sort of place helps."""

    JOBCENTRE = "JOBCENTRE", _("Jobcentre")
    YOUTH_HUB = "YOUTH_HUB", _("Youth hub")
    LIBRARY = "LIBRARY", _("Library")
    COMMUNITY = "COMMUNITY", _("Community place")
    CAREERS = "CAREERS", _("Careers adviser")


class Weekday(models.IntegerChoices):
    """As Python counts: Monday is 0."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")
