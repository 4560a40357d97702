"""Where a figure comes from and until when it may be shown as current."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class DatedSource(models.Model):
    """A statement with a source and a birthday. An old one is shown grey, never as current."""

    source_name = models.CharField(
        _("source"), max_length=160, help_text=_("Who published it, like: NHS Employers.")
    )
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)
    as_of_date = models.DateField(
        _("as of"), help_text=_("The day for which the source gives the figure.")
    )
    stale_after_date = models.DateField(
        _("old after"),
        null=True,
        blank=True,
        help_text=_("From the next day the figure is shown as an old one."),
    )
    checked_date = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody last compared it with its source."),
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a figure that is old before it is new, and a source that is not secure."""
        super().clean()
        if self.stale_after_date and self.as_of_date and self.stale_after_date < self.as_of_date:
            raise ValidationError(
                {"stale_after_date": _("Choose a day after the day of the figure.")}
            )
        if self.source_url and not self.source_url.startswith("https://"):
            raise ValidationError({"source_url": _("Start the address with https://")})

    def is_stale(self, today: datetime.date) -> bool:
        """Return whether the figure is too old to be shown as current."""
        return self.stale_after_date is not None and self.stale_after_date < today

    def is_from_the_future(self, today: datetime.date) -> bool:
        """Return whether the figure is for a day that has not come."""
        return self.as_of_date > today
