"""The query tree as bodies of Elasticsearch requests: plain dictionaries."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from search.engines.elasticsearch.mapping import (
    ALL,
    ORDER,
    PAYLOAD,
    RUN,
    SHOWN_IN,
    SORT_PREFIX,
    WEIGHT,
)
from search.engines.entry import EVERY_LANGUAGE
from search.facets import FACETS
from search.query import Alternative, Band, PlaceFilter, SearchQuery, Sort, Word, has_tokens
from search.ranking import (
    FILTER_WORD_BOOST,
    NAMED_BONUS,
    TEXT_WEIGHTS,
    TIE_BREAKER,
    occurrence_boost,
)
from search.runs import DIMENSIONS, chosen_filters, query_tokens, start_choice

# The server refuses more values in one `terms`.
MAX_TERMS = 65_536
# Nor a longer value: 32,766 bytes, of which a letter takes four at most. Analysis cuts at 255.
MAX_TERM_LETTERS = 8_191
# So many of the nearest venues are told apart at first; a clause for each takes time.
NEAREST_TOLD_APART = 64

Clause = dict[str, Any]
Chosen = Mapping[str, tuple[str, ...]]

# On the score of what is near, so that it stands before everything else and a page takes one
# search. A power of two changes no digit of a score.
NEAR = 2.0**60

NOTHING: Clause = {"match_none": {}}
BY_SCORE = [{"_score": "desc"}, {ORDER: "asc"}]


class Compiler:
    """Compiles the parts of one query.

    Filters of facets that are counted stand outside the query (`outer`), in the post filter and
    in the aggregations, each without its own; all others inside (`inner`).
    """

    def __init__(self, query: SearchQuery) -> None:
        self._query = query
        self._course_filters = {
            name: terms(name, values)
            for name, values in query.filters.items()
            if values and name in FACETS and name not in DIMENSIONS
        }
        self.chosen: dict[str, tuple[str, ...]] = chosen_filters(query)
        if query.place:
            self.chosen["place"] = query.place.near_tokens + query.place.elsewhere
        self._asked = frozenset(query.facets)

    # Filters

    def all_filters(self, chosen: Chosen) -> list[Clause]:
        """Filter by everything; for requests that count no facet."""
        filters = list(self._course_filters.values())
        return [*filters, self.run_filter(chosen)] if chosen else filters

    def inner_filters(self) -> list[Clause]:
        """Filter by what no facet that is counted leaves out."""
        filters = [c for name, c in self._course_filters.items() if name not in self._asked]
        inner = self._inner_choices()
        return [*filters, self.run_filter(inner)] if inner else filters

    def outer_filters(self, chosen: Chosen, *, without: str = "") -> list[Clause]:
        """Filter by the rest of `all_filters`, but for the filter of one facet."""
        filters = [
            clause
            for name, clause in self._course_filters.items()
            if name in self._asked and name != without
        ]
        choices = {name: values for name, values in chosen.items() if name != without}
        if choices and choices != self._inner_choices():
            filters.append(self.run_filter(choices))
        return filters

    def run_filter(self, chosen: Chosen) -> Clause:
        """Match listings of which one run has a chosen value in every chosen dimension."""
        if len(chosen) == 1:
            ((name, values),) = chosen.items()
            return terms(name, values)
        return terms(RUN, query_tokens(chosen))

    def is_narrowed(self, name: str) -> bool:
        """Say whether runs are chosen by more than one facet's own filter."""
        return bool(self.chosen.keys() - {name}) or (name == "starts" and bool(self._query.dates))

    def with_value(self, name: str, value: str) -> Chosen:
        """Choose one value of a run facet in place of its filter."""
        values = start_choice(self._query, (value,)) if name == "starts" else (value,)
        return {**self.chosen, name: values}

    def not_near(self, place: PlaceFilter) -> list[Clause]:
        """Exclude listings that have a near matching run."""
        return [self.run_filter({**self.chosen, "place": place.near_tokens})]

    def _inner_choices(self) -> dict[str, tuple[str, ...]]:
        return {name: v for name, v in self.chosen.items() if name not in self._asked}

    # Queries

    def matching(self, filters: Sequence[Clause], excluded: Sequence[Clause] = ()) -> Clause:
        """Match words and filters, without a score."""
        return self._bool(filter=[*self._matched_words(), *filters], must_not=[*excluded])

    def scored(self, filters: Sequence[Clause], excluded: Sequence[Clause] = ()) -> Clause:
        """Match the same, with the score of the words times the factor of the listing."""
        words = [self._scored_word(word) for word in self._query.scored_words]
        if not self._query.wanted_words:
            must: list[Clause] = [{"match_all": {}}]
            should = [*words, *self._named()]
        else:
            must = words if self._least is None else [self._most(words, self._least)]
            should = [*self._order_words(), *self._named()]
        query = self._bool(must=must, should=should, filter=filters, must_not=excluded)
        return {
            "function_score": {
                "query": query,
                "field_value_factor": {"field": WEIGHT},
                "boost_mode": "multiply",
            }
        }

    def near_scored(self, place: PlaceFilter, filters: Sequence[Clause]) -> Clause:
        """Score what is near `NEAR` times: in the nearest distance band in which it has a run."""
        bands = place.near_bands if place.bands else [Band(place.near_tokens, 1.0)]
        functions = [
            {
                "filter": self.run_filter({**self.chosen, "place": band.tokens}),
                "weight": band.factor * NEAR,
            }
            for band in bands
        ]
        return {
            "function_score": {
                "query": self.scored(filters),
                "functions": functions,
                "score_mode": "max",
                "boost_mode": "multiply",
            }
        }

    def by_distance(
        self, place: PlaceFilter, filters: Sequence[Clause], *, told_apart: int
    ) -> Clause:
        """Score by the nearest matching venue: the first of n venues gives n, the second n - 1.

        Venues behind the first `told_apart` share one number, 0 like those of no known distance.
        """
        nearest = place.nearest
        rings = [
            {
                "constant_score": {
                    "filter": self.run_filter({**self.chosen, "place": tokens}),
                    "boost": len(nearest) - rank,
                }
            }
            for rank, tokens in enumerate(nearest[:told_apart])
        ]
        ordered = [{"dis_max": {"queries": rings}}] if rings else []
        matched = [*self._matched_words(), *filters]
        return self._bool(filter=matched, should=ordered)

    # Bodies

    def count_body(self) -> Clause:
        """Count all matches."""
        return {
            "size": 0,
            "track_total_hits": True,
            "query": self.matching(self.all_filters(self.chosen)),
        }

    def _bool(self, **parts: Any) -> Clause:
        """Join clauses with what is visible today, in the language, and with excluded words."""
        day = self._query.today.toordinal()
        listed = terms(SHOWN_IN, (EVERY_LANGUAGE, self._query.language))
        # Excluded rather than asked for: on most days nothing is hidden, and nothing is quick.
        minute = self._query.present_minute
        hidden = [
            {"range": {"first_day": {"gt": day}}},
            {"range": {"last_day": {"lt": day}}},
            {"range": {"first_minute": {"gt": minute}}},
            {"range": {"last_minute": {"lt": minute}}},
        ]
        excluded = [self._matched_word(word) for word in self._query.excluded_words]
        parts["filter"] = [listed, *parts.get("filter", ())]
        parts["must_not"] = [*hidden, *excluded, *parts.get("must_not", ())]
        return {"bool": {name: value for name, value in parts.items() if value not in ([], ())}}

    # Words

    @property
    def _least(self) -> int | None:
        least, wanted = self._query.minimum_words, len(self._query.wanted_words)
        return None if least is None or least >= wanted else max(least, 1)

    def _matched_words(self) -> list[Clause]:
        words = [self._matched_word(word) for word in self._query.wanted_words]
        return words if self._least is None else [self._most(words, self._least)]

    def _most(self, words: list[Clause], least: int) -> Clause:
        return {"bool": {"should": words, "minimum_should_match": least}}

    def _matched_word(self, word: Word) -> Clause:
        """Match any alternative anywhere: one posting list for all texts."""
        found = [_occurrence(ALL, one, None) for one in word.alternatives if one.tokens]
        return found[0] if len(found) == 1 else {"bool": {"should": found}}

    def _scored_word(self, word: Word, boost: float = 1.0) -> Clause:
        queries = [
            _occurrence(field, alternative, occurrence_boost(weight, alternative) * boost)
            for alternative in word.alternatives
            if alternative.tokens
            for field, weight in TEXT_WEIGHTS
        ]
        return {"dis_max": {"tie_breaker": TIE_BREAKER, "queries": queries}}

    def _named(self) -> list[Clause]:
        if not self._query.named:
            return []
        known = terms("id", self._query.named)
        return [{"constant_score": {"filter": known, "boost": NAMED_BONUS}}]

    def _order_words(self) -> list[Clause]:
        return [
            self._scored_word(word, FILTER_WORD_BOOST)
            for word in self._query.order_words
            if has_tokens(word)
        ]


