"""Some hundred courses that are written together, and what a sink is told of them."""

import datetime
from dataclasses import dataclass, field

from catalogue.courses import services
from catalogue.courses.contents import contents_of
from catalogue.courses.models import Course, CourseRun
from catalogue.feeds.course_changes import CourseChange, Kind, content_from


@dataclass
class Touched:
    """A course that is added or changed."""

    course: Course
    references: list[str]
    runs: list[CourseRun]
    kind: Kind


@dataclass
class Chunk:
    """What is to be written for some hundred courses."""

    new_courses: list[Course] = field(default_factory=list)
    changed_courses: list[Course] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    references: list[tuple[Course, str]] = field(default_factory=list)
    new_runs: list[CourseRun] = field(default_factory=list)
    changed_runs: list[CourseRun] = field(default_factory=list)
    run_fields: set[str] = field(default_factory=set)
    removed_runs: list[int] = field(default_factory=list)
    # For the sink: every course that changes, with its runs as they will be.
    touched: list[Touched] = field(default_factory=list)

    def changes(self, new_venues: dict[int, str]) -> list[CourseChange]:
        """Return what it is about to change. The database still has it as before."""
        before = contents_of([one.course.pk for one in self.touched if one.course.pk])
        return [
            CourseChange(
                kind=one.kind,
                course_id=one.course.pk,
                before=before.get(one.course.pk),
                after=content_from(
                    one.course,
                    before=before.get(one.course.pk),
                    references=one.references,
                    runs=one.runs,
                ),
                new_venues=new_venues,
            )
            for one in self.touched
        ]

    def write(self, *, now: datetime.datetime) -> None:
        """Write it. New courses and runs have their numbers afterwards."""
        services.add_courses(self.new_courses)
        for run in self.new_runs:
            run.course_id = run.course.pk
        if self.changed_courses:
            services.change_courses(self.changed_courses, fields=sorted(self.fields), now=now)
        services.add_references((course.pk, text) for course, text in self.references)
        services.remove_runs(self.removed_runs)
        if self.changed_runs:
            services.change_runs(self.changed_runs, fields=sorted(self.run_fields))
        services.add_runs(self.new_runs)

    def numbered(self, changes: list[CourseChange]) -> list[CourseChange]:
        """Return the changes with the numbers that writing gave."""
        for change, one in zip(changes, self.touched, strict=True):
            change.course_id = one.course.pk
            for values, run in zip((change.after or {})["runs"], one.runs, strict=True):
                values["id"] = run.pk
        return changes
