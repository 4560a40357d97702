"""What the page of a draft shows: the parts with their states, and what is still in the way."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.courses.contents import (
    Difference,
    Known,
    Names,
    Problem,
    blank_content,
    differences,
    run_key,
    run_words,
    unsaved_course,
)
from catalogue.courses.course_page import CoursePage, course_page
from catalogue.courses.enums import CourseStatus, Need
from catalogue.events.event_times import on_the_wall
from catalogue.publishing.editor.hints import Terms, hints_of
from catalogue.publishing.editor.parts import BY_CODE, PARTS, PRICE_FIELDS, Part, part_of
from catalogue.publishing.editor.stoppers import Places, by_part, stoppers
from catalogue.publishing.enums import DraftState
from catalogue.publishing.models import Draft
from catalogue.publishing.moments import moment_words


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing to put right, with the address of its field."""

    message: str
    url: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the task list. ``state`` is "done", "progress" or "none"."""

    code: str
    title: str | Promise
    url: str
    hint: str
    state: str
    is_here: bool = False

    @property
    def label(self) -> str:
        """The word of its tag."""
        return {
            "done": _("Done"),
            "progress": _("In progress"),
            "none": _("Not started"),
        }[self.state]

    @property
    def colour(self) -> str:
        """The colour of its tag."""
        return {"done": "green", "progress": "", "none": "grey"}[self.state]


@dataclass(frozen=True)  # no slots: cached_property keeps its value in __dict__
class DraftPage:
    """A draft as its pages show it. Built once for a page. ``kept``: ``"today at 9:04am"``."""

    draft: Draft
    today: datetime.date
    kept: str
    places: Places
    problems: list[Problem]
    tasks: list[Task]
    stops: list[Stop]
    changes: list[Difference]

    @property
    def done(self) -> int:
        """How many parts are done."""
        return sum(task.state == "done" for task in self.tasks)

    @property
    def is_new(self) -> bool:
        """Whether nothing of it is live."""
        return self.draft.course_id is None

    @property
    def is_live(self) -> bool:
        """Whether visitors see its course."""
        course = self.draft.course
        return course is not None and course.status == CourseStatus.LIVE

    @property
    def has_news(self) -> bool:
        """Whether publishing would change what visitors see."""
        return bool(self.is_new or self.changes or not self.is_live)

    @property
    def next_task(self) -> Task | None:
        """The first part that is not done."""
        return next((task for task in self.tasks if task.state != "done"), None)

    @property
    def is_waiting(self) -> bool:
        """Whether a moderator looks at it."""
        return self.draft.state == DraftState.IN_REVIEW

    @property
    def is_returned(self) -> bool:
        """Whether a moderator sent it back."""
        return self.draft.state == DraftState.RETURNED

    @cached_property
    def phone(self) -> CoursePage:
        """What learners would read."""
        return preview_of(self.draft, today=self.today, known=self.places.known)

    @property
    def marks(self) -> set[str]:
        """The names of the fields that differ from what is live. A new course has no marks."""
        return set() if self.is_new else {one.path.split(".", 1)[0] for one in self.changes}

    @property
    def reference(self) -> str:
        """The first of the provider's references."""
        references = self.draft.content.get("references") or [""]
        return str(references[0])


def preview_of(draft: Draft, *, today: datetime.date, known: Known | None = None) -> CoursePage:
    """Return the public page of what is typed so far. ``known`` where it is fetched already."""
    course = unsaved_course(draft.content, draft.organisation, known=known, number=draft.course_id)
    return course_page(course, today=today)


