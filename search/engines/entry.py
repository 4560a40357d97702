"""What of a document is indexed on a day, in the words of neither engine."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain

from search.analysis import stem, surface_words
from search.documents import ListingDocument, to_payload
from search.facets import FACETS
from search.fields import BORDER, text_sources
from search.query import ANYWHERE, Sort
from search.ranking import best_number, id_order, next_change, sort_number, static_factor
from search.runs import (
    DIMENSIONS,
    index_tokens,
    open_runs,
    run_sort_key,
    run_values,
    visible_days,
    visible_minutes,
)

# In `shown_in`: listed in every language of the site.
EVERY_LANGUAGE = "*"
# The longest day a sort number holds; sort values have to stay under 2**24.
_RUN_SORTS: tuple[Sort, ...] = ("soonest", "shortest", "closing")
_NO_RUNS = 1 << 23
SHORT_TEXT = 200  # characters: a name, not a description
# What stands for the runs of a listing that has none: a role, a scheme, a guide.
NO_PLACE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(DIMENSIONS, ()),
    "place": (ANYWHERE,),
}


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """The indexed form of a document.

    `texts`: text field -> tokens joined by spaces, never empty. `everything`: all of them joined,
    for matching without scores. `words`: surface words, for spelling. `keywords`: facet name, and
    "place" -> values. `runs`: run tokens (runs.index_tokens); `run_values`:
    the open runs from which they were made. `shown_in`: languages or "*".
    `order`: among equals (ranking.id_order). `sorts`: order -> unique number, ascending.
    `factor`: ranking.static_factor. `first_day`, `last_day`: visible, ordinals, both included;
    `first_minute`, `last_minute` as well.
    `refresh_day`: the ordinal on which this entry stops being right.
    """

    id: str
    texts: dict[str, str]
    everything: str
    words: tuple[str, ...]
    keywords: dict[str, tuple[str, ...]]
    runs: tuple[str, ...]
    run_values: tuple[dict[str, tuple[str, ...]], ...]
    shown_in: tuple[str, ...]
    order: int
    sorts: dict[str, int]
    factor: float
    first_day: int
    last_day: int
    first_minute: int
    last_minute: int
    refresh_day: int
    payload: bytes


def index_entry(document: ListingDocument, today: date) -> IndexEntry:
    """Prepare a document for an index that is right on `today`."""
    texts, words = _texts(document)
    runs = open_runs(document, today)
    keywords = {name: facet.given_by(document, runs, today) for name, facet in FACETS.items()}
    values_of_runs: tuple[dict[str, tuple[str, ...]], ...] = (NO_PLACE,)
    if document.runs:
        values_of_runs = tuple(run_values(run, today) for run in runs)
    keywords["place"] = _each_once(values["place"] for values in values_of_runs)
    order = id_order(document.id)
    factor = static_factor(document, today)
    sorts = {"best": best_number(factor, order)}
    for sort in _RUN_SORTS:
        value = min((run_sort_key(run, sort) for run in runs), default=_NO_RUNS)
        sorts[sort] = sort_number(value, order)
    first_day, last_day = visible_days(document)
    first_minute, last_minute = visible_minutes(document)
    return IndexEntry(
        id=document.id,
        texts=texts,
        everything=f" {BORDER} ".join(texts.values()),
        words=words,
        keywords=keywords,
        runs=_each_once(map(index_tokens, values_of_runs)),
        run_values=values_of_runs,
        shown_in=document.shown_in or (EVERY_LANGUAGE,),
        order=order,
        sorts=sorts,
        factor=factor,
        first_day=first_day,
        last_day=last_day,
        first_minute=first_minute,
        last_minute=last_minute,
        refresh_day=next_change(document, today),
        payload=to_payload(document),
    )


def _each_once(rows: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(rows)))


def _texts(document: ListingDocument) -> tuple[dict[str, str], tuple[str, ...]]:
    texts = {}
    words: dict[str, None] = {}
    for field, sources in text_sources(ListingDocument):
        parts = []
        for source in sources:
            value = getattr(document, source)
            for text in (value,) if isinstance(value, str) else value:
                # Many listings share a subject, a provider, the name of a qualification.
                is_short = len(text) <= SHORT_TEXT
                surface, stems = _analysed_once(text) if is_short else _analysed(text)
                words.update(surface)
                parts.append(stems)
        texts[field] = f" {BORDER} ".join(filter(None, parts)) or BORDER
    return texts, tuple(words)


def _analysed(text: str) -> tuple[dict[str, None], str]:
    """Give the surface words of a text, each once, and its tokens joined by spaces."""
    surface = surface_words(text)
    return dict.fromkeys(surface), " ".join(map(stem, surface))


_analysed_once = lru_cache(maxsize=5_000)(_analysed)
