"""What editors decided about listings and roles. It wins over what matching finds."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.courses.models import Course
from catalogue.vacancies.models import Vacancy
from pathways.enums import Verdict
from pathways.roles import RolePage


class CourseRole(models.Model):
    """Whether a course leads to a role, as somebody decided."""

    course = models.ForeignKey(
        Course, verbose_name=_("course"), on_delete=models.CASCADE, related_name="role_verdicts"
    )
    role = models.ForeignKey(
        RolePage, verbose_name=_("role"), on_delete=models.CASCADE, related_name="course_verdicts"
    )
    verdict = models.CharField(
        _("decision"), max_length=8, choices=Verdict.choices, default=Verdict.LEADS
    )

    class Meta:
        verbose_name = _("course and role")
        verbose_name_plural = _("courses and roles")
        constraints = [models.UniqueConstraint(fields=["course", "role"], name="course_role_once")]

    def __str__(self) -> str:
        return f"{self.course} → {self.role}"


class VacancyRole(models.Model):
    """Whether a vacancy is for a role, as somebody decided."""

    vacancy = models.ForeignKey(
        Vacancy, verbose_name=_("vacancy"), on_delete=models.CASCADE, related_name="role_verdicts"
    )
    role = models.ForeignKey(
        RolePage, verbose_name=_("role"), on_delete=models.CASCADE, related_name="vacancy_verdicts"
    )
    verdict = models.CharField(
        _("decision"), max_length=8, choices=Verdict.choices, default=Verdict.LEADS
    )

    class Meta:
        verbose_name = _("vacancy and role")
        verbose_name_plural = _("vacancies and roles")
        constraints = [
            models.UniqueConstraint(fields=["vacancy", "role"], name="vacancy_role_once")
        ]

    def __str__(self) -> str:
        return f"{self.vacancy} → {self.role}"
