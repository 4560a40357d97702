"""Closed vocabularies of careers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """How far along a career a role stands: the rows of a career map, from the bottom."""

    START = "START", _("Start")
    SKILLED = "SKILLED", _("Skilled")
    SENIOR = "SENIOR", _("Senior")
    LEAD = "LEAD", _("Lead")


class RoleSetting(models.TextChoices):
    """Whom a role works with. In health: clinical and non-clinical."""

    PEOPLE = "PEOPLE", _("With people")
    BEHIND_SCENES = "BEHIND_SCENES", _("Behind the scenes")


class ProgressionKind(models.TextChoices):
    """What sort of step leads from one role to another."""

    UP = "UP", _("Move up")
    ACROSS = "ACROSS", _("Move across")
    SPECIALISE = "SPECIALISE", _("Specialise")


class EntryRouteKind(models.TextChoices):
    """Ways to get a role, in the order of a page."""

    DIRECT = "DIRECT", _("Apply directly")
    APPRENTICESHIP = "APPRENTICESHIP", _("Apprenticeship")
    COURSE_WITH_INTERVIEW = "COURSE_WITH_INTERVIEW", _("Course with an interview")
    COLLEGE = "COLLEGE", _("College course")
    WORK = "WORK", _("Start in another job")
    VOLUNTEERING = "VOLUNTEERING", _("Volunteer first")
    UNIVERSITY = "UNIVERSITY", _("University")
    OTHER = "OTHER", _("Another way")


class CheckKind(models.TextChoices):
    """What an employer checks before the first day."""

    DBS = "DBS", _("Criminal record (DBS)")
    HEALTH = "HEALTH", _("Health")
    DRIVING = "DRIVING", _("Driving licence")
    REGISTRATION = "REGISTRATION", _("Professional register")
    RIGHT_TO_WORK = "RIGHT_TO_WORK", _("Right to work in the UK")
    OTHER = "OTHER", _("Other")


class GoodJobKind(models.TextChoices):
    """Questions that tell whether a job is a good one."""

    HOURS = "HOURS", _("Are the hours guaranteed?")
    PAY = "PAY", _("Is the pay above the legal minimum?")
    TRAINING = "TRAINING", _("Is training paid?")
    PROGRESSION = "PROGRESSION", _("Is there a next step?")
    SECURITY = "SECURITY", _("Are contracts permanent?")


class PayUnit(models.TextChoices):
    """What a pay figure is for."""

    HOUR = "HOUR", _("an hour")
    YEAR = "YEAR", _("a year")


class PayBasis(models.TextChoices):
    """Where a pay figure comes from. Which ones compare: ``pay_words.FAMILIES``."""

    NHS_BAND = "NHS_BAND", _("NHS pay band (Agenda for Change)")
    LEGAL_MINIMUM = "LEGAL_MINIMUM", _("legal minimum")
    APPRENTICE_MINIMUM = "APPRENTICE_MINIMUM", _("legal minimum for apprentices")
    PAY_SCALE = "PAY_SCALE", _("published pay scale")
    SURVEY = "SURVEY", _("survey")
    ADVERTS = "ADVERTS", _("adverts")


class Verdict(models.TextChoices):
    """What an editor decided about a listing and a role."""

    LEADS = "LEADS", _("leads to this role")
    DOES_NOT = "DOES_NOT", _("does not lead to this role")
