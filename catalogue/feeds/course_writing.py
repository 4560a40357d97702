"""The courses of a file to the database, a few hundred at a time. A dry run only counts."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from catalogue.courses.enums import CourseStatus, ListingSource
from catalogue.courses.identity import RUN_SLOT, folded, match_runs, name_key
from catalogue.courses.models import Course, CourseReference, CourseRun
from catalogue.courses.subjects import SubjectFinder
from catalogue.feeds.course_changes import ChangeSink, Kind
from catalogue.feeds.course_chunks import Chunk, Touched
from catalogue.feeds.course_conclusions import derived_of
from catalogue.feeds.feed_memory import Chronicle, FeedMemory
from catalogue.feeds.gathering import RUN_FIELDS, Gathering, chosen_webpage
from catalogue.feeds.report import LoadReport
from catalogue.feeds.richer_cells import RICHER_RUN_FIELDS
from catalogue.feeds.run_values import mended, typed
from catalogue.providers.models import Organisation

CHUNK_COURSES = 250
COMPARED_RUN_FIELDS = ("reference", *RUN_FIELDS, *RICHER_RUN_FIELDS)


class CourseWriter:
    """Writes the groups of a gathering for one provider, and remembers whose listings changed."""

    def __init__(
        self,
        provider: Organisation,
        *,
        gathering: Gathering,
        found: Mapping[str, int],
        subjects: SubjectFinder,
        report: LoadReport,
        today: datetime.date,
        now: datetime.datetime,
        is_full: bool,
        seen_before: frozenset[int],
        source: ListingSource = ListingSource.FILE,
        sink: ChangeSink | None = None,
        memory: FeedMemory | None = None,
    ) -> None:
        self.provider = provider
        self.gathering = gathering
        self.found = found
        self.subjects = subjects
        self.report = report
        self.today = today
        self.now = now
        self.is_full = is_full
        self.seen_before = seen_before
        self.source = source
        self.sink = sink
        self.chronicle = Chronicle(memory)
        self.run_fields = gathering.run_fields
        self.changed_ids: set[int] = set()

    def write(self) -> None:
        """Write every course and run that differs from what is stored."""
        groups = iter(self.gathering.groups.values())
        while part := list(islice(groups, CHUNK_COURSES)):
            chunk = self._compare(part)
            changes = chunk.changes(self.gathering.new_venues.names) if self.sink else []
            if not self.report.is_dry_run:
                chunk.write(now=self.now)
                self.changed_ids |= {course.pk for course in chunk.new_courses}
            self.chronicle.end(is_dry_run=self.report.is_dry_run)
            if self.sink:
                self.sink.take(chunk.numbered(changes))

    def _compare(self, groups: list[dict[str, Any]]) -> Chunk:
        ids = [self.found[group["key"]] for group in groups if group["key"] in self.found]
        courses = Course.objects.in_bulk(ids)
        references = _by_course(CourseReference.objects.filter(course__in=ids).order_by("pk"))
        runs = _by_course(CourseRun.objects.filter(course__in=ids).order_by("pk"))
        chunk = Chunk()
        self.chronicle.begin(ids)
        for group in groups:
            read = self.gathering.spool.read
            values, told, aim = read(group["course_at"])
            new_runs = [self._run(read(position)) for position in group["runs_at"]]
            course = courses.get(self.found.get(group["key"], 0))
            wanted = values | {
                "identity_key": group["key"],
                "webpage": chosen_webpage(group["webpages"]),
            }
            if course is None:
                self._add(chunk, group=group, wanted=wanted, told=told, aim=aim, runs=new_runs)
                continue
            wanted |= derived_of(course, subjects=self.subjects, wanted=wanted, told=told, aim=aim)
            known = {folded(one.reference) for one in references.get(course.pk, ())}
            fresh = _unknown_references(group["references"], known)
            was_withdrawn = course.status == CourseStatus.WITHDRAWN
            news = self.chronicle.news(course, wanted)
            is_changed = self._change(chunk, course, wanted=news, fresh_references=fresh)
            left = self._change_runs(
                chunk, course, rows=new_runs, stored=runs.get(course.pk, []), wanted=wanted
            )
            if is_changed or left is not None:
                kind = Kind.ADDED if was_withdrawn else Kind.CHANGED
                kept = runs.get(course.pk, []) if left is None else left
                chunk.touched.append(Touched(course, fresh, kept, kind))
        return chunk

    def _run(self, run: dict[str, Any]) -> dict[str, Any]:
        """Return a run from disk with types, and with its venue."""
        return self.gathering.new_venues.settled(typed(run))

    def _add(
        self,
        chunk: Chunk,
        *,
        group: dict[str, Any],
        wanted: dict[str, Any],
        told: dict[str, str],
        aim: list[str] | None,
        runs: list[dict[str, Any]],
    ) -> None:
        course = Course(
            provider=self.provider, source=self.source, checked_date=self.today, **wanted
        )
        for name, value in derived_of(
            course, subjects=self.subjects, wanted=wanted, told=told, aim=aim
        ).items():
            setattr(course, name, value)
        chunk.new_courses.append(course)
        references = _unknown_references(group["references"], set())
        chunk.references += [(course, text) for text in references]
        new_runs = [CourseRun(course=course, **run) for run in runs]
        chunk.new_runs += new_runs
        self.chronicle.tell(course, wanted, zip(new_runs, runs, strict=True))
        chunk.touched.append(Touched(course, references, new_runs, Kind.ADDED))
        self.report.counts["courses"]["added"] += 1
        self.report.counts["runs"]["added"] += len(runs)

    def _change(
        self,
        chunk: Chunk,
        course: Course,
        *,
        wanted: dict[str, Any],
        fresh_references: list[str],
    ) -> bool:
        """Set what differs. Return whether anything does."""
        wanted = dict(wanted)
        if not wanted.get("awarding_body"):
            wanted.pop("awarding_body", None)
        for name in self.gathering.course_fields_left_out:
            wanted.pop(name, None)
        if course.status == CourseStatus.WITHDRAWN and not self.chronicle.is_known(course):
            wanted |= {"status": CourseStatus.LIVE, "withdrawn_at": None}
        differing = {
            name: value for name, value in wanted.items() if getattr(course, name) != value
        }
        if not differing and not fresh_references:
            self.report.counts["courses"]["unchanged"] += 1
            return False
        self.report.counts["courses"]["changed"] += 1
        self.changed_ids.add(course.pk)
        chunk.references += [(course, text) for text in fresh_references]
        if differing:
            differing["checked_date"] = self.today
            for name, value in differing.items():
                setattr(course, name, value)
            if course.age_min and course.age_max and course.age_max < course.age_min:
                course.age_max = differing["age_max"] = None
            chunk.changed_courses.append(course)
            chunk.fields |= set(differing)
        return True

    def _change_runs(
        self,
        chunk: Chunk,
        course: Course,
        *,
        rows: list[dict[str, Any]],
        stored: list[CourseRun],
        wanted: dict[str, Any],
    ) -> list[CourseRun] | None:
        """Set what differs. Return the runs as they will be, or None when nothing differs."""
        before = [{name: getattr(run, name) for name in COMPARED_RUN_FIELDS} for run in stored]
        before = self.chronicle.as_said(course, stored, before)
        pairs, added, removed = match_runs(
            rows,
            before,
            fields=self.run_fields,
            slot=[name for name in RUN_SLOT if self.gathering.has_column_of(name)],
            protected_references=self._protected(course),
            is_full=self.is_full and course.pk not in self.seen_before,
        )
        removed = [one for one in removed if self.chronicle.may_remove(course, stored[one])]
        deleted = {row: self.chronicle.deleted_here(course, stored, rows[row]) for row in added}
        added = [row for row in added if deleted[row] is None]
        counts = self.report.counts["runs"]
        is_changed = bool(added or removed)
        for row, position in pairs:
            differing = {
                name: value for name, value in rows[row].items() if before[position][name] != value
            }
            if not differing:
                counts["unchanged"] += 1
                continue
            counts["changed"] += 1
            for name, value in differing.items():
                setattr(stored[position], name, value)
            chunk.run_fields |= {*differing, *mended(stored[position])}
            chunk.changed_runs.append(stored[position])
            is_changed = True
        counts["added"] += len(added)
        counts["withdrawn"] += len(removed)
        new_runs = [CourseRun(course=course, **rows[row]) for row in added]
        told: list[tuple[CourseRun | int, dict[str, Any]]] = [
            (stored[position], rows[row]) for row, position in pairs
        ]
        told += [(run, rows[row]) for run, row in zip(new_runs, added, strict=True)]
        told += [(number, rows[row]) for row, number in deleted.items() if number is not None]
        left = set(range(len(stored))) - {position for _, position in pairs} - set(removed)
        told += self.chronicle.carried(course, stored, sorted(left))
        self.chronicle.tell(course, wanted, told)
        chunk.new_runs += new_runs
        chunk.removed_runs += [stored[position].pk for position in removed]
        if not is_changed:
            return None
        self.changed_ids.add(course.pk)
        gone = set(removed)
        return [run for position, run in enumerate(stored) if position not in gone] + new_runs

    def _protected(self, course: Course) -> frozenset[str]:
        """Return the references whose runs stay, because a held row may mean one of them."""
        held = self.gathering.held_references
        name = name_key(course.learn_aim_ref, course.title)
        return frozenset(held | {""} if name in self.gathering.held_names else held)


def _unknown_references(references: Iterable[str], known: set[str]) -> list[str]:
    """Return the references that are new, each once whatever its case."""
    fresh: dict[str, str] = {}
    for reference in references:
        if folded(reference) not in known:
            fresh.setdefault(folded(reference), reference)
    return list(fresh.values())


def _by_course(rows: Iterable[Any]) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.course_id].append(row)
    return grouped
