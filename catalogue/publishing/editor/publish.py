"""From a draft to a live course, at once or after a check."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.courses.contents import (
    Conflict,
    ContentError,
    Problem,
    content_of,
    differences,
    merge,
    write_content,
)
from catalogue.courses.enums import CourseStatus, ListingSource
from catalogue.courses.models import Course
from catalogue.providers.enums import AuditAction
from catalogue.providers.models import AuditEntry, Organisation
from catalogue.publishing.audit import note
from catalogue.publishing.checks import risks
from catalogue.publishing.checks import services as checks
from catalogue.publishing.checks.reports import stays_off
from catalogue.publishing.editor.stoppers import Places, stoppers
from catalogue.publishing.enums import DraftState, ReviewKind
from catalogue.publishing.models import Draft, Review

MOST_FIELDS = 100  # that an entry of the log names


class PublishResult(StrEnum):
    """What became of pressing Publish."""

    PUBLISHED = "PUBLISHED"
    IN_REVIEW = "IN_REVIEW"
    CONFLICT = "CONFLICT"
    NOT_READY = "NOT_READY"
    LOOK_AGAIN = "LOOK_AGAIN"
    REPORTED = "REPORTED"
    GONE = "GONE"


@dataclass(frozen=True)
class Outcome:
    """The result, with the course, the question to moderators, or what is in the way."""

    result: PublishResult
    course: Course | None = None
    review: Review | None = None
    conflicts: list[Conflict] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@transaction.atomic
def publish_draft(
    draft: Draft,
    *,
    actor: Any,
    now: datetime.datetime,
    today: datetime.date,
    prefer: Mapping[str, str] | None = None,
    seen_version: int | None = None,
) -> Outcome:
    """Put a draft live, or ask a moderator first.

    ``seen_version``: the version on the page that was pressed; of a newer one it is LOOK_AGAIN. A
    course that is off the site while people's reports are open is REPORTED: somebody answers first.

    What a file or a feed changed on the live course since the draft was begun is joined: fields
    that both changed are CONFLICT until ``prefer`` decides them. A draft that somebody published a
    moment ago is GONE, with its course.
    """
    stored = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    if stored is None:
        return Outcome(PublishResult.GONE, course=published_course(draft.organisation, draft.pk))
    if stored.state == DraftState.IN_REVIEW:
        return Outcome(PublishResult.IN_REVIEW, course=stored.course)
    if seen_version is not None and seen_version != stored.version:
        return Outcome(PublishResult.LOOK_AGAIN, course=stored.course)
    live = _live_content(stored)
    conflicts = _join(stored, live, prefer=prefer)
    if conflicts:
        return Outcome(PublishResult.CONFLICT, course=stored.course, conflicts=conflicts)
    places = Places.of(stored.organisation)
    problems = stoppers(stored.content, base=live or {}, places=places, today=today)
    if problems:
        return Outcome(PublishResult.NOT_READY, course=stored.course, problems=problems)
    reasons = risks.reasons_for(
        stored.organisation,
        before=live,
        after=stored.content,
        kind=ReviewKind.COURSE,
        course=stored.course,
        now=now,
    )
    if reasons:
        review = checks.ask(
            ReviewKind.COURSE,
            organisation=stored.organisation,
            title=stored.title,
            reasons=reasons,
            sent_by=actor,
            now=now,
            draft=stored,
        )
        return Outcome(PublishResult.IN_REVIEW, course=stored.course, review=review)
    if stored.course and stays_off(stored.course):
        return Outcome(PublishResult.REPORTED, course=stored.course)
    course = _write(stored, live=live, actor=actor, now=now, today=today)
    return Outcome(PublishResult.PUBLISHED, course=course)


@transaction.atomic
def apply_draft(
    draft: Draft, *, actor: Any, now: datetime.datetime, today: datetime.date
) -> Course:
    """Put a draft live without asking anybody: a moderator approved it.

    Raises ValidationError with words for the moderator when it can no longer be done.
    """
    if draft.course and draft.course.provider_id != draft.organisation_id:
        words = _("This course belongs to another organisation now. Send the draft back.")
        raise ValidationError(words)
    live = _live_content(draft)
    if _join(draft, live, prefer=None):
        words = _("A file changed the live course meanwhile. Send the draft back.")
        raise ValidationError(words)
    return _write(draft, live=live, actor=actor, now=now, today=today)


def _live_content(draft: Draft) -> dict[str, Any] | None:
    if draft.course_id is None:
        return None
    return content_of(Course.objects.select_for_update().get(pk=draft.course_id))


def has_live_changed(draft: Draft) -> bool:
    """Return whether a file, a feed or another page changed the course after the draft began."""
    return draft.course is not None and content_of(draft.course) != draft.base


def _join(
    draft: Draft, live: dict[str, Any] | None, *, prefer: Mapping[str, str] | None
) -> list[Conflict]:
    """Bring what changed on the live course into the draft. Return what nobody decided."""
    if live is None or live == draft.base:
        return []
    merged = merge(draft.base, draft.content, live, prefer=prefer)
    if merged.conflicts:
        return merged.conflicts
    if "defaults" in draft.content:
        merged.content["defaults"] = draft.content["defaults"]
    draft.content, draft.base = merged.content, live
    draft.version += 1
    draft.save(update_fields=["content", "base", "version", "updated_at"])
    return []


def _write(
    draft: Draft,
    *,
    live: dict[str, Any] | None,
    actor: Any,
    now: datetime.datetime,
    today: datetime.date,
) -> Course:
    changes = [one.path for one in differences(live or {}, draft.content)]
    try:
        course = write_content(
            draft.course,
            provider=draft.organisation,
            content=draft.content,
            source=ListingSource.MANUAL,
            now=now,
            today=today,
            status=CourseStatus.LIVE,
        )
    except ContentError as error:
        raise ValidationError([one.message for one in error.problems]) from error
    note(
        draft.organisation,
        AuditAction.COURSE_PUBLISHED,
        actor=actor,
        now=now,
        about=course.title,
        facts={
            "course": course.pk,
            "draft": draft.pk,
            "changes": len(changes),
            "fields": changes[:MOST_FIELDS],  # an undo of a file says who edited what
        },
    )
    draft.delete()
    return course


def published_course(organisation: Organisation, draft_id: int) -> Course | None:
    """Return what a draft became, for the second of two people who pressed Publish."""
    entry = (
        AuditEntry.objects.filter(
            organisation=organisation, action=AuditAction.COURSE_PUBLISHED, facts__draft=draft_id
        )
        .order_by("-pk")
        .first()
    )
    number = entry.facts.get("course") if entry else None
    return Course.objects.filter(pk=number, provider=organisation).first() if number else None
