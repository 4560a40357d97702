"""The page on which many courses get new dates at once."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalogue.courses import wording
from catalogue.courses.models import CourseRun
from catalogue.courses.runs import place_of, times_of
from catalogue.feeds.cells import read_date
from catalogue.publishing.figures.passing import Passing, next_term

PAGE_SIZE = 50
FIELD = "date-"  # and the id of the run


@dataclass(frozen=True, slots=True)
class DateRow:
    """A date that passes, and what was typed for the next one."""

    id: int
    title: str
    course_url: str
    when: str
    times: str
    place: str
    has_gone: bool
    days: int
    suggestion: datetime.date
    value: str
    error: str

    @property
    def field(self) -> str:
        """The name of its box."""
        return f"{FIELD}{self.id}"

    @property
    def suggested(self) -> str:
        """The suggestion in words: ``"Monday 11 January 2027"``."""
        return wording.long_date(self.suggestion)


def rows_of(
    found: Sequence[Passing],
    *,
    today: datetime.date,
    typed: Mapping[int, str] | None = None,
    errors: Mapping[int, str] | None = None,
    is_filled: bool = False,
) -> list[DateRow]:
    """Return the rows of some dates in one query. ``is_filled`` writes the suggestions in."""
    runs = CourseRun.objects.select_related("course", "venue").in_bulk(
        [one.run_id for one in found]
    )
    typed, errors = typed or {}, errors or {}
    return [
        _row(
            runs[one.run_id],
            one,
            today=today,
            typed=typed.get(one.run_id),
            error=errors.get(one.run_id, ""),
            is_filled=is_filled,
        )
        for one in found
        if one.run_id in runs
    ]


def _row(
    run: CourseRun,
    passing: Passing,
    *,
    today: datetime.date,
    typed: str | None,
    error: str,
    is_filled: bool,
) -> DateRow:
    suggestion = next_term(run.start_date or passing.last_day, today=today)
    value = typed if typed is not None else (suggestion.isoformat() if is_filled else "")
    return DateRow(
        id=run.pk,
        title=run.course.title,
        course_url=run.course.get_absolute_url(),
        when=wording.starts(run.start_date or passing.last_day, is_flexible=False),
        times=times_of(run),
        place=place_of(run)[0],
        has_gone=passing.has_gone(today),
        days=(passing.last_day - today).days,
        suggestion=suggestion,
        value=value,
        error=error,
    )


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sent: dates that could be read, texts as typed, texts that are no date."""

    dates: dict[int, datetime.date]
    typed: dict[int, str]
    unread: tuple[int, ...]


def read_sent(data: Mapping[str, str]) -> Sent:
    """Read the boxes of a form. Empty boxes are left out."""
    dates: dict[int, datetime.date] = {}
    typed: dict[int, str] = {}
    unread = []
    for name, text in data.items():
        number = name.removeprefix(FIELD)
        if number == name or not (number.isascii() and number.isdigit() and len(number) < 19):
            continue
        text = text.strip()[:40]
        if not text:
            continue
        run_id = int(number)
        typed[run_id] = text
        try:
            dates[run_id] = read_date(text).date
        except ValueError:
            unread.append(run_id)
    return Sent(dates, typed, tuple(unread))
