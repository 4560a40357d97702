"""Figures with a source and a date: pay and demand."""

import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pathways.enums import PayBasis, PayUnit
from portal.core.models import Sector
from portal.core.sources import DatedSource
from portal.core.translated_texts import TranslatedTexts, text_here

# Nobody on these pages earns less than a pound an hour or more than a million a year.
LEAST_PENCE = {PayUnit.HOUR: 100, PayUnit.YEAR: 300_000}
MOST_PENCE = {PayUnit.HOUR: 20_000, PayUnit.YEAR: 100_000_000}


class PayFigure(DatedSource):
    """What work pays by one source: low and high pence for an hour or a year."""

    name = models.CharField(
        _("name"), max_length=120, help_text=_("Like: NHS Band 2, 2025 to 2026.")
    )
    basis = models.CharField(_("basis"), max_length=20, choices=PayBasis.choices)
    basis_detail = models.CharField(
        _("which one"), max_length=80, blank=True, help_text=_("Like: Band 2.")
    )
    low_pence = models.PositiveIntegerField(_("from, in pence"))
    high_pence = models.PositiveIntegerField(_("to, in pence"))
    unit = models.CharField(_("for"), max_length=4, choices=PayUnit.choices)
    year_label = models.CharField(
        _("year"), max_length=20, help_text=_("As people say it, like: 2025 to 2026.")
    )
    hours_per_week = models.DecimalField(
        _("hours of a full week"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Of a yearly figure. Makes the figure for an hour."),
    )
    geography = models.CharField(_("where"), max_length=80, default="England")

    class Meta:
        verbose_name = _("pay figure")
        verbose_name_plural = _("pay figures")
        constraints = [
            models.CheckConstraint(
                condition=Q(high_pence__gte=F("low_pence")), name="pay_figure_range"
            ),
            models.CheckConstraint(condition=Q(low_pence__gt=0), name="pay_figure_is_paid"),
            models.UniqueConstraint(fields=["name"], name="pay_figure_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a range upside down and an amount that belongs to the other unit."""
        super().clean()
        low, high = self.low_pence, self.high_pence
        if low is None or high is None:
            return
        if high < low:
            raise ValidationError({"high_pence": _("The higher figure is below the lower one.")})
        if self.unit and not (
            LEAST_PENCE[PayUnit(self.unit)] <= low and high <= MOST_PENCE[PayUnit(self.unit)]
        ):
            raise ValidationError(
                {"unit": _("This amount does not fit “an hour” or “a year”. Check the unit.")}
            )


class DemandFigureQuerySet(models.QuerySet["DemandFigure"]):
    """Figures of demand by what they may say on a day."""

    def public(self) -> Self:
        """Return what visitors may see."""
        return self.filter(is_public=True)

    def wanted_on(self, day: datetime.date) -> Self:
        """Return what lets a page say “Wanted here” on a day: not old, nor of a day to come."""
        is_current = Q(stale_after_date__isnull=True) | Q(stale_after_date__gte=day)
        return self.public().filter(is_current, says_wanted=True, as_of_date__lte=day)


class DemandFigure(TranslatedTexts, DatedSource):
    """How many jobs there are, by one source: the ground of the label “Wanted here”."""

    statement = models.CharField(
        _("statement"), max_length=240, help_text=_("One sentence, with the number in it.")
    )
    statement_translations = models.JSONField(_("in other languages"), default=dict, blank=True)
    value = models.PositiveIntegerField(_("number"))
    unit = models.CharField(_("number of what"), max_length=60, help_text=_("Like: vacancies."))
    geography = models.CharField(_("where"), max_length=80)
    quoted_text = models.TextField(_("words of the source"), blank=True)
    sectors = models.ManyToManyField(
        Sector, verbose_name=_("sectors"), blank=True, related_name="demand_figures"
    )
    roles = models.ManyToManyField(
        "pathways.RolePage", verbose_name=_("roles"), blank=True, related_name="demand_figures"
    )
    says_wanted = models.BooleanField(
        _("shows “Wanted here”"),
        default=False,
        help_text=_("Only while the figure is current. An old figure shows no label."),
    )
    is_public = models.BooleanField(_("shown to visitors"), default=True)

    objects = DemandFigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("demand figure")
        verbose_name_plural = _("demand figures")
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "as_of_date"], name="demand_figure_statement"
            )
        ]

    def __str__(self) -> str:
        return self.statement

    @property
    def label(self) -> str:
        """The statement in the language of the page, else in English."""
        return text_here(self.statement_translations) or self.statement
