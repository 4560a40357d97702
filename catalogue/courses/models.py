"""What is taught, and when, where and how."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from catalogue.courses.counts import CourseCount
from catalogue.courses.enums import (
    AttendancePattern,
    CourseStatus,
    CourseType,
    DeliveryMode,
    DurationUnit,
    EmploymentCondition,
    EsolKind,
    FundingEffect,
    JoinMethod,
    Level,
    ListingSource,
    RunStatus,
    StudyMode,
)
from catalogue.courses.querysets import CourseQuerySet, CourseRunQuerySet
from catalogue.providers.models import Organisation, Venue
from portal.core.models import Place, Sector, Subject

__all__ = [
    "Course",
    "CourseCount",
    "CourseReference",
    "CourseRun",
    "CourseTexts",
    "FundingRule",
    "LearningAim",
]


class LearningAim(models.Model):
    """A qualification or unit of LARS, the national list of learning aims."""

    learn_aim_ref = models.CharField(_("learning aim"), max_length=8, primary_key=True)
    title = models.CharField(_("title"), max_length=300)
    aim_type = models.CharField(_("type"), max_length=8, blank=True)
    level = models.CharField(_("level"), max_length=9, choices=Level.choices, blank=True)
    awarding_body_code = models.CharField(_("awarding body"), max_length=20, blank=True)
    effective_from_date = models.DateField(_("from"), null=True, blank=True)
    effective_to_date = models.DateField(_("to"), null=True, blank=True)
    ssa_tier1_code = models.CharField(_("subject area, tier 1"), max_length=8, blank=True)
    ssa_tier2_code = models.CharField(_("subject area, tier 2"), max_length=8, blank=True)

    class Meta:
        verbose_name = _("learning aim")
        verbose_name_plural = _("learning aims")

    def __str__(self) -> str:
        return f"{self.learn_aim_ref} {self.title}"


class FundingRule(models.Model):
    """Who may learn free or for less, under which rule, from and until when."""

    name = models.CharField(_("name"), max_length=200)
    effect = models.CharField(_("effect"), max_length=5, choices=FundingEffect.choices)
    age_min = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_max = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    employment = models.CharField(
        _("work"),
        max_length=12,
        choices=EmploymentCondition.choices,
        default=EmploymentCondition.ANY,
    )
    earnings_below_pounds = models.PositiveIntegerField(
        _("earning less than, pounds a year"), null=True, blank=True
    )
    prior_level_below = models.CharField(
        _("highest qualification is under"), max_length=9, choices=Level.choices, blank=True
    )
    area = models.ForeignKey(
        Place, verbose_name=_("lives in"), on_delete=models.PROTECT, null=True, blank=True
    )
    valid_from_date = models.DateField(_("from"), null=True, blank=True)
    valid_to_date = models.DateField(_("to"), null=True, blank=True)
    source_url = models.URLField(_("source"), max_length=255, blank=True)
    checked_date = models.DateField(_("checked on"), null=True, blank=True)

    class Meta:
        verbose_name = _("funding rule")
        verbose_name_plural = _("funding rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to_date__isnull=True)
                | Q(valid_from_date__isnull=True)
                | Q(valid_to_date__gte=F("valid_from_date")),
                name="funding_rule_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(age_max__isnull=True)
                | Q(age_min__isnull=True)
                | Q(age_max__gte=F("age_min")),
                name="funding_rule_age_range",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CourseTexts(models.Model):
    """The texts of a course, under the national Course Directory's headings."""

    who_this_course_is_for = models.TextField(
        _("who this course is for"), max_length=2000, blank=True
    )
    entry_requirements = models.TextField(
        _("entry requirements"),
        max_length=500,
        blank=True,
        help_text=_("As the provider wrote them. The three lists below are clearer to readers."),
    )
    you_need = models.TextField(
        _("you need"), max_length=500, blank=True, help_text=_("One need on each line.")
    )
    it_helps = models.TextField(
        _("it helps if you have"), max_length=500, blank=True, help_text=_("One on each line.")
    )
    not_needed = models.TextField(
        _("you do not need"), max_length=500, blank=True, help_text=_("One on each line.")
    )
    what_you_will_learn = models.TextField(_("what you will learn"), max_length=1500, blank=True)
    how_you_will_learn = models.TextField(_("how you will learn"), max_length=500, blank=True)
    what_you_will_need_to_bring = models.TextField(_("what to bring"), max_length=500, blank=True)
    how_you_will_be_assessed = models.TextField(
        _("how you are assessed"), max_length=500, blank=True
    )
    where_next = models.TextField(_("where next"), max_length=500, blank=True)

    class Meta:
        abstract = True


