"""A count of searches without people, written beside the requests and never inside one."""

import datetime
import logging
import threading
import time
from collections import Counter
from multiprocessing.util import Finalize
from typing import NamedTuple

from django.conf import settings
from django.db import Error, connection, transaction
from django.http import HttpRequest
from django.utils import timezone

from search.criteria import Criteria
from search.masking import kept_words, points_to_a_person
from search.models import RecallStep, ResultBucket, SearchLogEntry
from search.recall import Outcome

log = logging.getLogger(__name__)

FULL = 200  # different entries that are written at once
MOST_KEPT = 2000  # different entries kept in memory while the database cannot be written
EXIT_PATIENCE_SECONDS = 2  # a locked database must not hold up the end of a process

# One statement on SQLite and PostgreSQL; Django's own upsert replaces a count, this adds to it.
ADD_TO_COUNT = """
INSERT INTO search_searchlogentry (hour_at, words, place, language, bucket, step, count)
VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (hour_at, words, place, language, bucket, step)
DO UPDATE SET count = search_searchlogentry.count + excluded.count
"""


class Entry(NamedTuple):
    """``Entry(<9:00>, "welding", "walsall", "en-gb", "SOME", "ALL")``: all that is kept."""

    hour_at: datetime.datetime
    words: str
    place: str
    language: str
    bucket: str
    step: str = RecallStep.ALL.value


class SearchLog:
    """Entries of this process that wait to be written. Any thread may add and flush.

    ``seconds`` is how long the first entry waits, None to wait for ``flush()`` alone (tests).
    """

    def __init__(self, *, seconds: float | None) -> None:
        self._seconds = seconds
        self._counts: Counter[Entry] = Counter()
        self._lock = threading.Lock()  # around memory only, never around the database
        self._writing = threading.Lock()
        self._timer: threading.Timer | None = None
        self._rests_until = 0.0
        self._dropped = 0

    def add(self, entry: Entry) -> None:
        """Count a search. Costs a visitor a few microseconds, whatever state the database is in."""
        with self._lock:
            if entry in self._counts or len(self._counts) < MOST_KEPT:
                self._counts[entry] += 1
            else:
                self._dropped += 1
            is_full = len(self._counts) == FULL and time.monotonic() >= self._rests_until
            self._start_timer(0 if is_full else self._seconds)

    def waiting(self) -> dict[Entry, int]:
        """Return what is not written yet."""
        with self._lock:
            return dict(self._counts)

    def forget(self) -> None:
        """Throw away what waits (tests)."""
        with self._lock:
            self._counts.clear()

    def flush(self) -> int:
        """Write what waits, and return how many searches that were.

        When the database cannot be written the entries stay, and are tried again later.
        """
        with self._writing:
            return self._flush()

    def flush_at_exit(self) -> None:
        """Write what waits before the process ends, if that is possible at once."""
        if self._seconds is None or not self._counts:
            return
        if not self._writing.acquire(timeout=EXIT_PATIENCE_SECONDS):
            return
        try:
            if connection.vendor == "sqlite":
                with connection.cursor() as cursor:
                    cursor.execute(f"PRAGMA busy_timeout = {EXIT_PATIENCE_SECONDS * 1000}")
            self._flush()
        except Error as error:
            log.warning("The last searches are not counted: %s", error)
        finally:
            self._writing.release()

    def _flush(self) -> int:
        with self._lock:
            counts, self._counts = self._counts, Counter()
            dropped, self._dropped = self._dropped, 0
        if dropped:
            log.warning("%d searches were not counted: too many waited.", dropped)
        if not counts:
            return 0
        try:
            _write(counts)
        except Error as error:
            self._take_back(counts)
            log.warning("The count of searches waits, the database refused it: %s", error)
            return 0
        return counts.total()

    # --- by itself ------------------------------------------------------------------------------

    def _start_timer(self, seconds: float | None) -> None:
        """Flush later in a thread of its own, so that no request waits for the database."""
        if seconds is None or self._seconds is None:
            return
        if self._timer is not None:
            if seconds:
                return
            self._timer.cancel()
            self._timer = None
        timer = threading.Timer(seconds, self._flush_alone)
        timer.daemon = True
        try:
            timer.start()
        except RuntimeError as error:  # no thread to be had now: the next search tries again
            log.warning("The count of searches waits: %s", error)
        else:
            self._timer = timer

    def _flush_alone(self) -> None:
        with self._lock:
            self._timer = None
        try:
            self.flush()
        finally:
            connection.close()  # this thread's own

    def _take_back(self, counts: Counter[Entry]) -> None:
        with self._lock:
            for entry, count in self._counts.items():
                if entry in counts or len(counts) < MOST_KEPT:
                    counts[entry] += count
                else:
                    self._dropped += count
            self._counts = counts
            self._rests_until = time.monotonic() + (self._seconds or 0)
            self._start_timer(self._seconds)


