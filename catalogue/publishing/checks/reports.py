"""What visitors say is wrong, joined by listing, and what moderators and providers answer."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Min, Q

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course
from catalogue.courses.services import announce_courses
from catalogue.feedback.enums import ProblemReason, ProblemStatus
from catalogue.feedback.models import ProblemReport
from catalogue.feedback.queue import URGENT_DAYS, URGENT_REPORTS
from catalogue.providers.enums import AuditAction, MemberRole
from catalogue.providers.models import Organisation
from catalogue.publishing.audit import note
from catalogue.publishing.enums import LetterKind
from catalogue.publishing.letters import write_letter
from catalogue.vacancies.enums import HeldReason, VacancyStatus
from catalogue.vacancies.models import Vacancy
from catalogue.vacancies.services import announce_vacancies
from portal.core.person import person_name

Listing = Course | Vacancy
COURSE, VACANCY = "course", "vacancy"
MODELS: dict[str, Any] = {COURSE: Course, VACANCY: Vacancy}
MOST_LETTERS = 10


class ReportsOpen(Exception):  # noqa: N818  (an answer, no fault)
    """Visitors say that something is wrong with a course, and nobody answered them yet."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A listing with its open reports: ``Reported("course", 12, 3, True, ...)``."""

    kind: str
    number: int
    total: int
    is_urgent: bool
    first_at: datetime.datetime


def reported_listings(*, now: datetime.datetime) -> list[Reported]:
    """Return listings with open reports, urgent first, then the oldest; one question a kind."""
    found = [one for kind in MODELS for one in _of_kind(kind, now=now)]
    return sorted(found, key=lambda one: (not one.is_urgent, one.first_at, one.kind, one.number))


def _of_kind(kind: str, *, now: datetime.datetime) -> Iterable[Reported]:
    since = now - datetime.timedelta(days=URGENT_DAYS)
    gone = Q(reason=ProblemReason.DOES_NOT_EXIST, created_at__gte=since)
    rows = (
        ProblemReport.objects.filter(status=ProblemStatus.OPEN, **{f"{kind}__isnull": False})
        .order_by()
        .values(kind)
        .annotate(
            total=Count("pk"),
            gone=Count("pk", filter=gone),
            money=Count("pk", filter=Q(reason=ProblemReason.ASKS_MONEY)),
            first_at=Min("created_at"),
        )
    )
    for row in rows:
        is_urgent = row["gone"] >= URGENT_REPORTS or row["money"] > 0
        yield Reported(kind, row[kind], row["total"], is_urgent, row["first_at"])


def open_reports(kind: str, numbers: Iterable[int]) -> dict[int, list[ProblemReport]]:
    """Return the open reports of listings, the oldest first."""
    found: dict[int, list[ProblemReport]] = defaultdict(list)
    rows = ProblemReport.objects.filter(
        status=ProblemStatus.OPEN, **{f"{kind}__in": list(numbers)}
    ).order_by("created_at", "pk")
    for report in rows:
        found[getattr(report, f"{kind}_id")].append(report)
    return found


def stays_off(course: Course) -> bool:
    """Whether a course is hidden and waits there until somebody answers its reports.

    Withdrawn ones too: what a moderator paused would come back by being withdrawn.
    """
    reports = ProblemReport.objects.filter(course=course, status=ProblemStatus.OPEN)
    return course.status != CourseStatus.LIVE and reports.exists()


@transaction.atomic
def resolve(
    listing: Listing, *, seen: Iterable[int], comment: str, actor: Any, now: datetime.datetime
) -> int:
    """Close the reports that a moderator saw. Return how many were still open.

    ``seen``: the ids on the page, so that one that came meanwhile stays open.
    """
    number = _close(listing, seen=seen)
    if number:
        _note(listing, actor=actor, now=now, comment=comment, answer="RESOLVED", number=number)
    return number


@transaction.atomic
def pause(
    listing: Listing, *, seen: Iterable[int], comment: str, actor: Any, now: datetime.datetime
) -> bool:
    """Take a listing off the site until its provider puts it right. Return whether it was live.

    Its reports stay open on the provider's desk. An employer without a desk has nobody to answer,
    so the reports of such a job are closed.
    """
    if isinstance(listing, Course):
        changed = Course.objects.filter(pk=listing.pk, status=CourseStatus.LIVE).update(
            status=CourseStatus.PAUSED, updated_at=now
        )
        if changed:
            announce_courses([listing.pk])
    else:
        changed = Vacancy.objects.filter(pk=listing.pk, status=VacancyStatus.LIVE).update(
            status=VacancyStatus.HELD,
            held_reasons=[HeldReason.REPORTED],  # with one, no import shows it again
            updated_at=now,
            released_key="",
        )
        if changed:
            announce_vacancies([(listing.kind, listing.pk)])
        if listing.employer_id is None:
            _close(listing, seen=seen)
    if changed:
        _note(listing, actor=actor, now=now, comment=comment, answer="PAUSED")
        _tell_owners(listing, comment=comment, now=now)
    return bool(changed)


@transaction.atomic
def put_right(report: ProblemReport, *, comment: str, actor: Any, now: datetime.datetime) -> bool:
    """Mark a report as put right by its provider. Return False when somebody else did."""
    if not _close(report.listing, seen=[report.pk]):
        return False
    _note(report.listing, actor=actor, now=now, comment=comment, answer="PUT_RIGHT", number=1)
    return True


def _close(listing: Listing, *, seen: Iterable[int]) -> int:
    reports = ProblemReport.objects.filter(pk__in=list(seen), status=ProblemStatus.OPEN)
    mine = Q(course=listing.pk) if isinstance(listing, Course) else Q(vacancy=listing.pk)
    return reports.filter(mine).update(status=ProblemStatus.DONE)


def organisation_of(listing: Listing) -> Organisation | None:
    """Return whose desk hears of it: none for a job of an employer without one."""
    return listing.provider if isinstance(listing, Course) else listing.employer


def _note(
    listing: Listing,
    *,
    actor: Any,
    now: datetime.datetime,
    comment: str,
    answer: str,
    number: int = 0,
) -> None:
    organisation = organisation_of(listing)
    if organisation is None:
        return
    kind = COURSE if isinstance(listing, Course) else VACANCY
    facts: dict[str, Any] = {"answer": answer, kind: listing.pk}
    facts |= {"reports": number} if number else {}
    facts |= {"comment": comment} if comment else {}
    paused = {COURSE: AuditAction.COURSE_PAUSED, VACANCY: AuditAction.JOB_PAUSED}
    note(
        organisation,
        paused[kind] if answer == "PAUSED" else AuditAction.REPORT,
        actor=actor,
        now=now,
        about=listing.title,
        facts=facts,
    )


def _tell_owners(listing: Listing, *, comment: str, now: datetime.datetime) -> None:
    """Write to the owners of an organisation that its listing was paused."""
    organisation = organisation_of(listing)
    if organisation is None:
        return
    for owner in organisation.memberships.reachable(MemberRole.OWNER)[:MOST_LETTERS]:
        write_letter(
            LetterKind.REVIEW_RETURNED,
            email=owner.user.email,
            organisation=organisation,
            now=now,
            facts={
                "title": listing.title,
                "kind": "REPORT",
                "comment": comment,
                "name": person_name(owner.user),
            },
        )