class Course(CourseTexts, ClusterableModel):
    """What a provider teaches. Its runs say when, where, how and for how much."""

    provider = models.ForeignKey(
        Organisation,
        verbose_name=_("provider"),
        on_delete=models.CASCADE,
        related_name="courses",
    )
    title = models.CharField(_("course name"), max_length=255)
    status = models.CharField(
        _("status"), max_length=9, choices=CourseStatus.choices, default=CourseStatus.LIVE
    )
    course_type = models.CharField(
        _("national offer"), max_length=21, choices=CourseType.choices, blank=True
    )
    learn_aim_ref = models.CharField(
        _("learning aim (LARS)"), max_length=8, blank=True, db_index=True
    )
    qualification_title = models.CharField(_("qualification"), max_length=300, blank=True)
    awarding_body = models.CharField(_("awarding body"), max_length=255, blank=True)
    level = models.CharField(
        _("level"),
        max_length=9,
        choices=Level.choices,
        blank=True,
        help_text=_("Leave empty when it is not known. Nothing is guessed."),
    )
    esol = models.CharField(
        _("English class"), max_length=10, choices=EsolKind.choices, default=EsolKind.NO
    )
    esol_levels = models.JSONField(
        _("levels of the English class"),
        default=list,
        blank=True,
        help_text=_('Like ["ENTRY_1", "ENTRY_2"].'),
    )
    subject = models.ForeignKey(
        Subject,
        verbose_name=_("subject"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="courses",
    )
    sectors = models.ManyToManyField(
        Sector,
        verbose_name=_("more sectors"),
        blank=True,
        related_name="courses",
        help_text=_("Besides the sector of the subject."),
    )
    language_of_teaching = models.CharField(_("taught in"), max_length=60, blank=True)
    webpage = models.URLField(_("web page"), max_length=255, blank=True)
    how_to_join = models.CharField(
        _("how to join"), max_length=7, choices=JoinMethod.choices, blank=True
    )
    join_value = models.CharField(
        _("phone, email, address or words"),
        max_length=255,
        blank=True,
        help_text=_("What goes with the way to join: a number, an address or where to walk in."),
    )
    age_min = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_max = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    needs = models.JSONField(
        _("what it offers"),
        default=list,
        blank=True,
        help_text=_('Codes, like ["CHILDCARE", "NO_TEST"].'),
    )
    source = models.CharField(
        _("how it came to us"),
        max_length=6,
        choices=ListingSource.choices,
        default=ListingSource.MANUAL,
        editable=False,
    )
    identity_key = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    is_demo = models.BooleanField(_("demonstration data"), default=False, editable=False)
    checked_date = models.DateField(_("checked on"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        indexes = [models.Index(fields=["provider", "status"], name="course_provider_status")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="course_has_title"),
            models.CheckConstraint(
                condition=Q(age_max__isnull=True)
                | Q(age_min__isnull=True)
                | Q(age_max__gte=F("age_min")),
                name="course_age_range",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the course page."""
        return reverse("course_pages:detail", args=[self.slug])

    @property
    def slug(self) -> str:
        """The readable part of the address with the id: ``"welding-level-2-123"``."""
        return f"{slugify(self.title)[:80].strip('-') or 'course'}-{self.pk}"


class CourseReference(models.Model):
    """A provider's own reference for a course. Providers reuse them, so they are not unique."""

    course = ParentalKey(Course, on_delete=models.CASCADE, related_name="references")
    reference = models.CharField(_("reference"), max_length=255, db_index=True)

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "reference"], name="course_reference_once_a_course"
            )
        ]

    def __str__(self) -> str:
        return self.reference


class CourseRun(models.Model):
    """One time that a course is taught (schema.org CourseInstance)."""

    course = ParentalKey(Course, on_delete=models.CASCADE, related_name="runs")
    reference = models.CharField(_("the provider's reference"), max_length=255, blank=True)
    delivery_mode = models.CharField(_("how"), max_length=10, choices=DeliveryMode.choices)
    study_mode = models.CharField(
        _("how much time"), max_length=9, choices=StudyMode.choices, blank=True
    )
    attendance_pattern = models.CharField(
        _("when"), max_length=11, choices=AttendancePattern.choices, blank=True
    )
    start_date = models.DateField(_("starts"), null=True, blank=True)
    is_flexible_start = models.BooleanField(_("start when you like"), default=False)
    end_date = models.DateField(_("ends"), null=True, blank=True)
    enrol_by_date = models.DateField(_("last day to join"), null=True, blank=True)
    days_of_week = models.JSONField(
        _("days"), default=list, blank=True, help_text=_('Like ["TUE", "THU"].')
    )
    start_time = models.TimeField(_("from"), null=True, blank=True)
    end_time = models.TimeField(_("to"), null=True, blank=True)
    hours_per_week = models.DecimalField(
        _("hours a week"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    duration = models.PositiveSmallIntegerField(
        _("length"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    duration_unit = models.CharField(
        _("unit of length"), max_length=7, choices=DurationUnit.choices, blank=True
    )
    venue = models.ForeignKey(
        Venue,
        verbose_name=_("venue"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="runs",
    )
    is_national = models.BooleanField(_("anywhere in England"), default=False)
    sub_regions = models.JSONField(
        _("councils where it is offered"),
        default=list,
        blank=True,
        help_text=_('For training at work: names of councils, like ["Walsall"].'),
    )
    cost_pence = models.PositiveIntegerField(
        _("cost in pence"), null=True, blank=True, help_text=_("0 is free. Empty is not known.")
    )
    cost_description = models.CharField(_("cost in words"), max_length=255, blank=True)
    funding_rules = models.ManyToManyField(
        FundingRule, verbose_name=_("funding rules"), blank=True, related_name="runs"
    )
    places = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    places_left = models.PositiveSmallIntegerField(_("places left"), null=True, blank=True)
    waiting_weeks = models.PositiveSmallIntegerField(_("weeks to wait"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=RunStatus.choices, default=RunStatus.SCHEDULED
    )

    objects = CourseRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        indexes = [models.Index(fields=["start_date"], name="course_run_start")]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_flexible_start=False) | Q(start_date__isnull=True),
                name="run_date_or_flexible",
            ),
            models.CheckConstraint(
                condition=Q(end_date__isnull=True)
                | Q(start_date__isnull=True)
                | Q(end_date__gte=F("start_date")),
                name="run_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(duration__isnull=True, duration_unit="")
                | (Q(duration__gte=1) & ~Q(duration_unit="")),
                name="run_duration_has_unit",
            ),
            models.CheckConstraint(
                condition=Q(places__isnull=True)
                | Q(places_left__isnull=True)
                | Q(places_left__lte=F("places")),
                name="run_places_left_within_places",
            ),
        ]

    def __str__(self) -> str:
        if self.is_flexible_start:
            return f"{self.course_id}, flexible start"
        return f"{self.course_id}, {self.start_date or 'date not known'}"
