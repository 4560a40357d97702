"""What to give up when nothing is found: a filter, then some distance, then the least of the words.

A word that few listings have says what is meant ("electrician"); a word that many have says
little ("work"). So the rarest stays, and of the others as many as can.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from search.criteria import Criteria
from search.engines.base import SearchEngine
from search.query import Word
from search.query_words import optional
from search.reading import Chip

WIDER_MILES = ("10", "25", "50")
# Which understood filter is given up first: what can be arranged before what is asked for.
GIVEN_UP = (
    "starts", "length", "age", "needs", "study", "when", "how", "cost", "without", "provider",
    "level", "esol", "kind",
)  # fmt: skip
MOST_COMBINED = 6  # words of which all combinations are tried: 32 with the rarest
# A word that the region's own lists know (a subject, another name for a trade) is likelier meant
# than one as rare that only stands in some description.
SUBJECT_WEIGHT = 1.5
LARGE_INDEX = 100_000
SAYS_OR = ("or", "/")


@dataclass(frozen=True, slots=True)
class Looser:
    """A search that asks for less, and what it gave up."""

    criteria: Criteria
    dropped: tuple[Chip, ...] = ()
    words: tuple[Word, ...] | None = None
    minimum_words: int | None = None
    left_out: tuple[Word, ...] = ()


def without_filters(criteria: Criteria) -> Iterator[list[Looser]]:
    """Give, in batches of equals, searches without one understood filter, farther, without any."""
    chips = [chip for chip in criteria.understood if chip.name in GIVEN_UP]
    singles = [
        Looser(criteria.without_understood(dropped), dropped)
        for name in GIVEN_UP
        if (dropped := tuple(chip for chip in chips if chip.name == name))
    ]
    singles = [one for one in singles if _asks(one.criteria)]
    wider = _wider(criteria)
    everything = Looser(criteria.without_understood(chips), tuple(chips))
    far = [replace(everything, criteria=one) for one in _wider(everything.criteria)]
    soft = tuple(chip for chip in chips if chip.name != "kind")
    but_kind = [Looser(criteria.without_understood(soft), soft)] if len(soft) < len(chips) else []
    yield [*singles, *(Looser(one) for one in wider)]
    more = [*but_kind, *([everything] if len(singles) > 1 else []), *far]
    yield [one for one in more if _asks(one.criteria)]


def _asks(criteria: Criteria) -> bool:
    """Whether anything is left that was asked for, besides a place."""
    return bool(criteria.words or criteria.plain.filters)


def _wider(criteria: Criteria) -> list[Criteria]:
    place = criteria.place
    if criteria.within or not criteria.has_place or place.is_everything:
        return []
    if place.latitude is None:
        return []
    return [criteria.within_miles(miles) for miles in WIDER_MILES]


def fewer_words(criteria: Criteria, engine: SearchEngine) -> Iterator[list[Looser]]:
    """Give, in batches of equals, searches for fewer of the words, most first."""
    wanted = [word for word in criteria.words if not word.is_excluded]
    fixed = tuple(word for word in criteria.words if word.is_excluded)
    if len(wanted) < 2:
        return
    weights = _weights(wanted, criteria, engine)
    known = [word for word in wanted if weights[word] > 0]
    by_weight = sorted(known, key=lambda word: -weights[word])[:MOST_COMBINED]
    if not known:
        return
    head, others = by_weight[0], by_weight[1:]
    for size in range(min(len(others), len(wanted) - 2), -1, -1):
        ranked = sorted(
            combinations(others, size), key=lambda some: -sum(weights[word] for word in some)
        )
        if size == 0 and others and _says_or(criteria.plain.q):
            yield [Looser(criteria, words=(*known, *fixed), minimum_words=1)]
        yield [_only(criteria, (head, *some), wanted, fixed) for some in ranked]


def _only(
    criteria: Criteria, some: Sequence[Word], wanted: Sequence[Word], fixed: tuple[Word, ...]
) -> Looser:
    kept = tuple(word for word in wanted if word in some)
    left_out = tuple(word for word in wanted if word not in some)
    order = (*criteria.optional_words, *(optional(word, 1.0) for word in left_out))
    return Looser(
        replace(criteria, words=(*kept, *fixed), optional_words=order),
        words=(*kept, *fixed),
        left_out=left_out,
    )


def _says_or(text: str) -> bool:
    return any(word in SAYS_OR for word in text.lower().replace("/", " / ").split())


def _weights(words: Sequence[Word], criteria: Criteria, engine: SearchEngine) -> dict[Word, float]:
    """Return how much each word says, 0 where no listing has it."""
    alone = replace(criteria.query(), order_words=(), place=None, filters={})
    counts = engine.count_many([replace(alone, words=(word,)) for word in words])
    known = criteria.reference.synonyms.by_tokens
    return {
        word: math.log(1 + LARGE_INDEX / count)
        * (SUBJECT_WEIGHT if word.alternatives[0].tokens in known else 1.0)
        if count
        else 0.0
        for word, count in zip(words, counts, strict=True)
    }