def terms(field: str, values: Iterable[str]) -> Clause:
    """Match any of the values; in parts when they are more than the server takes at once."""
    distinct = [value for value in dict.fromkeys(values) if is_sendable(value)]
    if not distinct:
        return NOTHING
    if len(distinct) <= MAX_TERMS:
        return {"terms": {field: distinct}}
    parts = range(0, len(distinct), MAX_TERMS)
    return {
        "bool": {
            "should": [{"terms": {field: distinct[at : at + MAX_TERMS]}} for at in parts],
        }
    }


def by_field(sort: Sort) -> list[Clause]:
    """Order by a number that no two listings share."""
    return [{SORT_PREFIX + sort: "asc"}]


def page_body(query: Clause, sort: list[Clause], start: int, size: int) -> Clause:
    """Ask for whole documents."""
    return {
        "query": query,
        "sort": sort,
        "from": start,
        "size": size,
        "track_total_hits": True,
        "_source": [PAYLOAD],
    }


def joined(filters: Sequence[Clause]) -> Clause:
    """Make one clause of filters."""
    return filters[0] if len(filters) == 1 else {"bool": {"filter": list(filters)}}


def _occurrence(field: str, alternative: Alternative, boost: float | None) -> Clause:
    tokens = alternative.tokens
    if not all(map(is_sendable, tokens)):
        return NOTHING
    options = {} if boost is None else {"boost": boost}
    if len(tokens) == 1:
        return {"term": {field: {"value": tokens[0], **options}}}
    return {"match_phrase": {field: {"query": " ".join(tokens), **options}}}


def plain_score(score: float) -> float:
    """Take `NEAR` out of a score: no other is so high, and none so low that it would not show."""
    return score / NEAR if score > NEAR**0.5 else score


def is_sendable(value: str) -> bool:
    """Refuse what no listing has and the server would refuse: half a letter, an endless word."""
    if len(value) > MAX_TERM_LETTERS:
        return False
    return value.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in value)
