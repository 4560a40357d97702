"""Steps that find something when all words find nothing. Each says what it changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from search.correctors import corrector_of
from search.criteria import Criteria
from search.engines.base import SearchEngine, SearchResults
from search.filling import NearHit, as_text, near_hits
from search.forms import SearchForm
from search.loosening import (
    WIDER_MILES,
    Looser,
    arranged,
    arranged_later,
    fewer_of_both,
    fewer_words,
    without_filters,
)
from search.query import PAGE_SIZE, SearchQuery
from search.reading import Chip
from search.spelling import Corrector
from search.variety import varied

Step = Literal["all-words", "spelling", "filters", "most-words"]

FEW_NEAR = 5  # fewer near results than this and a postcode looks 10 miles round itself
WIDER_RADIUS = "10"
COUNTED_TOGETHER = 16  # searches; the first that finds something ends the steps
MOST_CORRECTED = 8  # words; a longer query is a sentence, where most-words helps more


@dataclass(frozen=True, slots=True)
class Correction:
    """``Correction("plummer", "plumber", form)``: ``form`` asks for the corrected words."""

    typed: str
    corrected: str
    form: SearchForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A page of results and the way to it.

    ``asked`` is what the visitor asked; ``criteria`` what was used at last (a wider distance,
    corrected words). ``widened_from`` is the distance that was tried first, in miles, 0 for an
    area, else None. ``given_up`` are understood filters and ``left_out`` words that nothing had;
    ``is_as_text``: the words of those filters had to stand in the texts instead. ``near_hits``
    follow a short answer and are counted nowhere: they match most of what was asked.
    """

    asked: Criteria
    criteria: Criteria
    query: SearchQuery
    results: SearchResults
    step: Step = "all-words"
    correction: Correction | None = None
    widened_from: float | None = None
    given_up: tuple[Chip, ...] = ()
    left_out: tuple[str, ...] = ()
    page: int = 1
    is_as_text: bool = False
    near_hits: tuple[NearHit, ...] = ()

    @property
    def shown(self) -> Criteria:
        """What is on: as asked, without the filters that were given up."""
        return self.asked.without_understood(self.given_up) if self.given_up else self.asked

    @property
    def is_online_only(self) -> bool:
        """Whether a place was asked for and everything found is elsewhere."""
        found = self.results
        return found.placed_near_total == 0 and found.total > found.placeless_total


def find(
    criteria: Criteria,
    engine: SearchEngine,
    *,
    page_size: int = PAGE_SIZE,
    facets: tuple[str, ...] = (),
) -> Outcome:
    """Search in steps and stop at the first that finds something.

    A page that is not there is the first one. Raises EngineUnavailable.
    """
    page = criteria.form.page

    def tried(attempt: Outcome) -> Outcome:
        query = replace(attempt.query, page=page, page_size=page_size, facets=facets)
        return replace(attempt, query=query, results=engine.search(query), page=page)

    attempts = _attempts(criteria, engine)
    found = tried(next(attempts))
    while not found.results.total and (attempt := next(attempts, None)):
        found = tried(attempt)
    found = _wider(found, engine)
    if found.query.offset >= max(found.results.total, 1) and found.query.page > 1:
        query = replace(found.query, page=1)
        found = replace(found, query=query, results=engine.search(query), page=1)
    found = replace(found, results=varied(found.results, found.query))
    return replace(found, near_hits=_near_hits(found, engine))


def _near_hits(found: Outcome, engine: SearchEngine) -> tuple[NearHit, ...]:
    """Return what follows a short answer, by all the words that were typed."""
    criteria = found.criteria
    if found.step == "most-words":
        typed = found.correction.form.q if found.correction else found.asked.plain.q
        criteria = criteria.with_words(typed)
    return near_hits(criteria, found.results, found.query, engine)


def _attempts(criteria: Criteria, engine: SearchEngine) -> Iterator[Outcome]:
    """Give what to try, in order, without results. Each is worked out only when it is needed."""
    nothing = SearchResults()
    first = Outcome(asked=criteria, criteria=criteria, query=criteria.query(), results=nothing)
    yield first
    if criteria.form.is_as_typed:
        return
    if not criteria.words and criteria.optional_words:
        yield from _found([arranged_later(criteria)], engine, first)
        criteria = criteria.with_weak_words()
    last = replace(first, criteria=criteria)
    if criteria.words:
        correction = _first_that_finds(criteria, engine)
        if correction:
            corrected = criteria.with_words(correction.form.q)
            last = replace(
                last,
                criteria=corrected,
                query=corrected.query(),
                step="spelling",
                correction=correction,
            )
            yield last
    criteria = last.criteria
    yield from _as_text(last, engine)
    yield from _found(_together(without_filters(criteria)), engine, last)
    fewer = [one for batch in fewer_words(criteria, engine) for one in batch]
    yield from _found(_together([one] for one in fewer), engine, last)
    yield from _found(_together(fewer_of_both(fewer, engine)), engine, last)


