"""Schemes: help with a name, dates and rules about who may join."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import StreamField

from pathways.roles import RolePage
from pathways.support.enums import (
    BenefitCondition,
    ProgrammeStatus,
    ProgrammeStepKind,
    WorkCondition,
)
from pathways.support.panels import PROGRAMME_EDIT_HANDLER
from pathways.support.status import status_on
from portal.core import clock
from portal.core.blocks.body import BodyBlock
from portal.core.models import Place, Sector
from portal.core.pages import BasePage
from portal.core.public_pages import PUBLIC
from portal.core.rows import Row
from portal.core.structured import StructuredPage, lines_of


class SchemesPage(BasePage):
    """All schemes."""

    template = "schemes/schemes.html"
    private_page_options = PUBLIC
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["support.ProgrammePage"]
    speaks_every_language = True

    class Meta:
        verbose_name = _("list of schemes")


class ProgrammeTexts(models.Model):
    """The words of a scheme. Fields that hold a list have one item on each line."""

    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    also_known_as = models.TextField(
        _("other names"), blank=True, help_text=_("One on each line. Search finds them.")
    )
    what_you_get = models.TextField(_("what you get"), blank=True, help_text=_("One on each line."))
    you_need = models.TextField(_("you need"), blank=True, help_text=_("One on each line."))
    it_helps = models.TextField(_("it helps if"), blank=True, help_text=_("One on each line."))
    you_do_not_need = models.TextField(
        _("you do not need"), blank=True, help_text=_("One on each line.")
    )
    eligibility_text = models.TextField(_("who can join, in words"), blank=True)
    what_becomes_required = models.TextField(
        _("what becomes required after you accept"), blank=True
    )
    support_with_costs = models.TextField(_("help with costs"), blank=True)
    run_by = models.CharField(_("run by"), max_length=160, blank=True)
    paid_for_by = models.CharField(_("paid for by"), max_length=160, blank=True)
    contact_name = models.CharField(_("who to ask"), max_length=120, blank=True)
    what_happened = models.TextField(
        _("what happened"), blank=True, help_text=_("For a closed scheme: its history, in short.")
    )

    class Meta:
        abstract = True


class ProgrammeRules(models.Model):
    """Who may join, as rules that a checker can read. Empty means no rule."""

    min_age = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    work_condition = models.CharField(
        _("work"), max_length=11, choices=WorkCondition.choices, default=WorkCondition.ANY
    )
    months_out_of_work_min = models.PositiveSmallIntegerField(
        _("months without work, at least"), null=True, blank=True
    )
    benefit_condition = models.CharField(
        _("benefit"),
        max_length=19,
        choices=BenefitCondition.choices,
        default=BenefitCondition.NONE,
    )
    earnings_below_pounds = models.PositiveIntegerField(
        _("earning less than, pounds a year"), null=True, blank=True
    )
    rules_as_of_date = models.DateField(_("rules of"), null=True, blank=True)

    class Meta:
        abstract = True


class ProgrammePage(ProgrammeTexts, ProgrammeRules, StructuredPage):
    """One scheme, such as a sector-based work academy. Its status follows from its dates."""

    opens_date = models.DateField(_("opens on"), null=True, blank=True)
    closes_date = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("From the next day it is closed.")
    )
    part_of_plan = models.CharField(
        _("part of the plan"),
        max_length=120,
        blank=True,
        help_text=_("Like: Plan for Jobs (2020 to 2022)."),
    )
    is_voluntary = models.BooleanField(_("you choose to join"), default=True)
    has_guaranteed_interview = models.BooleanField(_("guaranteed interview"), default=False)
    sectors = ParentalManyToManyField(
        Sector, verbose_name=_("sectors"), blank=True, related_name="programmes"
    )
    roles = ParentalManyToManyField(
        RolePage, verbose_name=_("roles"), blank=True, related_name="programmes"
    )
    areas = ParentalManyToManyField(
        Place,
        verbose_name=_("where people must live"),
        blank=True,
        related_name="programmes",
        help_text=_("Councils or part postcodes. Empty: the whole region."),
    )
    weeks = models.PositiveSmallIntegerField(_("weeks in all"), null=True, blank=True)
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    places_left = models.PositiveIntegerField(_("places left"), null=True, blank=True)
    next_intake_date = models.DateField(_("next start"), null=True, blank=True)
    join_by_date = models.DateField(_("last day to join"), null=True, blank=True)
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True)
    contact_email = models.EmailField(_("email"), blank=True)
    apply_url = models.URLField(_("address to apply"), max_length=300, blank=True)
    course_words = models.CharField(_("words that find its courses"), max_length=80, blank=True)
    course_type = models.CharField(
        _("kind of course"),
        max_length=25,
        blank=True,
        help_text=_("Code of the course type that belongs to this scheme, such as SWAP."),
    )
    source_name = models.CharField(_("source"), max_length=160, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)
    checked_date = models.DateField(_("checked on"), null=True, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("more"), blank=True)
    is_demo = models.BooleanField(default=False, editable=False)

    template = "schemes/scheme.html"
    private_page_options = PUBLIC
    parent_page_types = ["support.SchemesPage"]
    edit_handler = PROGRAMME_EDIT_HANDLER
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("scheme")
        verbose_name_plural = _("schemes")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_date__isnull=True)
                | Q(opens_date__isnull=True)
                | Q(closes_date__gte=F("opens_date")),
                name="programme_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(places_left__isnull=True)
                | Q(places__isnull=True)
                | Q(places_left__lte=F("places")),
                name="programme_places_left",
            ),
        ]

    @property
    def other_names(self) -> list[str]:
        """The lines of ``also_known_as``."""
        return lines_of(self.also_known_as)

    @property
    def has_replacement(self) -> bool:
        """Whether the page names a scheme to use instead."""
        return bool(self.replacements.all())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add whether the scheme is over, which the title says."""
        context = super().get_context(request, *args, **kwargs)
        opens, closes = self.source.opens_date, self.source.closes_date
        status = status_on(opens, closes, today=clock.today())
        context["is_closed"] = status == ProgrammeStatus.CLOSED
        return context


