"""How often people met a course, a day and a metric at a time."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalogue.courses.enums import CourseMetric


class CourseCount(models.Model):
    """One number: ``(course 12, 26 November, SHOWN) = 31``."""

    course = models.ForeignKey(
        "courses.Course",
        verbose_name=_("course"),
        on_delete=models.CASCADE,
        related_name="day_counts",
    )
    date = models.DateField(_("day"))
    metric = models.CharField(_("what"), max_length=6, choices=CourseMetric.choices)
    count = models.PositiveIntegerField(_("how often"), default=0)

    class Meta:
        verbose_name = _("count of a course")
        verbose_name_plural = _("counts of courses")
        indexes = [models.Index(fields=["date"], name="course_count_date")]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "date", "metric"], name="course_count_once_a_day"
            ),
            models.CheckConstraint(condition=Q(count__gte=1), name="course_count_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.date} {self.metric}: {self.count}"