def _as_text(last: Outcome, engine: SearchEngine) -> Iterator[Outcome]:
    """Give what was taken for a filter as words: "women only" can be all that a title says."""
    queries = list(as_text(last.criteria))
    counts = engine.count_many(queries) if queries else []
    for query, count in zip(queries, counts, strict=True):
        if count:
            given_up = arranged(last.criteria)
            if "esol" not in query.filters:
                given_up += [chip for chip in last.criteria.understood if chip.name == "esol"]
            yield replace(
                last,
                criteria=last.criteria.without_understood(given_up),
                query=query,
                step="filters",
                given_up=tuple(given_up),
                is_as_text=True,
            )


def _together(batches: Iterable[list[Looser]]) -> Iterator[list[Looser]]:
    """Join batches, so that they take few questions: each is a round trip to a server."""
    joined: list[Looser] = []
    for batch in batches:
        joined += batch
        if len(joined) >= COUNTED_TOGETHER:
            yield joined
            joined = []
    yield joined


def _found(
    batches: Iterable[list[Looser]], engine: SearchEngine, last: Outcome
) -> Iterator[Outcome]:
    """Give the first search of each batch that finds something."""
    for batch in batches:
        queries = [_query(one) for one in batch]
        counts = engine.count_many(queries) if queries else []
        for one, query, count in zip(batch, queries, counts, strict=True):
            if count:
                is_wider = one.criteria.within != last.criteria.within
                yield replace(
                    last,
                    criteria=one.criteria,
                    query=query,
                    step="most-words" if one.words is not None else "filters",
                    given_up=one.dropped,
                    left_out=tuple(word.text for word in one.left_out),
                    widened_from=(last.criteria.radius_miles or 0) if is_wider else None,
                )
                break


def _query(one: Looser) -> SearchQuery:
    query = one.criteria.query()
    if one.words is not None:
        query = replace(query, words=one.words, minimum_words=one.minimum_words)
    return query


def _wider(found: Outcome, engine: SearchEngine) -> Outcome:
    """Look farther round a postcode with little near it, or an area with nothing.

    Only when no distance was chosen.
    """
    criteria = found.criteria
    near_total = found.results.placed_near_total
    is_point = criteria.place.status == "point"
    if criteria.within or near_total is None or near_total >= (FEW_NEAR if is_point else 1):
        return found
    if not is_point and (found.page > 1 or not found.results.total or not criteria.words):
        return found
    for miles in (WIDER_RADIUS,) if is_point else WIDER_MILES[:2]:
        wider = criteria.within_miles(miles)
        query = replace(found.query, place=wider.place_filter)
        # To count the facets of a wide circle that is no better cost more than the whole page.
        bare = engine.search(replace(query, facets=()))
        if (bare.placed_near_total or 0) > near_total:
            results = engine.search(query) if query.facets else bare
            return replace(
                found,
                criteria=wider,
                query=query,
                results=results,
                widened_from=criteria.radius_miles or 0,
            )
    return found


def _first_that_finds(criteria: Criteria, engine: SearchEngine) -> Correction | None:
    """Return the likeliest correction, of several the first that finds something at all."""
    found = corrections(criteria, corrector_of(engine, criteria.reference.synonyms))
    if len(found) > 1:
        queries = [criteria.with_words(one.form.q).query() for one in found]
        counts = engine.count_many([replace(query, filters={}) for query in queries])
        found = [one for one, count in zip(found, counts, strict=True) if count] or found
    return found[0] if found else None


def corrections(criteria: Criteria, corrector: Corrector) -> list[Correction]:
    """Return ways to put right the words that exist nowhere, the likeliest first."""
    if len(criteria.words) > MOST_CORRECTED:
        return []
    found = []
    for proposal in corrector.proposals(criteria.plain.q):
        form = criteria.plain.with_texts(q=proposal.corrected)
        typed, corrected = zip(*proposal.changes, strict=True)
        found.append(Correction(" ".join(typed), " ".join(corrected), form))
    return found
