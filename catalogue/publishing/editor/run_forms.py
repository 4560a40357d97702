"""The forms of dates: one of them, or many at once."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.courses.contents import Problem, blank_run
from catalogue.courses.enums import (
    AttendancePattern,
    DeliveryMode,
    DurationUnit,
    RunStatus,
    StudyMode,
    Weekday,
)
from catalogue.providers.models import Venue
from catalogue.publishing.editor import typed
from catalogue.publishing.editor.part_forms import (
    READ,
    SHOW,
    Lenient,
    as_sent,
    choice,
    line_box,
    number_box,
    ticks,
    with_unknown,
    words_box,
)

NEW_PLACE = "new"
MOST_AT_ONCE = 100


class RunForm(Lenient):
    """One date with all its facts."""

    delivery_mode = choice(gettext_lazy("How is it taught?"), DeliveryMode.choices, radios=True)
    venue = choice(gettext_lazy("Where?"), ())
    new_name = line_box(
        gettext_lazy("Name of the new place"), help_text=gettext_lazy("Like “Tipton library”.")
    )
    new_postcode = line_box(
        gettext_lazy("Postcode of the new place"),
        help_text=gettext_lazy("We find it on the map by its postcode."),
        autocapitalize="characters",
    )
    new_address = line_box(gettext_lazy("Street of the new place"))
    start_date = line_box(
        gettext_lazy("First day"), help_text=gettext_lazy("Like 18/1/2027 or 18 January 2027.")
    )
    is_flexible_start = forms.BooleanField(
        label=gettext_lazy("People start when they like"), required=False
    )
    days_of_week = ticks(gettext_lazy("On which days?"), Weekday.choices)
    start_time = line_box(
        gettext_lazy("From what time?"), help_text=gettext_lazy("Like 18:00 or 6pm.")
    )
    end_time = line_box(gettext_lazy("Until what time?"))
    duration = number_box(gettext_lazy("How long is it?"), help_text=gettext_lazy("Like 10."))
    duration_unit = choice(
        gettext_lazy("Hours, days, weeks or months?"), with_unknown(DurationUnit.choices)
    )
    hours_per_week = line_box(
        gettext_lazy("Hours a week"), help_text=gettext_lazy("Like 2 or 2.5."), inputmode="decimal"
    )
    attendance_pattern = choice(
        gettext_lazy("When in the week?"), with_unknown(AttendancePattern.choices)
    )
    study_mode = choice(gettext_lazy("Full or part time?"), with_unknown(StudyMode.choices))
    end_date = line_box(gettext_lazy("Last day"))
    enrol_by_date = line_box(gettext_lazy("Last day to join"))
    status = choice(gettext_lazy("Can people join?"), RunStatus.choices)
    places = number_box(gettext_lazy("Places"))
    places_left = number_box(gettext_lazy("Places left"))
    waiting_weeks = number_box(gettext_lazy("Weeks on the waiting list"))
    cost_pence = line_box(
        gettext_lazy("Price of this date in pounds"),
        help_text=gettext_lazy("Write 0 when it is free for everybody."),
        inputmode="decimal",
    )
    cost_description = line_box(gettext_lazy("More about the price"))
    is_national = forms.BooleanField(
        label=gettext_lazy("At work: anywhere in England"), required=False
    )
    sub_regions = words_box(
        gettext_lazy("At work: in which councils?"), help_text=gettext_lazy("One on each line.")
    )
    reference = line_box(gettext_lazy("Your reference"))

    kinds = {
        "delivery_mode": "code",
        "venue": "venue",
        "start_date": "date",
        "is_flexible_start": "yes",
        "days_of_week": "codes",
        "start_time": "time",
        "end_time": "time",
        "duration": "number",
        "duration_unit": "code",
        "hours_per_week": "hours",
        "attendance_pattern": "code",
        "study_mode": "code",
        "end_date": "date",
        "enrol_by_date": "date",
        "status": "code",
        "places": "number",
        "places_left": "number",
        "waiting_weeks": "number",
        "cost_pence": "price",
        "cost_description": "line",
        "is_national": "yes",
        "sub_regions": "lines",
        "reference": "line",
    }
    more = (
        "attendance_pattern",
        "study_mode",
        "hours_per_week",
        "end_date",
        "enrol_by_date",
        "status",
        "places",
        "places_left",
        "waiting_weeks",
        "cost_pence",
        "cost_description",
        "is_national",
        "sub_regions",
        "reference",
    )
    place_fields = ("new_name", "new_postcode", "new_address")

    def __init__(self, *args: Any, venues: Iterable[Venue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [
            (str(one.pk), f"{one.name}, {one.postcode}" if one.postcode else one.name)
            for one in sorted(venues, key=lambda venue: venue.name.lower())
            if one.is_live
        ]
        self.has_places = bool(places)
        self.fields["venue"].widget.choices = [
            ("", _("No place, or not known")),
            *places,
            (NEW_PLACE, _("A new place: its name and postcode are below")),
        ]

    @classmethod
    def shown(cls, content: Mapping[str, Any]) -> dict[str, Any]:
        """Return what stands in the boxes for a run."""
        shown: dict[str, Any] = {}
        for name, kind in cls.kinds.items():
            value = content.get(name)
            if kind == "date":
                shown[name] = typed.show_date(value)
            elif kind == "yes":
                if value:
                    shown[name] = "on"
            elif kind in ("time", "hours", "venue"):
                shown[name] = typed.show(value)
            else:
                shown[name] = SHOW[kind](value)
        place = content.get("new_place") or {}
        shown |= {f"new_{name}": place.get(name, "") for name in ("name", "postcode", "address")}
        if place:
            shown["venue"] = NEW_PLACE
        return shown

    @classmethod
    def typed_run(cls, data: QueryDict, *, today: datetime.date) -> dict[str, Any]:
        """Return the fields of a run as they are typed."""
        run: dict[str, Any] = {}
        for name, kind in cls.kinds.items():
            text = data.get(name) or ""
            if kind == "date":
                run[name] = typed.read_date(text, today=today)
            elif kind == "time":
                run[name] = typed.read_time(text)
            elif kind == "hours":
                run[name] = text.strip()[:200] or None
            elif kind == "yes":
                run[name] = bool(text)
            elif kind == "venue":
                run[name] = None if text == NEW_PLACE else typed.read_number(text)
            else:
                run[name] = READ[kind](data, name)
        return run

    @classmethod
    def typed_place(cls, data: QueryDict) -> dict[str, str]:
        """Return the new place that is typed, or nothing."""
        place = {
            name: " ".join(typed.read_text(data.get(f"new_{name}") or "").split())
            for name in ("name", "postcode", "address")
        }
        is_wanted = data.get("venue") == NEW_PLACE or place["name"] or place["postcode"]
        return place if is_wanted else {}

    def first_fields(self) -> list[Any]:
        """Return the fields between the place and "more"."""
        apart = {*self.more, *self.place_fields, "delivery_mode", "venue"}
        return [self[name] for name in self.fields if name not in apart]

    def new_place_fields(self) -> list[Any]:
        """Return the fields of a new place."""
        return [self[name] for name in self.place_fields]


class ManyRunsForm(RunForm):
    """New dates: one, a list of them, or one each week."""

    start_date = words_box(
        gettext_lazy("First day of each date"),
        help_text=gettext_lazy("One on each line, like 18/1/2027 or 18 January 2027."),
        rows=2,
    )
    every = choice(gettext_lazy("Or every week on"), [("", gettext_lazy("No"))])
    every_from = line_box(gettext_lazy("From"))
    every_to = line_box(gettext_lazy("To"))
    weekly_fields = ("every", "every_from", "every_to")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["every"].widget.choices = [("", _("No")), *Weekday.choices]

    def first_fields(self) -> list[Any]:
        """Return the fields between the place and "more", without the weekly ones."""
        return [field for field in super().first_fields() if field.name not in self.weekly_fields]

    def every_fields(self) -> list[Any]:
        """Return the fields of a date each week."""
        return [self[name] for name in self.weekly_fields]


def typed_starts(
    data: QueryDict, *, today: datetime.date
) -> tuple[list[str | None], list[Problem]]:
    """Return the first day of each new date: ``["2027-01-12", "2027-01-19"]``.

    An empty list of days is one date without a day. A day that nobody can read stays as typed.
    """
    lines = [line for line in (data.get("start_date") or "").splitlines() if line.strip()]
    starts: list[str | None] = [typed.read_date(line, today=today) for line in lines]
    too_many = _("These are over %(most)d dates. Choose fewer.") % {"most": MOST_AT_ONCE}
    if len(starts) > MOST_AT_ONCE:
        return starts, [Problem("start_date", too_many)]
    if not data.get("every"):
        return starts or [None], []
    first = typed.read_date(data.get("every_from") or "", today=today)
    last = typed.read_date(data.get("every_to") or "", today=today)
    problems = [
        Problem(name, _("Write a day, a month and a year, like 18 January 2027."))
        for name, value in (("every_from", first), ("every_to", last))
        if not _is_day(value)
    ]
    if problems or data["every"] not in Weekday.values:
        return starts or [None], problems
    weekly = _each_week(data["every"], str(first), str(last))
    if not weekly:
        words = _("No such day lies between these two. Check both.")
        return starts or [None], [Problem("every_to", words)]
    if len(weekly) + len(starts) > MOST_AT_ONCE:
        return starts or [None], [Problem("every_to", too_many)]
    return list(dict.fromkeys([*starts, *weekly])), []


def _is_day(value: str | None) -> bool:
    try:
        datetime.date.fromisoformat(value or "")
    except ValueError:
        return False
    return True


def _each_week(weekday: str, first: str, last: str) -> list[str]:
    day, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    day += datetime.timedelta(days=(Weekday.values.index(weekday) - day.weekday()) % 7)
    days: list[str] = []
    while day <= end and len(days) <= MOST_AT_ONCE:
        days.append(day.isoformat())
        day += datetime.timedelta(days=7)
    return days


def run_form(
    run: Mapping[str, Any], *, venues: Iterable[Venue], problems: Iterable[Problem]
) -> RunForm:
    """Return the form of a run as it is kept, with the words of the checks at its fields."""
    form = RunForm(data=as_sent(RunForm.shown({**blank_run(), **run})), venues=venues)
    form.tell(list(problems))
    return form