def draft_page(draft: Draft, *, now: datetime.datetime, here: str = "") -> DraftPage:
    """Return what the pages of a draft show. ``here`` is the code of the part that is open."""
    today = on_the_wall(now).date()
    places = Places.of(draft.organisation)
    problems = stoppers(draft.content, base=draft.base, places=places, today=today)
    names = Names.of([draft.base, draft.content])
    changes = differences(draft.base, draft.content, names=names)
    of_part = by_part(problems)
    return DraftPage(
        draft=draft,
        today=today,
        kept=moment_words(draft.updated_at, now=now),
        places=places,
        problems=problems,
        tasks=[
            _task(draft, part, of_part.get(part.code, []), here=here, today=today) for part in PARTS
        ],
        stops=[
            Stop(one.message, stop_url(draft, one.path), _about(draft, one, names))
            for one in problems
        ],
        changes=changes,
    )


def part_url(draft: Draft, code: str) -> str:
    """Return the address of the page of a part, at its form."""
    return reverse("publishing:draft_part", args=[draft.organisation.slug, draft.pk, code])


def stop_url(draft: Draft, path: str) -> str:
    """Return the address of the field where a problem is mended."""
    pieces = path.split(".")
    if pieces[0] == "runs" and len(pieces) == 3 and pieces[2] not in PRICE_FIELDS:
        url = reverse("publishing:draft_run", args=[draft.organisation.slug, draft.pk, pieces[1]])
        return f"{url}#id_{pieces[2]}"
    code = part_of(path)
    url = part_url(draft, code)
    return url if code == "dates" else f"{url}#id_{pieces[-1]}"


def _about(draft: Draft, problem: Problem, names: Names) -> str:
    """Return which date a problem is of, else its part: ``"Who can join"``."""
    pieces = problem.path.split(".")
    if pieces[0] != "runs" or len(pieces) < 3:
        return str(BY_CODE[part_of(problem.path)].title)
    for position, run in enumerate(draft.content.get("runs") or []):
        if run_key(run, position) == pieces[1]:
            return run_words(run, names)
    return ""


def _task(
    draft: Draft,
    part: Part,
    problems: list[Problem],
    *,
    here: str,
    today: datetime.date,
) -> Task:
    is_told = _is_told(draft.content, part)
    if problems:
        state = "progress" if is_told or draft.parts.get(part.code) else "none"
    else:
        state = "done" if is_told else "none"
    if part.code == here:
        state = state if state == "done" else "progress"
    return Task(
        code=part.code,
        title=part.title,
        url=part_url(draft, part.code),
        hint=_("You are here") if part.code == here else _hint(draft.content, part, today),
        state=state,
        is_here=part.code == here,
    )


def _is_told(content: Mapping[str, Any], part: Part) -> bool:
    """Return whether anything of a part is said. The kind of class has an answer from the start."""
    if part.code == "dates":
        return bool(content.get("runs"))
    if part.code == "price":
        rows = [*(content.get("runs") or []), content.get("defaults") or {}]
        return any(row.get(name) not in (None, "", []) for row in rows for name in PRICE_FIELDS)
    blank = blank_content()
    return any(content.get(name, blank[name]) not in (blank[name], None) for name in part.fields)


def _hint(content: Mapping[str, Any], part: Part, today: datetime.date) -> str:
    if part.code == "dates":
        return _dates_hint(content, today)
    if part.code == "access":
        labels = dict(Need.choices)
        return ", ".join(str(labels[one]) for one in content.get("needs") or [] if one in labels)
    if part.code == "join":
        return str(content.get("join_value") or "")[:80]
    notes = [
        note
        for one in hints_of(content, part.fields, Terms((), ())).values()
        for note in one.notes
        if "“" in note
    ]
    return notes[0] if notes else ""


def _dates_hint(content: Mapping[str, Any], today: datetime.date) -> str:
    runs = content.get("runs") or []
    if not runs:
        return ""
    text = ngettext("%(n)d date", "%(n)d dates", len(runs)) % {"n": len(runs)}
    gone = sum(
        1
        for run in runs
        if isinstance(run.get("start_date"), str) and run["start_date"] < today.isoformat()
    )
    if not gone:
        return text
    passed = ngettext("%(n)d has passed", "%(n)d have passed", gone) % {"n": gone}
    return f"{text}. {passed}"
