"""Pausing a course, bringing it back, and taking it off the site. Each may be pressed twice."""

import datetime
from contextlib import suppress
from typing import Any

from django.db import transaction

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course
from catalogue.courses.services import announce_courses, withdraw_courses
from catalogue.providers.enums import AuditAction
from catalogue.publishing.audit import note
from catalogue.publishing.checks.reports import ReportsOpen, stays_off
from catalogue.publishing.editor.drafting import take_back
from catalogue.publishing.enums import DraftState
from catalogue.publishing.models import Draft


@transaction.atomic
def pause(course: Course, *, actor: Any, now: datetime.datetime) -> bool:
    """Hide a live course for a while. Return whether it was live."""
    _take_back_change(course, {CourseStatus.LIVE}, now=now)
    return _turn(
        course,
        {CourseStatus.LIVE},
        CourseStatus.PAUSED,
        AuditAction.COURSE_PAUSED,
        actor=actor,
        now=now,
    )


@transaction.atomic
def bring_back(course: Course, *, actor: Any, now: datetime.datetime) -> bool:
    """Show a paused or withdrawn course again. Return whether it was hidden.

    Raises ReportsOpen.
    """
    if stays_off(Course.objects.select_for_update().get(pk=course.pk)):
        raise ReportsOpen
    return _turn(
        course,
        {CourseStatus.PAUSED, CourseStatus.WITHDRAWN},
        CourseStatus.LIVE,
        AuditAction.COURSE_PUBLISHED,
        actor=actor,
        now=now,
    )


@transaction.atomic
def withdraw(course: Course, *, actor: Any, now: datetime.datetime) -> bool:
    """Take a course off the site. Its page then says so. Return whether it was there."""
    _take_back_change(course, {CourseStatus.LIVE, CourseStatus.PAUSED}, now=now)
    if not withdraw_courses([course.pk], now=now):
        return False
    note(
        course.provider,
        AuditAction.COURSE_WITHDRAWN,
        actor=actor,
        now=now,
        about=course.title,
        facts={"course": course.pk},
    )
    return True


def _take_back_change(course: Course, before: set[CourseStatus], *, now: datetime.datetime) -> None:
    """Take a change back that a moderator looks at: approved later it would show the course again.

    Before the course is hidden: whoever decides locks the draft first, too.
    """
    waiting = Draft.objects.filter(course=course, state=DraftState.IN_REVIEW)
    for draft in waiting.filter(course__status__in=before):
        with suppress(Draft.DoesNotExist):  # approved at this moment: its course is hidden below
            take_back(draft, now=now)


@transaction.atomic
def _turn(
    course: Course,
    before: set[CourseStatus],
    after: CourseStatus,
    action: AuditAction,
    *,
    actor: Any,
    now: datetime.datetime,
) -> bool:
    changed = Course.objects.filter(pk=course.pk, status__in=before).update(
        status=after, withdrawn_at=None, updated_at=now
    )
    if not changed:
        return False
    announce_courses([course.pk])
    facts = {"course": course.pk}
    note(course.provider, action, actor=actor, now=now, about=course.title, facts=facts)
    return True
