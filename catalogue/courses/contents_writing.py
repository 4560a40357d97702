"""Content to the database, and to a course that is only shown."""

import datetime
from typing import Any

from django.db import transaction

from catalogue.courses import services
from catalogue.courses.contents_checking import checked, fit
from catalogue.courses.contents_fields import COURSE_FIELDS, RUN_FIELDS, set_fields
from catalogue.courses.contents_pairing import are_equal_runs, pair_runs
from catalogue.courses.contents_reading import content_of
from catalogue.courses.contents_values import Known
from catalogue.courses.enums import CourseStatus, ListingSource
from catalogue.courses.models import Course, CourseReference, CourseRun, FundingRule
from catalogue.providers.models import Organisation, Venue
from portal.core.models import Subject


@transaction.atomic
def write_content(
    course: Course | None,
    *,
    provider: Organisation,
    content: Any,
    source: ListingSource,
    now: datetime.datetime,
    today: datetime.date,
    status: CourseStatus | None = None,
    known: Known | None = None,
    is_announced: bool = True,
) -> Course:
    """Store the content as a new course (None) or over a stored one. Return the course.

    Raises ContentError, and writes nothing, when it cannot be stored. Dates keep their numbers
    where they are the same (``pair_runs``); those that the content does not name go. A new course
    is live and keeps its ``source``; the status of a stored one stays unless it is given. With
    ``known`` many courses of a provider share four questions; with ``is_announced=False`` the
    caller announces them all once.
    """
    wanted = fit(content, known or Known.of(provider))
    stored: dict[str, Any]
    if course is None:
        row = Course(provider=provider, source=source, status=status or CourseStatus.LIVE)
        stored = {"sectors": [], "references": [], "runs": []}
        set_fields(row, COURSE_FIELDS, wanted)
        row.checked_date = today
        services.add_courses([row])
    else:
        row = Course.objects.select_for_update().get(pk=course.pk, provider=provider)
        stored = content_of(row)
        changed = [name for name in COURSE_FIELDS if wanted[name] != stored[name]]
        set_fields(row, changed, wanted)
        row.checked_date = today
        if status is not None and status != row.status:
            row.status = status
            row.withdrawn_at = now if status == CourseStatus.WITHDRAWN else None
        fields = (*changed, "checked_date", "status", "withdrawn_at")
        services.change_courses([row], fields=fields, now=now)
    _write_sectors(row, stored["sectors"], wanted["sectors"])
    _write_references(row, stored["references"], wanted["references"])
    _write_runs(row, stored["runs"], wanted["runs"])
    if is_announced:
        services.announce_courses([row.pk])
    return row


def _write_sectors(course: Course, before: list[int], after: list[int]) -> None:
    links = Course.sectors.through.objects
    if gone := set(before) - set(after):
        links.filter(course=course, sector_id__in=gone).delete()
    new = sorted(set(after) - set(before))
    links.bulk_create([links.model(course=course, sector_id=number) for number in new])


def _write_references(course: Course, before: list[str], after: list[str]) -> None:
    if gone := set(before) - set(after):
        references = CourseReference.objects.filter(course=course, reference__in=gone)
        references._raw_delete(references.db)  # a plain delete announces the course for each
    services.add_references((course.pk, text) for text in after if text not in before)


def _write_runs(course: Course, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    rules: list[tuple[CourseRun, list[int], list[int]]] = []
    new: list[CourseRun] = []
    changed: list[CourseRun] = []
    removed: list[int] = []
    for left, right in pair_runs(before, after):
        if right is None:
            removed.append(before[left or 0]["id"])
        elif left is None:
            run = CourseRun(course=course)
            set_fields(run, RUN_FIELDS, after[right])
            new.append(run)
            rules.append((run, [], after[right]["funding_rules"]))
        elif not are_equal_runs(before[left], after[right]):
            run = CourseRun(pk=before[left]["id"], course=course)
            set_fields(run, RUN_FIELDS, after[right])
            changed.append(run)
            rules.append((run, before[left]["funding_rules"], after[right]["funding_rules"]))
    services.remove_runs(removed)
    if changed:
        services.change_runs(changed, fields=RUN_FIELDS)
    services.add_runs(new)
    _write_rules(rules)


def _write_rules(changes: list[tuple[CourseRun, list[int], list[int]]]) -> None:
    links = CourseRun.funding_rules.through.objects
    for run, before, after in changes:
        if gone := set(before) - set(after):
            links.filter(courserun_id=run.pk, fundingrule_id__in=gone).delete()
    links.bulk_create(
        [
            links.model(courserun_id=run.pk, fundingrule_id=number)
            for run, before, after in changes
            for number in after
            if number not in before
        ],
        batch_size=services.BATCH,
    )


def unsaved_course(
    content: Any, provider: Organisation, *, known: Known | None = None, number: int | None = None
) -> Course:
    """Return a course with runs that the public page can show, of whatever is typed so far.

    Nothing is stored. What is wrong or not there yet is left empty. ``number`` is that of the live
    course. New runs have numbers below nought, by which templates tell them apart.
    """
    found, _problems = checked(content, known or Known.of(provider))
    course = Course(pk=number, provider=provider)
    set_fields(course, COURSE_FIELDS, found)
    if course.subject_id:
        course.subject = Subject.objects.select_related("sector").get(pk=course.subject_id)
    venue_ids = {run["venue"] for run in found["runs"] if run["venue"]}
    rule_ids = {number for run in found["runs"] for number in run["funding_rules"]}
    venues = Venue.objects.select_related("council", "town_place").in_bulk(venue_ids)
    rules = FundingRule.objects.select_related("area").in_bulk(rule_ids)
    runs = []
    for position, values in enumerate(found["runs"]):
        run = CourseRun(pk=values["id"] or -(position + 1))
        set_fields(run, RUN_FIELDS, values)
        if values["venue"]:
            run.venue = venues[values["venue"]]
        # As prefetch_related leaves them: the page asks the database for nothing.
        run._prefetched_objects_cache = {  # type: ignore[attr-defined]  # set by Django
            "funding_rules": [rules[number] for number in values["funding_rules"]]
        }
        runs.append(run)
    course.runs = runs  # type: ignore[misc]  # modelcluster keeps them unsaved
    for run in runs:
        run.course = course
    course.references = [  # type: ignore[misc]  # as the runs
        CourseReference(reference=text) for text in found["references"]
    ]
    return course
