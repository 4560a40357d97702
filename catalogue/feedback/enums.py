"""Closed vocabularies of reported problems and of enquiries."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProblemReason(models.TextChoices):
    """What can be wrong. Visitors choose among those that fit the listing (see ``forms``)."""

    DOES_NOT_EXIST = "DOES_NOT_EXIST", _("This course does not exist")
    WRONG_DATE = "WRONG_DATE", _("The date or time is wrong")
    WRONG_PLACE = "WRONG_PLACE", _("The place is wrong")
    WRONG_COST = "WRONG_COST", _("The cost is wrong")
    ASKS_MONEY = "ASKS_MONEY", _("They ask for money or bank details")
    SOMETHING_ELSE = "SOMETHING_ELSE", _("Something else")


class ProblemStatus(models.TextChoices):
    """What was done about a report."""

    OPEN = "OPEN", _("Open")
    DONE = "DONE", _("Done")


class EnquiryState(models.TextChoices):
    """Whether a provider has answered somebody who asked to join."""

    NEW = "NEW", _("New")
    ANSWERED = "ANSWERED", _("Answered")


class EnquiryAccess(models.TextChoices):
    """What would help a person, asked once and in one question."""

    NOTHING = "NOTHING", _("Nothing")
    STEP_FREE = "STEP_FREE", _("A place without steps")
    LANGUAGE = "LANGUAGE", _("Help with English")
    BSL = "BSL", _("British Sign Language")
    OTHER = "OTHER", _("Something else")
