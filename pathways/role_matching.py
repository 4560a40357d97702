"""What an editor says about the courses and jobs that lead to a role. See ``matching``."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField

from portal.core.models import Subject


class RoleMatching(models.Model):
    """Rules by which courses and vacancies find a role. Empty means: by its names alone."""

    match_words = models.TextField(
        _("words of courses that lead here"),
        blank=True,
        help_text=_(
            "One on each line, as they stand in names of courses. Names of the role count too."
        ),
    )
    match_not_words = models.TextField(
        _("words that rule it out"),
        blank=True,
        help_text=_("One on each line. A listing with one of them in its name never leads here."),
    )
    match_subjects = ParentalManyToManyField(
        Subject,
        verbose_name=_("subjects"),
        blank=True,
        related_name="roles",
        help_text=_("Courses and vacancies of another sector never lead here."),
    )
    match_by_subject = models.BooleanField(
        _("subject and level are enough"),
        default=False,
        help_text=_("Each course of these subjects and levels leads here, whatever its name."),
    )
    match_level_from = models.PositiveSmallIntegerField(
        _("level of courses, from"),
        null=True,
        blank=True,
        help_text=_("0 is Entry. A course of unknown level passes."),
    )
    match_level_to = models.PositiveSmallIntegerField(
        _("level of courses, to"), null=True, blank=True
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse levels upside down."""
        super().clean()
        low, high = self.match_level_from, self.match_level_to
        if low is not None and high is not None and high < low:
            raise ValidationError({"match_level_to": _("The higher level is below the lower one.")})
