"""The rows in the form of an event, each checked by itself and against the others."""

import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from catalogue.events.enums import DateChangeKind
from catalogue.events.years import year_mistake
from portal.core.clock import REGION_TIME


class DateChangeForm(WagtailAdminModelForm):
    """What is different about one date of a series."""

    def clean(self) -> dict[str, Any]:
        """Ask for the new times where there are some, and only there."""
        cleaned: dict[str, Any] = super().clean()
        for name in ("on_date", "new_start", "new_end"):
            if words := year_mistake(cleaned.get(name)):
                self.add_error(name, words)
        kind, start, end = (cleaned.get(name) for name in ("kind", "new_start", "new_end"))
        if kind in (DateChangeKind.MOVED, DateChangeKind.ADDED):
            for name, value in (("new_start", start), ("new_end", end)):
                if not value and name not in self.errors:
                    self.add_error(name, _("Write the day and the time."))
        elif start or end:
            self.add_error("new_start", _("Clear the new times, or choose “At another time”."))
        if start and end and end <= start:
            self.add_error("new_end", _("It ends before it starts. Check both."))
        day = cleaned.get("on_date")
        if kind == DateChangeKind.ADDED and start and day and _moment_day(start) != day:
            self.add_error("on_date", _("Write the day of the new start here too."))
        return cleaned


class SessionForm(WagtailAdminModelForm):
    """A talk or workshop."""

    def clean(self) -> dict[str, Any]:
        """Refuse times upside down."""
        cleaned: dict[str, Any] = super().clean()
        begins, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _("It ends before it starts. Check both times."))
        return cleaned


def kept_rows(form: Any, name: str) -> list[Any]:
    """Return the forms of rows that are kept and could be read."""
    if name not in form.formsets:
        return []
    rows = form.formsets[name]
    return [
        row
        for row in rows.forms
        if getattr(row, "cleaned_data", None) and row not in rows.deleted_forms
    ]


def _moment_day(moment: datetime.datetime) -> datetime.date:
    return moment.astimezone(REGION_TIME).date()
