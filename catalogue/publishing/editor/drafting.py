"""Writes of drafts: begin, keep, copy, throw away. Two people never overwrite each other unseen."""

import copy
import datetime
from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError, transaction

from catalogue.courses.contents import (
    OURS,
    THEIRS,
    Conflict,
    blank_content,
    content_of,
)
from catalogue.courses.enums import CourseType, EsolKind, RunStatus
from catalogue.courses.models import Course
from catalogue.courses.subjects import SubjectFinder, SubjectRule
from catalogue.courses.titles import course_type_of, esol_of, level_of
from catalogue.providers.models import Organisation
from catalogue.publishing.checks import services as checks
from catalogue.publishing.editor.parts import value_of, with_values
from catalogue.publishing.editor.run_edits import new_run_key
from catalogue.publishing.enums import DraftKind, DraftState, ReviewState
from catalogue.publishing.models import Draft, Review
from portal.core.models import Subject

TRIES = 5
KINDS: Mapping[str, dict[str, str]] = {
    "COURSE": {},
    "TASTER": {"course_type": CourseType.TASTER.value},
    "ENGLISH": {"esol": EsolKind.GENERAL.value, "course_type": CourseType.ESOL.value},
    "ENGLISH_WORK": {"esol": EsolKind.VOCATIONAL.value, "course_type": CourseType.ESOL.value},
}
Content = dict[str, Any]


class DraftIsWaiting(Exception):  # noqa: N818  (the name says the state)
    """A moderator looks at the draft: nothing changes it meanwhile."""


def begin_course(organisation: Organisation, *, title: str, kind: str, actor: Any) -> Draft:
    """Begin a draft of a new course. The name fills what it says for certain: level, subject.

    ``kind`` is a code of KINDS. A second press of the button opens what the first one began.
    """
    just_made = Draft.objects.filter(
        organisation=organisation,
        kind=DraftKind.COURSE,
        course=None,
        title=title,
        created_by=actor,
        version=1,
    ).first()
    if just_made is not None:
        return just_made
    esol, esol_levels = esol_of(title)
    content: Content = {
        **blank_content(),
        "title": title,
        "level": str(level_of(title)),
        "course_type": str(course_type_of(title)),
        "subject": _subject_finder().find(title=title),
        "esol": str(esol),
        "esol_levels": esol_levels,
        **KINDS[kind],
    }
    return _begin(organisation, title=title, content=content, actor=actor)


def _begin(organisation: Organisation, *, title: str, content: Content, actor: Any) -> Draft:
    return Draft.objects.create(
        organisation=organisation,
        kind=DraftKind.COURSE,
        title=title[:255],
        content=content,
        created_by=actor,
        updated_by=actor,
    )


def _subject_finder() -> SubjectFinder:
    return SubjectFinder(
        SubjectRule(one.pk, one.slug, tuple(one.ssa_tier2_codes), tuple(one.title_words))
        for one in Subject.objects.all()
    )


def open_draft(course: Course, *, actor: Any) -> Draft:
    """Return the one draft of a live course: the open one, or a new one of what is live.

    A draft in which nothing was changed begins anew from what is live today. That of somebody
    who had the course before is in nobody's way.
    """
    Draft.objects.filter(course=course).exclude(organisation=course.provider).delete()
    live = content_of(course)
    values = {
        "organisation": course.provider,
        "kind": DraftKind.COURSE,
        "title": course.title,
        "content": live,
        "base": copy.deepcopy(live),
        "created_by": actor,
        "updated_by": actor,
    }
    try:
        with transaction.atomic():
            draft, is_new = Draft.objects.get_or_create(course=course, defaults=values)
    except IntegrityError:  # two people opened it at one moment
        draft, is_new = Draft.objects.get(course=course), False
    is_untouched = draft.content == draft.base and draft.base != live
    if not is_new and is_untouched and draft.state != DraftState.IN_REVIEW:
        draft.content, draft.base, draft.title = live, copy.deepcopy(live), course.title
        draft.version += 1
        draft.save(update_fields=["content", "base", "title", "version", "updated_at"])
    return draft