class ProgrammeStep(Row):
    """A part of a scheme: ``ProgrammeStep(kind="TRAINING", weeks=2)``."""

    programme = ParentalKey(ProgrammePage, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("step"), max_length=15, choices=ProgrammeStepKind.choices)
    title = models.CharField(
        _("own title"), max_length=80, blank=True, help_text=_("Like: Training: 2 weeks.")
    )
    weeks = models.PositiveSmallIntegerField(_("weeks"), null=True, blank=True)
    text = models.CharField(_("what happens"), max_length=300)

    class Meta(Row.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")


class ProgrammeArea(Row):
    """Who runs a scheme in one place."""

    programme = ParentalKey(ProgrammePage, on_delete=models.CASCADE, related_name="deliveries")
    place = models.ForeignKey(
        Place, verbose_name=_("place"), on_delete=models.PROTECT, related_name="+"
    )
    run_by = models.CharField(_("run there by"), max_length=160)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("who runs it where")
        verbose_name_plural = _("who runs it where")
        constraints = [
            models.UniqueConstraint(fields=["programme", "place"], name="programme_area_once")
        ]


class ProgrammeReplacement(Row):
    """What to use now instead of a closed scheme."""

    programme = ParentalKey(ProgrammePage, on_delete=models.CASCADE, related_name="replacements")
    replaced_by = models.ForeignKey(
        ProgrammePage,
        verbose_name=_("use now"),
        on_delete=models.PROTECT,
        related_name="replaces",
    )
    note = models.CharField(_("for whom"), max_length=160, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("what to use now")
        verbose_name_plural = _("what to use now")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "replaced_by"], name="programme_replacement_once"
            ),
            models.CheckConstraint(
                condition=~Q(programme=F("replaced_by")), name="programme_not_its_own_replacement"
            ),
        ]
