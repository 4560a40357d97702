"""Closed vocabularies of vacancies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class VacancyKind(models.TextChoices):
    """What a vacancy offers. The lower-case code is its kind in search and in addresses."""

    APPRENTICESHIP = "APPRENTICESHIP", _("Apprenticeship")
    JOB = "JOB", _("Job")


class VacancyStatus(models.TextChoices):
    """Whether a vacancy may be shown. Its closing date decides besides."""

    LIVE = "LIVE", _("Live")
    HELD = "HELD", _("Held for a check")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


class WageType(models.TextChoices):
    """What an employer says about the pay."""

    APPRENTICE_MINIMUM = "APPRENTICE_MINIMUM", _("Minimum wage for apprentices")
    NATIONAL_MINIMUM = "NATIONAL_MINIMUM", _("National Minimum Wage")
    CUSTOM = "CUSTOM", _("A wage of their own")
    COMPETITIVE = "COMPETITIVE", _("“Competitive”, without a figure")
    NOT_TOLD = "NOT_TOLD", _("Not told")


class WageUnit(models.TextChoices):
    """For what time a wage is paid. Empty when it is not known."""

    HOUR = "HOUR", _("an hour")
    WEEK = "WEEK", _("a week")
    MONTH = "MONTH", _("a month")
    YEAR = "YEAR", _("a year")


class Weighting(models.TextChoices):
    """How much a qualification matters to the employer."""

    ESSENTIAL = "ESSENTIAL", _("You need")
    DESIRED = "DESIRED", _("It helps")


class HeldReason(models.TextChoices):
    """Why a person has to look at a vacancy before anybody else sees it."""

    ASKS_FEE = "ASKS_FEE", _("Asks applicants for a fee or deposit")
    ASKS_CHECK_PAYMENT = "ASKS_CHECK_PAYMENT", _("Asks applicants to pay for a DBS check")
    ASKS_BANK_DETAILS = "ASKS_BANK_DETAILS", _("Asks for bank details before a job is offered")
    ASKS_CRYPTO = "ASKS_CRYPTO", _("Speaks of cryptocurrency or gift cards")
    MESSENGER_ONLY = "MESSENGER_ONLY", _("Contact only by WhatsApp or another messenger")
    EASY_MONEY = "EASY_MONEY", _("Promises quick money or uses your bank account")
    SHORT_LINK = "SHORT_LINK", _("A shortened link hides where it leads")
    LINK_WITH_LOGIN = "LINK_WITH_LOGIN", _("A link has a user name or password in it")
    LINK_TO_NUMBER = "LINK_TO_NUMBER", _("A link leads to a bare IP address")
    LINK_SCHEME = "LINK_SCHEME", _("A link is not a web address")
    LINK_LOOKALIKE = "LINK_LOOKALIKE", _("A link imitates letters of another alphabet")
    # The word of a moderator, not a sign that the guard looks for.
    REPORTED = "REPORTED", _("Reported by people")
