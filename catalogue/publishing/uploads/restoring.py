"""Contents of stored courses written back as they were, some hundred at a time.

Unlike ``write_content`` it judges nothing: what stood there before may break rules that files are
only warned about, such as a long text.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from catalogue.courses import services
from catalogue.courses.contents_fields import COURSE_FIELDS, RUN_FIELDS, field_of, set_fields
from catalogue.courses.models import Course, CourseReference, CourseRun, FundingRule
from catalogue.providers.models import Venue
from portal.core.models import Sector, Subject

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Restoration:
    """A course as it is now and as it is to be. ``lost`` gets the names of what is gone."""

    course: Course
    now: Content
    wanted: dict[str, Any]
    lost: list[str]


@dataclass
class _Batch:
    courses: list[Course] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    new_runs: list[CourseRun] = field(default_factory=list)
    changed_runs: list[CourseRun] = field(default_factory=list)
    run_fields: set[str] = field(default_factory=set)
    removed_runs: list[int] = field(default_factory=list)
    references: list[tuple[int, str]] = field(default_factory=list)
    rules: list[tuple[int, int]] = field(default_factory=list)


def restore(restorations: Sequence[Restoration], *, now: datetime.datetime) -> None:
    """Write courses as they are wanted. Announce them afterwards."""
    known = _Known(restorations)
    batch = _Batch()
    for one in restorations:
        known.drop_lost(one)
        _course(one, batch)
        _lists(one, batch)
        _runs(one, batch)
    if batch.courses:
        services.change_courses(batch.courses, fields=sorted(batch.fields), now=now)
    services.add_references(batch.references)
    services.remove_runs(batch.removed_runs)
    if batch.changed_runs:
        services.change_runs(batch.changed_runs, fields=sorted(batch.run_fields))
    services.add_runs(batch.new_runs)
    links = CourseRun.funding_rules.through.objects
    links.bulk_create(
        [links.model(courserun_id=run, fundingrule_id=rule) for run, rule in batch.rules],
        batch_size=services.BATCH,
        ignore_conflicts=True,
    )


class _Known:
    """Which rows that contents point to are still there."""

    def __init__(self, restorations: Sequence[Restoration]) -> None:
        runs = [run for one in restorations for run in one.wanted["runs"]]
        self.venues = _there(Venue, {run["venue"] for run in runs})
        self.rules = _there(FundingRule, {rule for run in runs for rule in run["funding_rules"]})
        self.subjects = _there(Subject, {one.wanted["subject"] for one in restorations})
        self.sectors = _there(
            Sector, {number for one in restorations for number in one.wanted["sectors"]}
        )

    def drop_lost(self, one: Restoration) -> None:
        """Leave out what was deleted since. What is there now stays in its place."""
        wanted = one.wanted
        if wanted["subject"] and wanted["subject"] not in self.subjects:
            wanted["subject"] = one.now["subject"]
            one.lost.append("subject")
        wanted["sectors"] = [number for number in wanted["sectors"] if number in self.sectors]
        current = {run["id"]: run for run in one.now["runs"]}
        for run in wanted["runs"]:
            if run["venue"] and run["venue"] not in self.venues:
                run["venue"] = current.get(run["id"], {}).get("venue")
                one.lost.append(f"runs.{run['id']}.venue")
            run["funding_rules"] = [rule for rule in run["funding_rules"] if rule in self.rules]


def _there(model: type[models.Model], ids: set[Any]) -> frozenset[int]:
    found: set[int] = set()
    numbers = sorted(number for number in ids if number)
    for start in range(0, len(numbers), services.BATCH):
        part = numbers[start : start + services.BATCH]
        found |= set(model._default_manager.filter(pk__in=part).values_list("pk", flat=True))
    return frozenset(found)


def _course(one: Restoration, batch: _Batch) -> None:
    changed = [name for name in COURSE_FIELDS if one.wanted[name] != one.now[name]]
    if changed:
        set_fields(one.course, changed, one.wanted)
        batch.courses.append(one.course)
        batch.fields |= {field_of(Course, name).name for name in changed}


def _lists(one: Restoration, batch: _Batch) -> None:
    before, after = one.now["references"], one.wanted["references"]
    if gone := set(before) - set(after):
        rows = CourseReference.objects.filter(course=one.course, reference__in=gone)
        rows._raw_delete(rows.db)  # a plain delete announces the course for each
    batch.references += [(one.course.pk, text) for text in after if text not in before]
    if set(one.now["sectors"]) != set(one.wanted["sectors"]):
        links = Course.sectors.through.objects
        links.filter(course=one.course).delete()
        links.bulk_create(
            [links.model(course=one.course, sector_id=number) for number in one.wanted["sectors"]]
        )


def _runs(one: Restoration, batch: _Batch) -> None:
    current = {run["id"]: run for run in one.now["runs"]}
    wanted_ids = {run["id"] for run in one.wanted["runs"]}
    batch.removed_runs += [number for number in current if number not in wanted_ids]
    for values in one.wanted["runs"]:
        # A run that comes back has its old number: addresses and lists that name it are right.
        run = CourseRun(pk=values["id"], course=one.course)
        set_fields(run, RUN_FIELDS, values)
        stored = current.get(values["id"])
        if stored is None:
            batch.new_runs.append(run)
            batch.rules += [(run.pk, rule) for rule in values["funding_rules"]]
        elif stored != values:
            differing = {name for name in RUN_FIELDS if stored[name] != values[name]}
            if differing:
                batch.changed_runs.append(run)
                batch.run_fields |= differing
            if set(stored["funding_rules"]) != set(values["funding_rules"]):
                links = CourseRun.funding_rules.through.objects
                links.filter(courserun_id=run.pk).delete()
                batch.rules += [(run.pk, rule) for rule in values["funding_rules"]]
