"""Vacancies: what an employer offers, where, until when and for what pay."""

import uuid
from collections.abc import Collection
from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from catalogue.courses.enums import Level
from catalogue.providers.models import Organisation
from catalogue.vacancies.enums import VacancyKind, VacancyStatus, WageType, WageUnit
from catalogue.vacancies.querysets import VacancyQuerySet
from portal.core.located import POINT_ON_EARTH, Located
from portal.core.models import Subject

MANUAL_SOURCE = "waymark"


class VacancyTexts(models.Model):
    """The texts of a vacancy, plain text with one paragraph or "- " item a line."""

    summary = models.TextField(
        _("summary"), max_length=1000, blank=True, help_text=_("One or two sentences for lists.")
    )
    description = models.TextField(_("what you will do"), max_length=10_000, blank=True)
    training_description = models.TextField(_("training"), max_length=10_000, blank=True)
    outcome_description = models.TextField(_("what comes afterwards"), max_length=4000, blank=True)
    things_to_consider = models.TextField(_("things to consider"), max_length=4000, blank=True)
    benefits = models.TextField(_("benefits"), max_length=4000, blank=True)
    apply_instructions = models.TextField(_("how to apply"), max_length=4000, blank=True)

    class Meta:
        abstract = True


class VacancyPay(models.Model):
    """What the employer says about pay and hours. Nothing here is guessed."""

    wage_type = models.CharField(
        _("wage"), max_length=18, choices=WageType.choices, default=WageType.NOT_TOLD
    )
    wage_text = models.CharField(
        _("wage in words"), max_length=255, blank=True, help_text=_("As the employer says it.")
    )
    wage_low_pence = models.PositiveIntegerField(_("wage from, in pence"), null=True, blank=True)
    wage_high_pence = models.PositiveIntegerField(_("wage to, in pence"), null=True, blank=True)
    wage_unit = models.CharField(_("paid for"), max_length=5, choices=WageUnit.choices, blank=True)
    wage_note = models.CharField(_("more about the wage"), max_length=500, blank=True)
    working_week = models.CharField(_("working week"), max_length=500, blank=True)
    hours_per_week = models.DecimalField(
        _("hours a week"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Leave empty when it is not known."),
    )

    class Meta:
        abstract = True


class Vacancy(VacancyTexts, VacancyPay, ClusterableModel):
    """An apprenticeship or an entry-level job. Many places of work are one vacancy."""

    kind = models.CharField(_("kind"), max_length=14, choices=VacancyKind.choices)
    source = models.SlugField(_("source"), max_length=60, default=MANUAL_SOURCE)
    reference = models.CharField(_("reference"), max_length=60, blank=True)
    title = models.CharField(_("title"), max_length=255)
    status = models.CharField(
        _("status"), max_length=9, choices=VacancyStatus.choices, default=VacancyStatus.LIVE
    )
    held_reasons = models.JSONField(_("why it is held"), default=list, blank=True, editable=False)
    # The key of the words and links as they came, and of those that a moderator allowed.
    guard_key = models.CharField(max_length=64, blank=True, editable=False)
    released_key = models.CharField(max_length=64, blank=True, editable=False)
    is_withdrawn_by_staff = models.BooleanField(
        _("withdrawn by a moderator"), default=False, editable=False
    )
    employer_name = models.CharField(_("employer's name"), max_length=255, blank=True)
    is_employer_anonymous = models.BooleanField(_("employer is not named"), default=False)
    employer_description = models.TextField(_("about the employer"), max_length=4000, blank=True)
    employer_website = models.URLField(_("employer's website"), max_length=500, blank=True)
    employer = models.ForeignKey(
        Organisation,
        verbose_name=_("employer on this site"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="vacancies",
        help_text=_("Choose it when you are sure. A file never sets it."),
    )
    provider_name = models.CharField(_("training provider"), max_length=255, blank=True)
    ukprn = models.CharField(_("training provider's UKPRN"), max_length=8, blank=True)
    course_title = models.CharField(_("apprenticeship standard"), max_length=255, blank=True)
    lars_code = models.CharField(_("LARS code of the standard"), max_length=20, blank=True)
    level = models.CharField(
        _("level"),
        max_length=9,
        choices=Level.choices,
        blank=True,
        help_text=_("Leave empty when it is not known. Nothing is guessed."),
    )
    route = models.CharField(_("route"), max_length=100, blank=True)
    subject = models.ForeignKey(
        Subject,
        verbose_name=_("subject"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="vacancies",
    )
    duration_text = models.CharField(_("length in words"), max_length=100, blank=True)
    duration_months = models.PositiveSmallIntegerField(
        _("length in months"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    positions = models.PositiveIntegerField(
        _("positions"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leave empty when it is not known."),
    )
    posted_date = models.DateField(_("posted on"), null=True, blank=True)
    closing_date = models.DateField(
        _("closing date"), db_index=True, help_text=_("The last day. It closes at midnight.")
    )
    start_date = models.DateField(_("start date"), null=True, blank=True)
    is_national = models.BooleanField(_("anywhere in England"), default=False)
    national_details = models.TextField(_("more about where"), max_length=1000, blank=True)
    is_disability_confident = models.BooleanField(_("Disability Confident"), default=False)
    skills = models.JSONField(
        _("skills"), default=list, blank=True, help_text=_('Like ["Communication skills"].')
    )
    qualifications = models.JSONField(
        _("qualifications"),
        default=list,
        blank=True,
        help_text=_(
            'Like [{"weighting": "ESSENTIAL", "type": "GCSE", "subject": "Maths", "grade": "4"}].'
        ),
    )
    apply_url = models.URLField(_("where to apply"), max_length=500, blank=True)
    source_url = models.URLField(_("page at the source"), max_length=500, blank=True)
    is_demo = models.BooleanField(_("demonstration data"), default=False, editable=False)
    checked_date = models.DateField(
        _("checked on"), null=True, blank=True, help_text=_("When the source last listed it.")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = VacancyQuerySet.as_manager()

    class Meta:
        verbose_name = _("vacancy")
        verbose_name_plural = _("vacancies")
        indexes = [models.Index(fields=["status", "closing_date"], name="vacancy_status_closing")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "reference"], name="vacancy_reference_unique_at_source"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(reference="") & ~Q(source=""),
                name="vacancy_has_title_and_reference",
            ),
            models.CheckConstraint(
                condition=Q(wage_low_pence__isnull=True)
                | Q(wage_high_pence__isnull=True)
                | Q(wage_high_pence__gte=F("wage_low_pence")),
                name="vacancy_wage_range",
            ),
            models.CheckConstraint(
                condition=Q(positions__isnull=True) | Q(positions__gte=1),
                name="vacancy_positions_known_or_empty",
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__isnull=True)
                | Q(hours_per_week__gt=0, hours_per_week__lte=168),
                name="vacancy_hours_within_a_week",
            ),
        ]

    # The kind the row had in the database, so that a change is announced under both.
    stored_kind: str = ""

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save. What an editor typed without a reference gets one of its own."""
        if not self.reference:
            self.reference = f"W{uuid.uuid4().hex[:12].upper()}"
        super().save(*args, **kwargs)
        self.stored_kind = self.kind

    def get_absolute_url(self) -> str:
        """Return the address of the public page."""
        return reverse(f"vacancy_pages:{self.listing_kind}", args=[self.slug])

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **kwargs: Any
    ) -> "Vacancy":
        """Remember the stored kind beside the row."""
        vacancy: Vacancy = super().from_db(db, field_names, values, **kwargs)
        if "kind" in field_names:
            vacancy.stored_kind = vacancy.kind
        return vacancy

    @property
    def listing_kind(self) -> str:
        """The kind in search and addresses: ``"apprenticeship"`` or ``"job"``."""
        return self.kind.lower()

    @property
    def slug(self) -> str:
        """The last part of the address: ``"care-apprentice-123"``."""
        words = slugify(self.title)[:80].strip("-")
        return f"{words}-{self.pk}" if words else str(self.pk)


class VacancyLocation(Located):
    """One of the places where the work is done."""

    vacancy = ParentalKey(Vacancy, on_delete=models.CASCADE, related_name="locations")
    address_line_1 = models.CharField(_("address line 1"), max_length=150, blank=True)
    address_line_2 = models.CharField(_("address line 2"), max_length=150, blank=True)
    town = models.CharField(_("town or city"), max_length=100, blank=True)
    postcode = models.CharField(
        _("postcode"), max_length=8, blank=True, help_text=_("Whole, or its first half.")
    )

    class Meta:
        verbose_name = _("place of work")
        verbose_name_plural = _("places of work")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=POINT_ON_EARTH,
                name="vacancy_location_point_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.address_line_1, self.town, self.postcode)))
