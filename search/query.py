"""The engine-neutral query: words, filters, place and order, compiled by each engine.

SearchQuery(
    words=(Word("carer", (Alternative(("carer",)), Alternative(("care", "assist"), 0.7))),),
    filters={"when": ("evening",), "level": ("2", "3")},
    place=PlaceFilter(near=("walsall",)),
    today=date(2026, 11, 25),
    facets=("kind", "when", "level"),
)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.moments import Days, first_minute_of

Sort = Literal["best", "nearest", "soonest", "shortest", "closing"]
SORTS: tuple[Sort, ...] = ("best", "nearest", "soonest", "shortest", "closing")

# Deeper pages are never offered: nobody reads them and engines refuse more than 10,000 hits.
MAX_PAGES = 500
MAX_HITS = 10_000
PAGE_SIZE = 20
# A clause for each of ten thousand workplaces takes a second: behind the first, some share one.
TOLD_APART = 1_000
RING = 8
ELSEWHERE = ("online", "national")
# The place token of what has no place: a role, a scheme, a guide. It is near everybody.
ANYWHERE = "anywhere"


class Point(NamedTuple):
    """Degrees, WGS 84: Point(52.586, -1.982) is Walsall."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to satisfy a word: analysed tokens that stand next to each other.

    `boost` multiplies its score (a synonym counts 0.7). `label` is what the visitor is told
    ("care assistant"); empty for the word itself. `is_translation`: the word is of another
    language, and `label` says it in English.
    """

    tokens: tuple[str, ...]
    boost: float = 1.0
    label: str = ""
    is_translation: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word or quoted phrase as typed, with its alternatives: any of them satisfies it.

    With `is_excluded` no listing that holds any of the alternatives is found ("-childcare").
    A word with no alternatives (only marks were typed) is ignored. `phrase` is the phrase of which
    the word is a part, and whose synonyms it has, as typed ("care assistant" for "care").
    """

    text: str
    alternatives: tuple[Alternative, ...]
    is_excluded: bool = False
    phrase: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """The place tokens of one distance band and the factor on the score of listings there."""

    tokens: tuple[str, ...]
    factor: float


@dataclass(frozen=True, slots=True)
class PlaceFilter:
    """Where: place tokens ("v12" for venue 12, "walsall" for an area) that count as near.

    `cover`, when there is one, finds the same runs with fewer tokens (see squares); the tokens of
    the bands are such covers then, and no near place is without a band. `numbers` are those of
    the venues at the end of `near` (venues.venue_number), for who compares rather than looks up.
    `elsewhere` are kept after the near ones, as their own group; () drops them.
    `bands`, nearest first, weigh `best`; a near listing in no band has factor 1.
    `by_distance` holds (venue tokens, nearest first) for the order `nearest`, which tells the
    first thousand apart and of the others each eight together; near listings
    missing from it come after those in it.
    `point` and `radius_miles` are for words on the page; engines use the tokens only.
    """

    near: tuple[str, ...]
    elsewhere: tuple[str, ...] = ELSEWHERE
    bands: tuple[Band, ...] = ()
    by_distance: tuple[str, ...] = ()
    point: Point | None = None
    radius_miles: float | None = None
    cover: tuple[str, ...] = ()
    numbers: NDArray[np.int64] | None = field(default=None, compare=False, repr=False)

    def with_elsewhere_near(self) -> "PlaceFilter":
        """Return a filter for which what is online or national is as near as the rest."""
        if not self.elsewhere:
            return self
        # Venues stay at the end of `near`, where `numbers` are those of them.
        cover = (*self.elsewhere, *self.cover) if self.cover else ()
        return replace(self, near=(*self.elsewhere, *self.near), cover=cover, elsewhere=())

    @property
    def near_tokens(self) -> tuple[str, ...]:
        """The tokens by which near runs are found, as few as are known, and what has no place."""
        return (*(self.cover or self.near), ANYWHERE)

    @property
    def nearest(self) -> list[tuple[str, ...]]:
        """Near venues of known distance, nearest first: one by one, far down some together."""
        near = set(self.near)
        venues = [token for token in self.by_distance if token in near]
        far = range(TOLD_APART, len(venues), RING)
        rings = [tuple(venues[start : start + RING]) for start in far]
        return [(venue,) for venue in venues[:TOLD_APART]] + rings

    @property
    def near_bands(self) -> list[Band]:
        """The bands of near places; those that are in none, and no place at all, have factor 1."""
        if self.cover:
            return [*self.bands, Band((ANYWHERE,), 1.0)]
        near = set(self.near)
        bands = [Band(tuple(filter(near.__contains__, b.tokens)), b.factor) for b in self.bands]
        unbanded = near.difference(*(band.tokens for band in bands))
        bands.append(Band((*sorted(unbanded), ANYWHERE), 1.0))
        return [band for band in bands if band.tokens]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """Everything an engine needs to answer a page.

    `order_words`: words nobody has to match, that order `best`: those that became a filter ("ESOL
    Entry 1" is also somebody's title). Beside words that have to match they count little.
    `named`: ids of roles and schemes whose name is just what was typed; they come first in `best`.
    `minimum_words`: how many of the (not excluded) words must match; None means all of them.
    `filters`: interface names and values ({"when": ("evening",)}): values of one name are
    alternatives, names add up. Names that are no facet (see facets.FACETS) are ignored.
    `facets`: the names to count. `today`: Europe/London, passed in by the caller.
    `language`: the site language, for pages that exist once a language.
    `dates`: only events with a date on one of these days. `minute`: the present one (see moments);
    without it the first of the day.
    """

    today: date
    words: tuple[Word, ...] = ()
    order_words: tuple[Word, ...] = ()
    named: tuple[str, ...] = ()
    minimum_words: int | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place: PlaceFilter | None = None
    sort: Sort = "best"
    page: int = 1
    page_size: int = PAGE_SIZE
    facets: tuple[str, ...] = ()
    language: str = "en-gb"
    dates: Days | None = None
    minute: int | None = None

    @property
    def present_minute(self) -> int:
        """The minute at which it is asked."""
        return first_minute_of(self.today) if self.minute is None else self.minute

    @property
    def offset(self) -> int:
        """Hits before this page; pages outside 1..500 read as the first."""
        return (self.page - 1) * self.page_size if 1 <= self.page <= MAX_PAGES else 0

    @property
    def wanted_words(self) -> tuple[Word, ...]:
        """The words that have to match."""
        return tuple(w for w in self.words if not w.is_excluded and has_tokens(w))

    @property
    def scored_words(self) -> tuple[Word, ...]:
        """The words that give the score: those that have to match, else those that only order."""
        return self.wanted_words or tuple(w for w in self.order_words if has_tokens(w))

    @property
    def is_scored(self) -> bool:
        """Whether anything orders by a score: words, or a name."""
        return bool(self.scored_words or self.named)

    @property
    def excluded_words(self) -> tuple[Word, ...]:
        """The words that must not match."""
        return tuple(w for w in self.words if w.is_excluded and has_tokens(w))


def has_tokens(word: Word) -> bool:
    """Whether anything is left of the word to look for."""
    return any(alternative.tokens for alternative in word.alternatives)
