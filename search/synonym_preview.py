"""What a synonym would change: the same searches with and without it, on the index in use."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Sum

from search.criteria import read_criteria
from search.engines.base import SearchEngine
from search.forms import SearchForm
from search.models import Synonym
from search.recall import find
from search.reference import Reference
from search.synonyms import Synonyms
from search.taught_synonyms import in_force, meanings_of
from search.zero_results import shown_searches

TOP = 10  # results that most people look at
MOST_LOGGED = 5
LOG_DAYS = 90
SHORTEST_IN_LOG = 3  # letters; shorter words are parts of too many others


@dataclass(frozen=True, slots=True)
class Found:
    """One result: ``Found("course:7", "Healthcare Support Level 2", "Lockgate College")``."""

    id: str
    title: str
    provider: str


@dataclass(frozen=True, slots=True)
class Change:
    """One search before and after. ``come`` into and ``go`` out of the first ten results."""

    words: str
    before: int
    after: int
    come: tuple[Found, ...]
    go: tuple[Found, ...]

    @property
    def is_change(self) -> bool:
        """Whether anything would be different."""
        return self.before != self.after or bool(self.come or self.go)


def preview(
    row: Synonym, *, engine: SearchEngine, reference: Reference, today: date
) -> tuple[Change, ...]:
    """Search for the words of a row, and for logged searches with them, as it is and would be.

    The row need not be saved; with an id it stands in for the saved one. EngineUnavailable if so.
    """
    others = [one for one in Synonym.objects.in_force() if one.pk != row.pk]
    saved = list(Synonym.objects.in_force().filter(pk=row.pk)) if row.pk else []
    before = in_force(sorted([*others, *saved], key=lambda one: one.pk))
    after = in_force([*others, row])
    return tuple(
        _change(words, before, after, engine=engine, reference=reference, today=today)
        for words in searches(row, today=today)
    )


def searches(row: Synonym, *, today: date) -> tuple[str, ...]:
    """Return what to try: the words, other names if both ways, and up to five logged searches."""
    tried = [" ".join(row.words.split())]
    if row.is_two_way:
        tried += meanings_of(row)[:2]
    if len(tried[0]) >= SHORTEST_IN_LOG:
        logged = (
            shown_searches()
            .filter(words__icontains=tried[0], hour_at__date__gte=today - timedelta(days=LOG_DAYS))
            .values("words")
            .annotate(times=Sum("count"))
            .order_by("-times", "words")[: MOST_LOGGED + 1]
        )
        tried += [entry["words"] for entry in logged][: MOST_LOGGED + 1]
    distinct = {words.lower(): words for words in reversed(tried)}
    return tuple(reversed(distinct.values()))[: MOST_LOGGED + 3]


def _change(
    words: str,
    before: Synonyms,
    after: Synonyms,
    *,
    engine: SearchEngine,
    reference: Reference,
    today: date,
) -> Change:
    was, is_now = (
        _first(words, replace(reference, synonyms=table), engine=engine, today=today)
        for table in (before, after)
    )
    old_ids, new_ids = ({one.id for one in found} for _total, found in (was, is_now))
    return Change(
        words=words,
        before=was[0],
        after=is_now[0],
        come=tuple(one for one in is_now[1] if one.id not in old_ids),
        go=tuple(one for one in was[1] if one.id not in new_ids),
    )


def _first(
    words: str, reference: Reference, *, engine: SearchEngine, today: date
) -> tuple[int, tuple[Found, ...]]:
    criteria = read_criteria(
        SearchForm(q=words), reference=reference, today=today, language=settings.LANGUAGE_CODE
    )
    results = find(criteria, engine, page_size=TOP).results
    documents = [hit.document for hit in results.hits]
    return results.total, tuple(
        Found(document.id, document.title, document.provider_name) for document in documents
    )
