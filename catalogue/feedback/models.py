"""What visitors tell us: problems with listings, whether a page was useful, what is missing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.courses.models import Course
from catalogue.feedback.enquiries import Enquiry
from catalogue.feedback.enums import ProblemReason, ProblemStatus
from catalogue.vacancies.models import Vacancy

__all__ = ["Enquiry", "MissingReport", "PageFeedback", "ProblemReport"]


class ProblemReport(models.Model):
    """What a visitor says is wrong with a course or a vacancy. No name, no address, no device."""

    course = models.ForeignKey(
        Course,
        verbose_name=_("course"),
        on_delete=models.CASCADE,
        related_name="problem_reports",
        null=True,
        blank=True,
    )
    vacancy = models.ForeignKey(
        Vacancy,
        verbose_name=_("vacancy"),
        on_delete=models.CASCADE,
        related_name="problem_reports",
        null=True,
        blank=True,
    )
    reason = models.CharField(_("reason"), max_length=14, choices=ProblemReason.choices)
    text = models.TextField(_("more"), max_length=1000, blank=True)
    status = models.CharField(
        _("status"), max_length=4, choices=ProblemStatus.choices, default=ProblemStatus.OPEN
    )
    created_at = models.DateTimeField(_("reported"), auto_now_add=True)

    class Meta:
        verbose_name = _("reported problem")
        verbose_name_plural = _("reported problems")
        indexes = [models.Index(fields=["course", "created_at"], name="problem_course_time")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(course__isnull=False, vacancy__isnull=True)
                | models.Q(course__isnull=True, vacancy__isnull=False),
                name="problem_is_of_one_listing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.listing}"

    @property
    def listing(self) -> Course | Vacancy:
        """What the report is about."""
        listing = self.course or self.vacancy
        assert listing is not None  # noqa: S101  # a constraint of the table
        return listing


class PageFeedback(models.Model):
    """Whether a page was useful, and why. No name, no address, no device, no account."""

    path = models.CharField(
        _("page"), max_length=200, help_text=_("Its address without a language and a search.")
    )
    language = models.CharField(_("language"), max_length=10)
    is_useful = models.BooleanField(_("useful"))
    text = models.TextField(_("in their words"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)

    class Meta:
        verbose_name = _("answer about a page")
        verbose_name_plural = _("answers about pages")
        indexes = [models.Index(fields=["path", "created_at"], name="page_feedback_path")]

    def __str__(self) -> str:
        return f"{self.path}: {_('useful') if self.is_useful else _('not useful')}"


class MissingReport(models.Model):
    """What somebody looked for and did not find. Shows funders what is missing, and where."""

    words = models.CharField(_("looked for"), max_length=120, blank=True)
    place = models.CharField(_("near"), max_length=80, blank=True)
    text = models.TextField(_("in their words"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=10)
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)

    class Meta:
        verbose_name = _("search that found nothing right")
        verbose_name_plural = _("searches that found nothing right")
        indexes = [models.Index(fields=["words", "place"], name="missing_report_words")]

    def __str__(self) -> str:
        return " · ".join(part for part in (self.words, self.place) if part) or self.text[:60]
