"""Closed vocabularies of pages of words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GuideGroup(models.TextChoices):
    """Under which heading of the help page a guide stands."""

    LIFE = "LIFE", _("When something is in the way")
    WORK = "WORK", _("Get the job")
    STUDY = "STUDY", _("Go on to study")
    OTHER = "OTHER", _("More help")


class StartingPoint(models.TextChoices):
    """Where somebody stood when their story began."""

    NO_WORK = "NO_WORK", _("Without work")
    NEW_TO_UK = "NEW_TO_UK", _("New to the UK")
    FIRST_JOB = "FIRST_JOB", _("Looking for a first job")
    AFTER_BREAK = "AFTER_BREAK", _("Back after a break")
    IN_WORK = "IN_WORK", _("In work, wanting more")
    CHANGE = "CHANGE", _("Wanting a different job")


class NewsKind(models.TextChoices):
    """What sort of news."""

    NEWS = "NEWS", _("News")
    PUBLICATION = "PUBLICATION", _("Publication")
    POLICY = "POLICY", _("Policy and history")