def copy_course(course: Course, *, title: str, actor: Any, today: datetime.date) -> Draft:
    """Begin a new course with everything of a course but its dates that have gone by."""
    content = content_of(course)
    content["title"] = title
    content["references"] = []
    content["runs"] = [
        {**run, "id": None, "key": new_run_key(), "reference": ""}
        for run in content["runs"]
        if run["status"] != RunStatus.CANCELLED
        and not (run["start_date"] and run["start_date"] < today.isoformat())
    ]
    return _begin(course.provider, title=title, content=content, actor=actor)


def change(draft: Draft, how: Callable[[Content], Content | None], *, actor: Any) -> Draft:
    """Change the content of a draft as it is stored now, and count the version.

    ``how`` gets the content and returns another one, or None to leave it. It may run again when
    somebody else kept at the same moment. Raises DraftIsWaiting, Draft.DoesNotExist.
    """
    for _try in range(TRIES):
        stored = Draft.objects.get(pk=draft.pk)
        if stored.state == DraftState.IN_REVIEW:
            raise DraftIsWaiting
        content = how(dict(stored.content))
        if content is None or content == stored.content:
            return stored
        title = content.get("title")
        # Sending it for a check leaves the version as it was.
        mine = Draft.objects.filter(pk=stored.pk, version=stored.version)
        with transaction.atomic():
            if mine.exclude(state=DraftState.IN_REVIEW).update(
                content=content,
                title=(title if isinstance(title, str) else "")[:255],
                version=stored.version + 1,
                updated_by=actor,
            ):
                # update() leaves the day: write it with the rest of what a keep means.
                stored.refresh_from_db()
                stored.save(update_fields=["updated_at"])
                return stored
    raise RuntimeError(f"Draft {draft.pk} was kept by others {TRIES} times in a row.")


def keep_part(
    draft: Draft,
    part: str,
    values: Mapping[str, Any],
    *,
    shown: Mapping[str, Any],
    version: int,
    actor: Any,
    choices: Mapping[str, str] | None = None,
) -> list[Conflict]:
    """Keep what was typed on the page of a part. Return what nobody decided: then nothing is kept.

    ``shown`` is what the page showed when it was opened, at ``version``. What another person
    changed since, and this one did not, stays. What both changed is a conflict, until ``choices``
    says whose value counts: ``{"title": "theirs"}``.
    """
    conflicts: list[Conflict] = []

    def how(content: Content) -> Content | None:
        conflicts.clear()
        wanted = dict(values)
        stored = Draft.objects.only("version").get(pk=draft.pk)
        if stored.version != version:
            wanted = _joined(content, values, shown, choices or {}, conflicts)
        if conflicts:
            return None
        differing = {
            name: value for name, value in wanted.items() if value_of(content, name) != value
        }
        return with_values(content, differing) if differing else None

    kept = change(draft, how, actor=actor)
    if not conflicts and not kept.parts.get(part):
        Draft.objects.filter(pk=draft.pk).update(parts={**kept.parts, part: True})
    return conflicts


def _joined(
    content: Content,
    values: Mapping[str, Any],
    shown: Mapping[str, Any],
    choices: Mapping[str, str],
    conflicts: list[Conflict],
) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    for name, ours in values.items():
        # A page that did not say what it showed had an empty box.
        theirs, base = value_of(content, name), shown.get(name, value_of({}, name))
        if ours == theirs or theirs == base:
            wanted[name] = ours
        elif ours == base or choices.get(name) == THEIRS:
            wanted[name] = theirs
        elif choices.get(name) == OURS:
            wanted[name] = ours
        else:
            conflicts.append(Conflict(name, base, ours, theirs))
    return wanted


@transaction.atomic
def take_back(draft: Draft, *, now: datetime.datetime) -> Draft:
    """Take a draft back from the moderators, to go on with it. Harmless when it is back already.

    Raises Draft.DoesNotExist: a moderator approved it at this moment.
    """
    # Before the question about it, as those who decide do: what is read below stays true.
    Draft.objects.select_for_update().get(pk=draft.pk)
    review = Review.objects.filter(draft=draft, state=ReviewState.OPEN).first()
    if review is not None:
        checks.withdraw(review, now=now)
    Draft.objects.filter(pk=draft.pk, state=DraftState.IN_REVIEW).update(state=DraftState.EDITING)
    draft.refresh_from_db()
    return draft


@transaction.atomic
def throw_away(draft: Draft, *, now: datetime.datetime) -> None:
    """Delete a draft. What is live stays as it is."""
    take_back(draft, now=now)
    draft.delete()
