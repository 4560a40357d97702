"""A count of searches without people, written beside the requests and never inside one."""

import datetime
from collections import Counter
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone

from portal.core.waiting_counts import FULL, MOST_KEPT, WaitingCounts
from search.criteria import Criteria
from search.masking import kept_words, points_to_a_person
from search.models import RecallStep, ResultBucket, SearchLogEntry
from search.recall import Outcome

__all__ = ["FULL", "MOST_KEPT", "Entry", "SearchLog", "note_search", "search_log"]

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


class SearchLog(WaitingCounts[Entry]):
    """Searches of this process that wait to be written."""

    what = "searches"

    def write(self, counts: Counter[Entry]) -> None:
        """Add the counts to the table."""
        _write(counts)


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
search_log.end_with_process()


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
