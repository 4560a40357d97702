"""What a course page says about each run, and which runs it shows."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.courses import wording
from catalogue.courses.costs import cost_line
from catalogue.courses.enums import DeliveryMode, RunStatus, StudyMode
from catalogue.courses.models import CourseRun
from catalogue.courses.wording import Availability
from catalogue.providers.models import Venue
from portal.core.prose import breakable

SOON_ENOUGH_WITHOUT_YEAR = datetime.timedelta(days=180)
WORK_COACH_HOURS = 16  # over this many hours a week a work coach must know before the start


@dataclass(frozen=True, slots=True)
class RunRow:
    """A row of the table of dates. ``place_is_data``: the place is a name, not our words."""

    id: int
    anchor: str
    starts: str
    times: str
    length: str
    place: str
    place_is_data: bool
    place_note: str
    delivery: str
    availability: Availability
    cost: str
    cost_note: str
    last_day: str


@dataclass(frozen=True, slots=True)
class Runs:
    """The runs of a course on a day: those to join, soonest first, and those that have gone."""

    open: tuple[CourseRun, ...]
    past: tuple[CourseRun, ...]

    @property
    def have_all_gone(self) -> bool:
        """True when there were runs and a person can join none of them."""
        return bool(self.past) and not self.open

    @property
    def were_cancelled(self) -> bool:
        """True when no run ever started: every one was called off."""
        return bool(self.past) and all(run.status == RunStatus.CANCELLED for run in self.past)


def sorted_runs(runs: Iterable[CourseRun], *, today: datetime.date) -> Runs:
    """Part runs that a person can join on a day from the rest. The rule is ``open_on``'s.

    A cancelled run counts as gone, but its row stays and says so: people may hold a letter with
    that date.
    """
    open_runs: list[CourseRun] = []
    past: list[CourseRun] = []
    for run in runs:
        (open_runs if is_open(run, today=today) else past).append(run)
    return Runs(
        open=tuple(sorted(open_runs, key=_soonest_first)),
        past=tuple(sorted(past, key=_soonest_first, reverse=True)),
    )


def is_open(run: CourseRun, *, today: datetime.date) -> bool:
    """Return whether a person can still join. The same rule as the query set's ``open_on``."""
    if run.status == RunStatus.CANCELLED:
        return False
    if run.enrol_by_date and run.enrol_by_date < today:
        return False
    return run.is_flexible_start or run.start_date is None or run.start_date >= today


def _soonest_first(run: CourseRun) -> tuple[int, datetime.date, datetime.time, int]:
    """Dated runs, then those that start at any time, then those whose date nobody told us."""
    rank = 0 if run.start_date else 1 if run.is_flexible_start else 2
    return rank, run.start_date or datetime.date.max, run.start_time or datetime.time.max, run.pk


def run_row(run: CourseRun) -> RunRow:
    """Return the words for one run. Makes no query when venues are fetched."""
    place, is_data = place_of(run)
    cost = cost_line(run)
    return RunRow(
        id=run.pk,
        anchor=f"run-{run.pk}",
        starts=wording.starts(run.start_date, is_flexible=run.is_flexible_start),
        times=times_of(run),
        length=length_of(run),
        place=breakable(place),
        place_is_data=is_data,
        place_note=_place_note(run),
        delivery=wording.delivery(run.delivery_mode),
        availability=wording.availability(
            run.status, run.places_left, waiting_weeks=run.waiting_weeks
        ),
        cost=cost.price,
        cost_note=breakable(cost.note),
        last_day=wording.date(run.enrol_by_date) if run.enrol_by_date else "",
    )


def times_of(run: CourseRun) -> str:
    """Return ``"Tuesday and Thursday, 6pm to 8pm"``."""
    return wording.days_and_times(
        run.days_of_week, run.start_time, run.end_time, attendance_pattern=run.attendance_pattern
    )


def length_of(run: CourseRun) -> str:
    """Return ``"12 weeks"``, ``"1 day, 4 hours"``, or nothing."""
    hours = run.hours_per_week if is_over_in_a_week(run) else None
    return wording.length(run.duration, run.duration_unit, hours)


def is_over_in_a_week(run: CourseRun) -> bool:
    """Return whether nothing goes on from week to week."""
    return wording.is_over_in_a_week(run.duration, run.duration_unit, run.hours_per_week)


def place_of(run: CourseRun) -> tuple[str, bool]:
    """Return where a run is taught, and whether that is a name from the data."""
    if run.venue is not None and run.delivery_mode != DeliveryMode.ONLINE:
        return run.venue.name, True
    if run.delivery_mode == DeliveryMode.ONLINE:
        return _("Online"), False
    if run.delivery_mode == DeliveryMode.WORK_BASED:
        return _("At your workplace"), False
    return wording.not_known(), False


def _place_note(run: CourseRun) -> str:
    if run.delivery_mode == DeliveryMode.WORK_BASED and run.venue is None:
        return _("Anywhere in England") if run.is_national else _named(run.sub_regions)
    if run.venue is None or run.delivery_mode == DeliveryMode.ONLINE:
        return ""
    note = town_of(run.venue)
    if run.delivery_mode == DeliveryMode.BLENDED:
        if note:
            return _("%(town)s, and partly online") % {"town": note}
        return _("and partly online")
    return note


def _named(names: Sequence[str]) -> str:
    """Return ``"Walsall, Dudley and Sandwell"``, or nothing."""
    return wording.joined([str(name) for name in names]) if names else ""


def town_of(venue: Venue) -> str:
    """Return the town of a venue unless its name says it already."""
    town = venue.town
    return "" if not town or town.lower() in venue.name.lower() else town


def distinct(values: Iterable[str]) -> list[str]:
    """Return the known values once each, in order."""
    return [value for value in dict.fromkeys(values) if value and value != wording.not_known()]


def venues_of(runs: Iterable[CourseRun]) -> list[Venue]:
    """Return the venues where people go, once each, in the order of the runs."""
    found = {
        run.venue.pk: run.venue
        for run in runs
        if run.venue is not None and run.delivery_mode != DeliveryMode.ONLINE
    }
    return list(found.values())


def must_tell_work_coach(runs: Iterable[CourseRun]) -> bool:
    """Return whether a run takes over 16 hours a week or is full time."""
    return any(
        run.study_mode == StudyMode.FULL_TIME or (run.hours_per_week or 0) > WORK_COACH_HOURS
        for run in runs
    )


def start_in_short(run: CourseRun, *, today: datetime.date) -> str:
    """Return a start as it stands within a line, the year only when it is far off or past."""
    if run.start_date and today <= run.start_date <= today + SOON_ENOUGH_WITHOUT_YEAR:
        return wording.day_and_month(run.start_date)
    if run.is_flexible_start:
        return wording.starts(None, is_flexible=True)
    return wording.long_date(run.start_date)
