"""A month of events as a table: weeks from Monday to Sunday, each day with what is on."""

import calendar
import datetime
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.courses import wording
from portal.navigation.languages import address_in, tag_of
from search.criteria import Criteria
from search.documents import ListingDocument, RunDocument
from search.engines.base import SearchEngine
from search.event_cards import takes_place
from search.labels import month_label
from search.moments import MOST_DAYS_AHEAD, Days
from search.query import SearchQuery
from search.runs import matching_runs

MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")
# More events than that are no table to read: each day then says how many there are.
MOST_NAMED = 150
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is on a day. ``note`` says that it is called off."""

    title: str
    url: str
    lang: str
    time: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the table; one of another month is ``is_out`` and empty."""

    date: datetime.date
    entries: tuple[Entry, ...] = ()
    count: int = 0
    url: str = ""
    is_out: bool = False
    is_today: bool = False

    @property
    def machine(self) -> str:
        """``"2027-03-09"``."""
        return self.date.isoformat()

    @property
    def number(self) -> int:
        """The day of the month."""
        return self.date.day

    @property
    def words(self) -> str:
        """``"Tuesday 9 March"``, which a phone shows in place of the table."""
        return capfirst(wording.day_and_month(self.date))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is on."""
        return not (self.entries or self.count)


@dataclass(frozen=True, slots=True)
class Month:
    """A month: its name, its weeks, and the months beside it (a label and an address)."""

    label: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[Day, ...], ...]
    previous: tuple[str, str] | None
    following: tuple[str, str] | None
    is_empty: bool


def read_month(text: str, today: datetime.date) -> datetime.date | None:
    """Return the first day of ``"2027-03"``, None for what is no month from now to next year."""
    if not MONTH.fullmatch(text):
        return None
    first = datetime.date(int(text[:4]), int(text[5:]), 1)
    return first if _is_offered(first, today) else None


def month_of_events(
    asked: Criteria, engine: SearchEngine, path: str, first: datetime.date
) -> Month:
    """Return the month that begins on a day, with the words, place and filters of a search."""
    today = asked.today
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    form = asked.plain.with_days(first, last)
    query = asked.read_again(form).query(page_size=MOST_NAMED)
    total = engine.count(query)
    entries: dict[datetime.date, list[Entry]] = defaultdict(list)
    counts: dict[datetime.date, int] = {}
    if total <= MOST_NAMED:
        for hit in engine.search(query).hits:
            _place(entries, hit.document, query, Days(first, last))
    else:
        counts = _counts(query, engine, first, last)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    language = get_language() or ""
    return Month(
        label=month_label(first),
        weekdays=tuple(capfirst(str(WEEKDAYS[day])) for day in range(7)),
        weeks=tuple(
            tuple(
                Day(
                    day,
                    tuple(sorted(entries[day], key=lambda one: (one.time, one.title))),
                    counts.get(day, 0),
                    form.with_days(day, day).url(path),
                    is_out=day.month != first.month,
                    is_today=day == today,
                )
                for day in week
            )
            for week in weeks
        ),
        previous=_link(asked, path, _next_month(first, -1), language),
        following=_link(asked, path, _next_month(first, 1), language),
        is_empty=not total,
    )


def month_address(asked: Criteria, path: str, first: datetime.date) -> str:
    """Return the address of the list with a month below it."""
    url = asked.form.on_page(1).url(path)
    return f"{url}{'&' if '?' in url else '?'}month={first:%Y-%m}#month"


def _link(
    asked: Criteria, path: str, first: datetime.date, language: str
) -> tuple[str, str] | None:
    if not _is_offered(first, asked.today):
        return None
    return month_label(first), month_address(asked, path, first)


def _is_offered(first: datetime.date, today: datetime.date) -> bool:
    return today.replace(day=1) <= first <= today + MOST_DAYS_AHEAD * _DAY


def _next_month(first: datetime.date, step: int) -> datetime.date:
    index = first.year * 12 + first.month - 1 + step
    return datetime.date(index // 12, index % 12 + 1, 1)


def _place(
    entries: dict[datetime.date, list[Entry]],
    document: ListingDocument,
    query: SearchQuery,
    month: Days,
) -> None:
    """Write an event on each day of the month that it is on, once a date."""
    seen: set[tuple[int, datetime.date]] = set()
    for run in matching_runs(document, query):
        for day in _days_of(run, month):
            if (run.run_id, day) not in seen:
                seen.add((run.run_id, day))
                entries[day].append(_entry(document, run))


def _days_of(run: RunDocument, month: Days) -> Iterator[datetime.date]:
    if run.start_date is None or run.end_date is None:
        return
    both = Days(run.start_date, run.end_date).meets(month)
    day = both.first if both else None
    while both and day and day <= both.last:
        yield day
        day += _DAY


def _entry(document: ListingDocument, run: RunDocument) -> Entry:
    note = ""
    if not takes_place(run):
        note = _("Cancelled") if run.status == "CANCELLED" else _("Postponed")
    return Entry(
        title=document.title,
        url=address_in(document.url, get_language() or ""),
        lang=tag_of(document.language),
        time=f"{run.start_time:%H:%M}" if run.start_time else "",
        note=note,
    )


def _counts(
    query: SearchQuery, engine: SearchEngine, first: datetime.date, last: datetime.date
) -> dict[datetime.date, int]:
    """Count the events of each day that is not over, in one question."""
    days = [first + n * _DAY for n in range((last - first).days + 1)]
    days = [day for day in days if day >= query.today]
    queries: Sequence[SearchQuery] = [replace(query, dates=Days(day, day)) for day in days]
    return dict(zip(days, engine.count_many(queries), strict=True))
