"""The rows of the table of courses, in words. A constant number of queries for any page."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from catalogue.courses import wording
from catalogue.courses.enums import CourseStatus, RunStatus
from catalogue.courses.models import Course, CourseReference, CourseRun
from catalogue.publishing.desk.access import Desk
from catalogue.publishing.desk.course_list import SOON
from catalogue.publishing.desk.ways import way
from catalogue.publishing.enums import DraftState
from catalogue.publishing.figures.numbers import numbers_of_courses
from catalogue.publishing.figures.quality import quality_of
from catalogue.publishing.models import Draft

MOST_REFERENCES = 2


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course or a draft. ``colour`` is one of the tag component's."""

    title: str
    url: str
    references: list[str]
    state: str
    colour: str
    more: str
    next_start: str
    places: str
    shown: str
    pressed: str
    quality: str
    is_draft: bool = False


def rows_of(
    desk: Desk,
    drafts: Iterable[Draft],
    courses: Sequence[Course],
    *,
    today: datetime.date,
    scores: Mapping[int, int] | None = None,
) -> list[CourseRow]:
    """Return the rows of a page: drafts first, then courses. ``scores`` where they are known."""
    ids = [course.pk for course in courses]
    runs = _next_runs(ids, today=today)
    numbers = numbers_of_courses(ids, today=today) if ids else {}
    if scores is None:
        scores = quality_of(ids, today=today) if ids else {}
    references = _references(ids)
    rows = [_draft_row(desk, draft, today=today) for draft in drafts]
    for course in courses:
        state, colour = _state(course, today=today)
        counted = numbers.get(course.pk)
        rows.append(
            CourseRow(
                title=course.title,
                url=course_url(desk, course),
                references=references.get(course.pk, [])[:MOST_REFERENCES],
                state=state,
                colour=colour,
                more=_more(course),
                next_start=_next_start(course, runs.get(course.pk)),
                places=_places(runs.get(course.pk)),
                shown=counted["SHOWN"].words if counted else _("Not yet"),
                pressed=counted["JOINED"].words if counted else _("Not yet"),
                quality=str(scores.get(course.pk, "")) or _("Not yet"),
            )
        )
    return rows


def short_day(day: datetime.date) -> str:
    """Return ``"18 January"``, where the year is clear."""
    return str(format_date(day, pgettext("day and month, Django date format", "j E")))


def course_url(desk: Desk, course: Course) -> str:
    """Return where a course is changed; for a reader its page, if visitors see one."""
    if desk.may_edit:
        return way("course_edit", desk.organisation.slug, course.pk)
    return course.get_absolute_url() if course.status == CourseStatus.LIVE else ""


def _draft_row(desk: Desk, draft: Draft, *, today: datetime.date) -> CourseRow:
    state, colour = _draft_state(draft)
    url = way("draft", desk.organisation.slug, draft.pk)
    return CourseRow(
        title=str(draft),
        url=url if desk.may_edit else "",  # whoever has its key reads it
        references=[],
        state=state,
        colour=colour,
        more="",
        next_start=_first_day_of(draft, today=today),
        places="",
        shown=_("Not yet"),
        pressed=_("Not yet"),
        quality=_("Not yet"),
        is_draft=True,
    )


def _first_day_of(draft: Draft, *, today: datetime.date) -> str:
    """Return the next day that is written in a draft; what nobody can read yet is none."""
    days = []
    for run in draft.content.get("runs") or []:
        if run.get("status") == RunStatus.CANCELLED:
            continue
        with suppress(TypeError, ValueError):
            days.append(datetime.date.fromisoformat(run.get("start_date") or ""))
    ahead = [day for day in days if day >= today]
    return short_day(min(ahead)) if ahead else wording.not_known()


def _draft_state(draft: Draft) -> tuple[str, str]:
    return {
        DraftState.EDITING: (_("Draft"), "grey"),
        DraftState.IN_REVIEW: (_("Being checked"), ""),
        DraftState.RETURNED: (_("Sent back"), "red"),
    }[DraftState(draft.state)]


def _state(course: Any, *, today: datetime.date) -> tuple[str, str]:
    if course.status != CourseStatus.LIVE:
        return str(CourseStatus(course.status).label), "grey"
    if not course.has_open:
        return _("Date has passed"), "red"
    if not course.is_lasting and course.last_day <= today + SOON:
        days = (course.last_day - today).days
        if not days:
            return _("Ends today"), "yellow"
        return ngettext("Ends in %(n)d day", "Ends in %(n)d days", days) % {"n": days}, "yellow"
    return _("Live"), "green"


def _more(course: Any) -> str:
    """Say what is on the way besides what visitors see."""
    draft = getattr(course, "draft", None)
    if draft is None or (draft.state == DraftState.EDITING and draft.content == draft.base):
        return ""  # it was opened, and nothing was changed
    return {
        DraftState.EDITING: _("Changes not live yet"),
        DraftState.IN_REVIEW: _("Changes being checked"),
        DraftState.RETURNED: _("Changes sent back"),
    }[DraftState(draft.state)]


def _next_start(course: Any, run: CourseRun | None) -> str:
    if course.next_start:
        return short_day(course.next_start)
    if run is not None:
        return wording.starts(None, is_flexible=run.is_flexible_start)
    return _("No next date")


def _places(run: CourseRun | None) -> str:
    if run is None or run.places_left is None:
        return ""
    if run.places:
        values = {"left": run.places_left, "places": run.places}
        return _("%(left)d of %(places)d places left") % values
    return ngettext("%(n)d place left", "%(n)d places left", run.places_left) % {
        "n": run.places_left
    }


def _next_runs(ids: Sequence[int], *, today: datetime.date) -> dict[int, CourseRun]:
    """Return the next run of each course that somebody can join."""
    found: dict[int, CourseRun] = {}
    runs = CourseRun.objects.open_on(today).filter(course__in=ids)
    for run in runs.order_by("course_id", "start_date", "pk"):
        first = found.get(run.course_id)
        if first is None or (first.start_date is None and run.start_date is not None):
            found[run.course_id] = run
    return found


def _references(ids: Sequence[int]) -> dict[int, list[str]]:
    rows = CourseReference.objects.filter(course__in=ids).order_by("pk")
    found: dict[int, list[str]] = {}
    for course_id, reference in rows.values_list("course_id", "reference"):
        found.setdefault(course_id, []).append(reference)
    return found
