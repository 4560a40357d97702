"""The log of loads, for the admin; and the models of partners' events."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.feeds.event_models import EventFeed, EventFetch, HeldEvent
from catalogue.providers.models import Organisation

__all__ = ["EventFeed", "EventFetch", "HeldEvent", "ImportRecord"]


class ImportRecord(models.Model):
    """One file that somebody loaded, tried or was refused."""

    provider = models.ForeignKey(
        Organisation,
        verbose_name=_("provider"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="imports",
    )
    file_name = models.CharField(_("file"), max_length=255)
    file_format = models.CharField(_("format"), max_length=40, blank=True)
    is_dry_run = models.BooleanField(_("only tried"), default=False)
    is_refused = models.BooleanField(_("refused"), default=False)
    rows_read = models.PositiveIntegerField(_("rows read"), default=0)
    rows_loaded = models.PositiveIntegerField(_("rows loaded"), default=0)
    rows_held = models.PositiveIntegerField(_("rows held"), default=0)
    counts = models.JSONField(
        _("what changed"),
        default=dict,
        blank=True,
        help_text=_('Like {"courses": {"added": 3, "changed": 0, "unchanged": 7}}.'),
    )
    issues_total = models.PositiveIntegerField(_("number of findings"), default=0)
    issues = models.JSONField(
        _("findings"), default=list, blank=True, help_text=_("The first 200, in row order.")
    )
    created_at = models.DateTimeField(_("loaded"), auto_now_add=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [models.Index(fields=["-created_at"], name="import_record_newest")]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.created_at:%d/%m/%Y %H:%M}"
