"""What to give up when nothing is found: a filter, then some distance, then the least of the words.

A word that few listings have says what is meant ("electrician"); a word that many have says
little ("work"). So the rarest stays, and of the others as many as can.
"""

import math
from collections.abc import Collection, Iterator, Sequence
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
# What was read from the words and can be arranged; the others say what somebody is looking for.
ARRANGED = frozenset({"starts", "length", "age", "needs", "study", "when", "how", "cost"})
# Paid work is a job, whether somebody is taught on the side or not.
PAID = ("apprenticeship", "job")
MOST_COMBINED = 6  # words of which all combinations are tried: 32 with the rarest
# A word that the region's own lists know (a subject, another name for a trade) is likelier meant
# than one as rare that only stands in some description.
SUBJECT_WEIGHT = 1.5
# "Certificate for kitchen work" is about kitchens.
PAPERS = frozenset(
    """award awards certificate certificates diploma diplomas licence license card cards badge
    ticket tickets""".split()
)
PAPER_WEIGHT = 0.5
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


def understood_as(criteria: Criteria, names: Collection[str]) -> list[Chip]:
    """Return what was understood as one of some filters."""
    return [chip for chip in criteria.understood if chip.name in names]


def arranged(criteria: Criteria) -> list[Chip]:
    """Return what was understood and can be arranged: times, costs, needs."""
    return understood_as(criteria, ARRANGED)


def arranged_later(criteria: Criteria) -> list[Looser]:
    """Return the search without what can be arranged, when a filter still says what is meant.

    "I am 45 and want to change job" asks for jobs before it asks for the word "change".
    """
    chips = arranged(criteria)
    easier = criteria.without_understood(chips)
    if not chips or not _says_what_kind(easier):
        return []
    return [Looser(easier, tuple(chips))]


def _says_what_kind(criteria: Criteria) -> bool:
    return any(criteria.plain.filters.get(name) for name in ("kind", "esol", "sector", "subject"))


def without_filters(criteria: Criteria) -> Iterator[list[Looser]]:
    """Give, in batches of equals, searches without one understood filter, farther, without any."""
    chips = [chip for chip in criteria.understood if chip.name in GIVEN_UP]
    singles = [
        Looser(criteria.without_understood(dropped), dropped)
        for name in GIVEN_UP
        if (dropped := tuple(chip for chip in chips if chip.name == name))
    ]
    singles = [one for one in singles if _asks(one.criteria)]
    if paid := as_paid_work(criteria):
        yield [Looser(paid)]
    wider = _wider(criteria)
    everything = Looser(criteria.without_understood(chips), tuple(chips))
    far = [replace(everything, criteria=one) for one in _wider(everything.criteria)]
    soft = tuple(chip for chip in chips if chip.name != "kind")
    but_kind = [Looser(criteria.without_understood(soft), soft)] if len(soft) < len(chips) else []
    # Who asks for a job goes a few miles for one rather than take a course round the corner.
    kept = [one for one in singles if not _gives_up_kind(one)]
    farther = [Looser(one) for one in wider]
    yield [*kept, *farther[:2], *(one for one in singles if _gives_up_kind(one)), *farther[2:]]
    more = [*but_kind, *([everything] if len(singles) > 1 else []), *far]
    yield [one for one in more if _asks(one.criteria)]


def _gives_up_kind(one: Looser) -> bool:
    return any(chip.name == "kind" for chip in one.dropped)


def as_paid_work(criteria: Criteria) -> Criteria | None:
    """Return the same search for jobs and apprenticeships when one of them was understood."""
    kinds = criteria.plain.filters.get("kind", ())
    if len(kinds) != 1 or kinds[0] not in PAID:
        return None
    if not any(chip.name == "kind" for chip in criteria.understood):
        return None
    return replace(criteria, plain=criteria.plain.with_filter("kind", *PAID))


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
    wanted = list(dict.fromkeys(word for word in criteria.words if not word.is_excluded))
    fixed = tuple(word for word in criteria.words if word.is_excluded)
    if len(wanted) < 2:
        return
    weights = _weights(wanted, criteria, engine)
    known = [place for place, weight in enumerate(weights) if weight > 0]
    if not known:
        return
    by_weight = sorted(known, key=lambda place: -weights[place])[:MOST_COMBINED]
    head, others = by_weight[0], by_weight[1:]
    # Places instead of words: a word with all its other names takes long to compare.
    order = [optional(word, 1.0) for word in wanted]

    def only(some: tuple[int, ...]) -> Looser:
        kept = (*(word for place, word in enumerate(wanted) if place in some), *fixed)
        left_out = [place for place in range(len(wanted)) if place not in some]
        ordering = (*criteria.optional_words, *(order[place] for place in left_out))
        return Looser(
            replace(criteria, words=kept, optional_words=ordering),
            words=kept,
            left_out=tuple(wanted[place] for place in left_out),
        )

    for size in range(min(len(others), len(wanted) - 2), -1, -1):
        ranked = sorted(
            combinations(others, size), key=lambda some: -sum(weights[place] for place in some)
        )
        if size == 0 and others and _says_or(criteria.plain.q):
            any_word = (*(wanted[place] for place in known), *fixed)
            yield [Looser(criteria, words=any_word, minimum_words=1)]
        yield [only((head, *some)) for some in ranked]


def by_importance(words: Sequence[Word], criteria: Criteria, engine: SearchEngine) -> list[Word]:
    """Return the words that listings have, what says most first."""
    weights = _weights(words, criteria, engine)
    known = [place for place, weight in enumerate(weights) if weight > 0]
    return [words[place] for place in sorted(known, key=lambda place: -weights[place])]


def fewer_of_both(fewer: Sequence[Looser], engine: SearchEngine) -> Iterator[list[Looser]]:
    """Give searches for fewer words and with fewer filters, each search's own in its order.

    Words that nothing has together, without any filter, are asked about only once.
    """
    alone = [
        replace(
            one.criteria.query(),
            words=one.words or (),
            minimum_words=one.minimum_words,
            order_words=(),
            place=None,
            filters={},
        )
        for one in fewer
    ]
    for one, count in zip(fewer, engine.count_many(alone) if alone else (), strict=True):
        if count:
            yield [
                replace(it, words=one.words, left_out=one.left_out)
                for batch in without_filters(one.criteria)
                for it in batch
            ]


def _says_or(text: str) -> bool:
    return any(word in SAYS_OR for word in text.lower().replace("/", " / ").split())


def _weights(words: Sequence[Word], criteria: Criteria, engine: SearchEngine) -> list[float]:
    """Return how much each word says, 0 where no listing has it."""
    alone = replace(criteria.query(), order_words=(), place=None, filters={})
    counts = engine.count_many([replace(alone, words=(word,)) for word in words])
    known = criteria.reference.synonyms.by_tokens
    weights = []
    for word, count in zip(words, counts, strict=True):
        weight = math.log(1 + LARGE_INDEX / count) if count else 0.0
        if word.text.lower() in PAPERS:
            weight *= PAPER_WEIGHT
        elif word.alternatives[0].tokens in known:
            weight *= SUBJECT_WEIGHT
        weights.append(weight)
    return weights
