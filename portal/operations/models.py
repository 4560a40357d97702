"""When each scheduled job last ran, and how it went."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DueRun(models.Model):
    """The last run of one job. Jobs that work on "since the last time" read it here."""

    name = models.CharField(_("job"), max_length=60, unique=True)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    succeeded_at = models.DateTimeField(
        _("last success"),
        null=True,
        blank=True,
        help_text=_("The start of the last run that succeeded."),
    )
    counts = models.JSONField(_("what it did"), default=dict, blank=True)
    error = models.CharField(_("error"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("scheduled job")
        verbose_name_plural = _("scheduled jobs")

    def __str__(self) -> str:
        return self.name
