"""The query tree as tantivy queries."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from tantivy import Occur, Query

from search.engines.embedded.index import Snapshot
from search.engines.embedded.schema import ALL
from search.facets import FACETS
from search.query import PlaceFilter, SearchQuery, Word, has_tokens
from search.ranking import (
    FILTER_WORD_BOOST,
    NAMED_BONUS,
    TEXT_WEIGHTS,
    TIE_BREAKER,
    occurrence_boost,
)
from search.runs import DIMENSIONS, chosen_filters, query_tokens, start_choice

# Up to so many values a union of terms is quicker than a term set.
MAX_UNION = 8

Clause = tuple[Occur, Query]
Chosen = Mapping[str, tuple[str, ...]]


class Compiler:
    """Compiles the parts of one query for one snapshot."""

    def __init__(self, snapshot: Snapshot, query: SearchQuery) -> None:
        self._snapshot = snapshot
        self._schema = snapshot.schema
        self._query = query
        self._scope = snapshot.scope(query.today, query.present_minute, query.language)
        self._course_filters = {
            name: self.terms(name, values)
            for name, values in query.filters.items()
            if values and name in FACETS and name not in DIMENSIONS
        }
        self.chosen: dict[str, tuple[str, ...]] = chosen_filters(query)
        if query.place:
            self.chosen["place"] = query.place.near_tokens + query.place.elsewhere

    def is_narrowed(self, name: str) -> bool:
        """Say whether runs are chosen by more than one facet's own filter."""
        return bool(self.chosen.keys() - {name}) or (name == "starts" and bool(self._query.dates))

    def matching(self, chosen: Chosen, *, without: str = "", also: Sequence[Clause] = ()) -> Query:
        """Match the words, all filters but one, and run choices; every score is 0 or 1."""
        return self._all([*self._matched_words(), *self._filters(chosen, without), *also])

    def with_value(self, name: str, value: str, others: Chosen) -> Query:
        """Match as `matching` does with one value of a facet chosen in place of its filter."""
        base = [*self._matched_words(), *self._filters({}, name)]
        if name in DIMENSIONS:
            values = start_choice(self._query, (value,)) if name == "starts" else (value,)
            return self._all([*base, self.run_filter({**others, name: values})])
        clauses = [(Occur.Must, self.terms(name, (value,)))]
        if others:
            clauses.append(self.run_filter(others))
        return self._all([*base, *clauses])

    def scored(self, chosen: Chosen, *, also: Sequence[Clause] = ()) -> Query:
        """Match the same, with the score of the words (1 when there are none)."""
        filters = [*self._filters(chosen, ""), *also]
        words = [self._scored_word(word) for word in self._query.scored_words]
        named = self._named()
        if not self._query.wanted_words:
            matching = Query.const_score_query(self._all([*self._excluded(), *filters]), 1.0)
            ordered = [*((Occur.Should, word) for word in words), *named]
            return Query.boolean_query([(Occur.Must, matching), *ordered]) if ordered else matching
        scored = self._words(words)
        ordered = [
            (Occur.Should, Query.boost_query(self._scored_word(word), FILTER_WORD_BOOST))
            for word in self._query.order_words
            if has_tokens(word)
        ]
        return Query.boolean_query(
            [(Occur.Must, scored), *ordered, *named, *self._excluded(), *filters]
        )

    def _named(self) -> list[Clause]:
        ids = self._query.named
        return [(Occur.Should, self.terms("id", ids, NAMED_BONUS))] if ids else []

    def near_scored(self, place: PlaceFilter, chosen: Chosen) -> Query:
        """Score near listings: each counts in the nearest distance band it has a run in."""
        branches = [
            Query.boost_query(self.scored({**chosen, "place": band.tokens}), band.factor)
            for band in place.near_bands
        ]
        return Query.disjunction_max_query(branches, 0.0) if branches else Query.empty_query()

    def by_distance(self, place: PlaceFilter, chosen: Chosen) -> Query:
        """Score by the nearest matching venue: the first of n venues gives n, the second n - 1."""
        nearest = place.nearest
        rings = [
            self._run_filter({**chosen, "place": tokens}, len(nearest) - rank)
            for rank, tokens in enumerate(nearest)
        ]
        matching = self.matching({**chosen, "place": place.near_tokens})
        clauses = [(Occur.Must, Query.const_score_query(matching, 0.0))]
        if rings:
            clauses.append((Occur.Should, Query.disjunction_max_query(rings, 0.0)))
        return Query.boolean_query(clauses)

    def not_near(self, place: PlaceFilter, chosen: Chosen) -> Clause:
        """Exclude listings that have a near matching run."""
        return (Occur.MustNot, self._run_filter({**chosen, "place": place.near_tokens}, 0.0))

    def run_filter(self, chosen: Chosen) -> Clause:
        """Match listings of which one run has a chosen value in every chosen dimension."""
        return (Occur.Must, self._run_filter(chosen, 0.0))

    def terms(self, field: str, values: Iterable[str], score: float = 0.0) -> Query:
        """Match any of the values, with a constant score."""
        distinct = list(dict.fromkeys(values))
        if not distinct:
            return Query.empty_query()
        if len(distinct) > MAX_UNION:
            return Query.const_score_query(
                Query.term_set_query(self._schema, field, distinct), score
            )
        terms = [Query.term_query(self._schema, field, value, "basic") for value in distinct]
        if len(terms) == 1:
            return Query.const_score_query(terms[0], score)
        union = Query.boolean_query([(Occur.Should, term) for term in terms])
        return Query.const_score_query(union, score)

    def _run_filter(self, chosen: Chosen, score: float) -> Query:
        if len(chosen.get("place", ())) <= MAX_UNION:
            return self._new_run_filter(chosen, score)
        # A page asks for the same circle several times; its tokens are hundreds to thousands.
        key = (tuple(sorted(chosen.items())), score)
        return self._snapshot.circle(key, lambda: self._new_run_filter(chosen, score))

    def _new_run_filter(self, chosen: Chosen, score: float) -> Query:
        if len(chosen) == 1:
            ((name, values),) = chosen.items()
            return self.terms(name, values, score)
        return self.terms("run", query_tokens(chosen), score)

    def _filters(self, chosen: Chosen, without: str) -> list[Clause]:
        clauses: list[Clause] = [
            (Occur.Must, query) for name, query in self._course_filters.items() if name != without
        ]
        run_choices = {name: values for name, values in chosen.items() if name != without}
        if run_choices:
            clauses.append(self.run_filter(run_choices))
        return clauses + self._scope

    def _all(self, clauses: Sequence[Clause]) -> Query:
        positive = [query for occur, query in clauses if occur != Occur.MustNot]
        if not clauses:
            return Query.all_query()
        if len(clauses) == len(positive) == 1:
            return positive[0]
        if not positive:
            clauses = [(Occur.Must, Query.all_query()), *clauses]
        return Query.boolean_query(list(clauses))

    @cached_property
    def _words_to_match(self) -> list[Clause]:
        words = [self._matched_word(word) for word in self._query.wanted_words]
        return [(Occur.Must, self._words(words))] if words else []

    @cached_property
    def _words_to_lack(self) -> list[Clause]:
        return [(Occur.MustNot, self._matched_word(word)) for word in self._query.excluded_words]

    def _matched_words(self) -> list[Clause]:
        return [*self._words_to_match, *self._words_to_lack]

    def _excluded(self) -> list[Clause]:
        return self._words_to_lack

    def _words(self, words: list[Query]) -> Query:
        least = self._query.minimum_words
        if len(words) == 1:
            return words[0]
        if least is None or least >= len(words):
            return Query.boolean_query([(Occur.Must, word) for word in words])
        return Query.boolean_query([(Occur.Should, word) for word in words], max(least, 1))

    def _matched_word(self, word: Word) -> Query:
        """Match any alternative anywhere: one posting list for all texts."""
        key = (ALL, frozenset(one.tokens for one in word.alternatives))
        return self._snapshot.compiled(key, lambda: self._any_of(word))

    def _any_of(self, word: Word) -> Query:
        distinct = dict.fromkeys(one.tokens for one in word.alternatives if one.tokens)
        queries = [
            self._occurrence(ALL, tokens, 1.0)
            for tokens in distinct
            if self._snapshot.occurs(ALL, tokens)
        ]
        if not queries:
            return Query.empty_query()
        union = queries[0]
        if len(queries) > 1:
            union = Query.boolean_query([(Occur.Should, query) for query in queries])
        return Query.const_score_query(union, 0.0)

    def _scored_word(self, word: Word) -> Query:
        return self._snapshot.compiled(word.alternatives, lambda: self._best_of(word))

    def _best_of(self, word: Word) -> Query:
        """Score the best field and alternative; those that no listing has are left out."""
        queries = [
            self._occurrence(field, one.tokens, occurrence_boost(weight, one))
            for one in word.alternatives
            if one.tokens
            for field, weight in TEXT_WEIGHTS
            if self._snapshot.occurs(field, one.tokens)
        ]
        return Query.disjunction_max_query(queries, TIE_BREAKER) if queries else Query.empty_query()

    def _occurrence(self, field: str, tokens: tuple[str, ...], boost: float) -> Query:
        if len(tokens) == 1:
            query = Query.term_query(self._schema, field, tokens[0], "freq")
        else:
            query = Query.phrase_query(self._schema, field, list(tokens))
        return query if boost == 1.0 else Query.boost_query(query, boost)