def _write(counts: Counter[Entry]) -> None:
    """Add the counts, in one order for all processes so that none waits for another in a ring."""
    hour_at = SearchLogEntry._meta.get_field("hour_at")
    rows = [
        (hour_at.get_db_prep_save(entry.hour_at, connection), *entry[1:], count)
        for entry, count in sorted(counts.items())
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(ADD_TO_COUNT, rows)


search_log = SearchLog(seconds=settings.SEARCH_LOG_SECONDS)
# Unlike atexit this also runs when a server's worker, a forked process, is told to stop.
Finalize(None, search_log.flush_at_exit, exitpriority=1)


def note_search(request: HttpRequest, outcome: Outcome) -> None:
    """Count what somebody looked for, once: its first page, and nothing of who asked."""
    if request.method == "GET" and (entry := entry_of(outcome)):
        search_log.add(entry)


def entry_of(outcome: Outcome) -> Entry | None:
    """Return what is kept of a search, None when it tells nothing about what people look for.

    That is a list without words and place, which machines ask for; a further page; words that
    could point to a person; and nothing found as asked because of filters that somebody ticked.
    """
    criteria, total = outcome.asked, outcome.results.total
    form = criteria.form
    step = step_of(outcome)
    if form.page > 1 or not (form.q or criteria.place.slug):
        return None
    if form.filters and (not total or step != RecallStep.ALL):
        return None
    text = _without_place(criteria)
    words = kept_words(text, is_area=criteria.reference.gazetteer.is_postcode_area)
    if (text and not words) or points_to_a_person(form.q):
        return None
    return Entry(
        hour_at=timezone.now().replace(minute=0, second=0, microsecond=0),
        words=words,
        place=criteria.place.slug[:80],
        language=criteria.language[:10],
        bucket=bucket_of(total),
        step=step,
    )


def step_of(outcome: Outcome) -> str:
    """Return what was changed to find something, the one thing that says most of several."""
    if not outcome.results.total:
        return RecallStep.ALL.value
    if outcome.step == "most-words":
        return RecallStep.WORDS.value
    if outcome.given_up:
        return RecallStep.FILTERS.value
    if outcome.correction:
        return RecallStep.SPELLING.value
    return (RecallStep.ALL if outcome.widened_from is None else RecallStep.WIDER).value


def bucket_of(total: int) -> str:
    """Return how many results that is, roughly: 3 is FEW."""
    if not total:
        return ResultBucket.NONE.value
    if total <= 5:
        return ResultBucket.FEW.value
    return (ResultBucket.SOME if total <= 50 else ResultBucket.MANY).value


def _without_place(criteria: Criteria) -> str:
    """Return the words as typed, without the place that is kept in a column of its own."""
    said = next((chip for chip in criteria.understood if chip.name == "near"), None)
    return criteria.reading.undo(said)[0] if said else criteria.form.q
