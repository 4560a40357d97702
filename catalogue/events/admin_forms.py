"""The form of an event: what several answers must agree on, in words beside the field."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.courses import wording
from catalogue.events.admin_row_forms import kept_rows
from catalogue.events.enums import DateChangeKind, Repeats
from catalogue.events.missing_facts import missing_facts
from catalogue.events.years import year_mistake
from portal.core.clock import REGION_TIME
from portal.core.panels import WordsForm

EVENT_WORDS = (
    "body",
    "bring",
    "audience_note",
    "arrival_note",
    "getting_there",
    "room",
    "cost_note",
    "walk_in_note",
    "children_note",
    "food_note",
    "quiet_note",
    "access_note",
    "status_reason",
)
LISTED_ONCE = {
    "date_changes": gettext_lazy("This day is listed twice. Keep one row for each day."),
    "exhibitors": gettext_lazy("This organisation is listed twice. Take one away."),
    "event_roles": gettext_lazy("This role is listed twice. Take one away."),
}
# Who posts a fair today posted one before: these are the same.
KEPT_FROM_LAST = ("organiser", "contact_name", "contact_phone", "contact_email")


def _moment(value: Any) -> datetime.datetime | None:
    return value.astimezone(REGION_TIME) if isinstance(value, datetime.datetime) else None


class EventForm(WordsForm):
    """An event with its rows. A draft may be unfinished, but never impossible."""

    words = frozenset(EVENT_WORDS)

    cost_pence = forms.DecimalField(
        label=gettext_lazy("price in pounds"),
        required=False,
        min_value=0,
        max_value=10_000,
        decimal_places=2,
        help_text=gettext_lazy("0: free. Empty: not known."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pence = self.initial.get("cost_pence")
        if pence is not None and "cost_pence" in self.fields:
            self.initial["cost_pence"] = pence // 100 if pence % 100 == 0 else f"{pence / 100:.2f}"
        for name, words in LISTED_ONCE.items():
            if rows := self.formsets.get(name):
                _name_the_double(rows, words)
        if self.instance.pk is None:
            self._begin_as_last_time()

    def _begin_as_last_time(self) -> None:
        user = getattr(self.for_user, "pk", None)
        last = type(self.instance).objects.filter(owner=user).order_by("-pk").first()
        if user is None or last is None:
            return
        for name in KEPT_FROM_LAST:
            if name in self.fields and not self.initial.get(name):
                value = getattr(last.source, name)
                self.initial[name] = getattr(value, "pk", value)

    def clean_cost_pence(self) -> int | None:
        """Return pence for the pounds that were typed."""
        pounds = self.cleaned_data["cost_pence"]
        return None if pounds is None else int(pounds * 100)

    def clean(self) -> dict[str, Any]:
        """Refuse times upside down; before publishing, what people would miss."""
        cleaned: dict[str, Any] = super().clean()
        if "first_start" not in self.fields:
            return cleaned  # a translation
        self._check_times(cleaned)
        self._check_series(cleaned)
        self._check_quiet_time(cleaned)
        if not self.is_deferred_validation:
            for name, words in missing_facts(cleaned):
                self._say(name, words)
            self._check_places(cleaned)
        return cleaned

    def _say(self, name: str, words: str) -> None:
        self.add_error(name if name in self.fields else None, words)

    def _check_times(self, cleaned: dict[str, Any]) -> None:
        for name in ("first_start", "first_end"):
            if words := year_mistake(cleaned.get(name)):
                self._say(name, words)
        start, end = cleaned.get("first_start"), cleaned.get("first_end")
        if start and end and end <= start:
            self._say("first_end", _("The event ends before it starts. Check both."))

    def _check_series(self, cleaned: dict[str, Any]) -> None:
        from catalogue.events.scheduling_rules import MOST_DATES, has_too_many_dates

        start, until = _moment(cleaned.get("first_start")), cleaned.get("repeat_until")
        if cleaned.get("repeats") in (Repeats.ONCE, None):
            if until:
                self._say("repeat_until", _("Choose how it repeats, or clear this day."))
            return
        if not until:
            if "repeat_until" not in self.errors:
                self._say("repeat_until", _("A series needs its last day, or choose “Once”."))
        elif start and until < start.date():
            self._say("repeat_until", _("The last day is before the first date. Check both."))
        elif start and has_too_many_dates(_Draft(cleaned)):
            self._say(
                "repeat_until",
                _("This makes more than %(most)s dates. Write an earlier day.")
                % {"most": MOST_DATES},
            )

    def _check_quiet_time(self, cleaned: dict[str, Any]) -> None:
        begins, ends = cleaned.get("quiet_from"), cleaned.get("quiet_until")
        if not begins and not ends:
            return
        if not (begins and ends):
            self._say(
                "quiet_from" if ends else "quiet_until", _("Write both times, or clear both.")
            )
        elif ends <= begins:
            self._say("quiet_until", _("The quiet time ends before it begins. Check both."))
        elif not _is_inside(cleaned, begins, ends):
            self._say(
                "quiet_from",
                _("The quiet time is outside the event. Choose times between its start and end."),
            )

    def _check_places(self, cleaned: dict[str, Any]) -> None:
        """Refuse fewer places than people who have one."""
        from catalogue.events.places_taken import most_taken
        from portal.core.clock import now

        if self.instance.pk is None or cleaned.get("capacity") is None:
            return
        fullest = most_taken(self.instance, now=now())
        if fullest and fullest.people > cleaned["capacity"]:
            self._say(
                "capacity",
                _(
                    "%(people)s places are taken on %(day)s. Write at least %(people)s, or cancel "
                    "bookings first."
                )
                % {"people": fullest.people, "day": fullest.day},
            )

    def is_valid(self) -> bool:
        """Check the rows too, against the event and against each other."""
        is_valid = bool(super().is_valid())
        # A preview may be asked for before anything was typed; a translation has no times.
        if not self.is_bound or "first_start" not in self.fields:
            return is_valid
        checks = (
            self._check_changes(kept_rows(self, "date_changes")),
            self._check_sessions(kept_rows(self, "sessions")),
        )
        return all(checks) and is_valid

    def _check_changes(self, rows: list[Any]) -> bool:
        from catalogue.events.scheduling_rules import keys_by_rule

        is_fine = True
        cleaned = self.cleaned_data
        needed = {"first_start", "first_end", "repeats", "repeat_until"}
        if needed & self.errors.keys() or not cleaned.get("first_start"):
            return is_fine
        days = set(keys_by_rule(_Draft(cleaned)))
        for row in rows:
            day, kind = row.cleaned_data.get("on_date"), row.cleaned_data.get("kind")
            if day is None or kind is None or "on_date" in row.errors:
                continue
            is_known = day.isoformat() in days
            if kind == DateChangeKind.ADDED and is_known:
                row.add_error(
                    "on_date", _("This is a date of the event already. Choose “At another time”.")
                )
            elif kind != DateChangeKind.ADDED and not is_known:
                near = _nearest(days, day)
                row.add_error(
                    "on_date",
                    _("The event has no date on this day. The nearest is %(day)s.") % {"day": near},
                )
            else:
                continue
            is_fine = False
        return is_fine

    def _check_sessions(self, rows: list[Any]) -> bool:
        is_fine = True
        for row in rows:
            begins, ends = row.cleaned_data.get("starts_at"), row.cleaned_data.get("ends_at")
            if (
                begins
                and ends
                and ends > begins
                and not _is_inside(self.cleaned_data, begins, ends)
            ):
                row.add_error(
                    "starts_at",
                    _("This is outside the event. Choose times between its start and end."),
                )
                is_fine = False
        return is_fine


class _Draft:
    """What the rules read of an event, from a form that is not saved."""

    def __init__(self, cleaned: Mapping[str, Any]) -> None:
        self.first_start = cleaned.get("first_start")
        self.first_end = cleaned.get("first_end") or self.first_start
        self.repeats = cleaned.get("repeats") or Repeats.ONCE
        self.repeat_until = cleaned.get("repeat_until")

    @property
    def is_series(self) -> bool:
        return self.repeats != Repeats.ONCE


def _name_the_double(rows: Any, words: Any) -> None:
    """Let rows say in our words that two of them are the same: Django's name columns."""
    rows.get_unique_error_message = lambda _columns: words
    rows.get_form_error = lambda: words


def _is_inside(cleaned: Mapping[str, Any], begins: datetime.time, ends: datetime.time) -> bool:
    """Whether times of the day are within an event. One that goes past midnight holds them all."""
    start, end = _moment(cleaned.get("first_start")), _moment(cleaned.get("first_end"))
    if start is None or end is None or end.date() != start.date():
        return True
    return start.time() <= begins and ends <= end.time()


def _nearest(days: set[str], day: datetime.date) -> str:
    dates = [datetime.date.fromisoformat(one) for one in days]
    found = min(dates, key=lambda one: abs(one - day), default=None)
    return wording.long_date(found) if found else _("not known")
