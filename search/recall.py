"""Steps that find something when all words find nothing. Each says what it changed."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from search.analysis import NAMED, stem
from search.criteria import Criteria
from search.engines.base import SearchEngine, SearchResults
from search.forms import SearchForm
from search.phrases import OTHER_LANGUAGES
from search.query import PAGE_SIZE, SearchQuery
from search.spelling import Corrector
from search.synonyms import Synonyms
from search.words import parse_words

Step = Literal["all-words", "spelling", "most-words"]

FEW_NEAR = 5  # fewer near results than this and a postcode looks 10 miles round itself (US-05)
WIDER_RADIUS = "10"
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
    corrected words). ``widened_from`` is the distance that was tried first, in miles, else None.
    """

    asked: Criteria
    criteria: Criteria
    query: SearchQuery
    results: SearchResults
    step: Step = "all-words"
    correction: Correction | None = None
    widened_from: float | None = None
    page: int = 1

    @property
    def is_online_only(self) -> bool:
        """Whether a place was asked for and everything found is elsewhere."""
        return self.results.total > 0 and self.results.near_total == 0


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
        return replace(found, query=query, results=engine.search(query), page=1)
    return found


def _attempts(criteria: Criteria, engine: SearchEngine) -> Iterator[Outcome]:
    """Give what to try, in order, without results. Each is worked out only when it is needed."""
    nothing = SearchResults()
    asked = criteria
    yield Outcome(asked=asked, criteria=criteria, query=criteria.query(), results=nothing)
    if criteria.form.is_as_typed or not criteria.words:
        return
    correction = correct(criteria, corrector_of(engine, criteria.reference.synonyms))
    step: Step = "all-words"
    if correction:
        criteria = replace(
            criteria,
            plain=correction.form,
            words=parse_words(correction.form.q, synonyms=criteria.reference.synonyms),
        )
        step = "spelling"
        yield Outcome(
            asked=asked,
            criteria=criteria,
            query=criteria.query(),
            results=nothing,
            step=step,
            correction=correction,
        )
    wanted = len(criteria.query().wanted_words)
    for minimum in dict.fromkeys((wanted - 1, math.ceil(wanted / 2))):
        if 1 <= minimum < wanted:
            yield Outcome(
                asked=asked,
                criteria=criteria,
                query=replace(criteria.query(), minimum_words=minimum),
                results=nothing,
                step="most-words",
                correction=correction,
            )


def _wider(found: Outcome, engine: SearchEngine) -> Outcome:
    """Look farther round a postcode that has little near it, when no distance was chosen."""
    criteria = found.criteria
    near_total = found.results.near_total
    if criteria.within or criteria.place.status != "point" or near_total is None:
        return found
    if near_total >= FEW_NEAR:
        return found
    wider = criteria.within_miles(WIDER_RADIUS)
    query = replace(found.query, place=wider.place_filter)
    results = engine.search(query)
    if (results.near_total or 0) <= near_total:
        return found
    return replace(
        found,
        criteria=wider,
        query=query,
        results=results,
        widened_from=criteria.radius_miles,
    )


def correct(criteria: Criteria, corrector: Corrector) -> Correction | None:
    """Return the words with those that exist nowhere put right, None with nothing to do."""
    if len(criteria.words) > MOST_CORRECTED:
        return None
    proposal = corrector.propose(criteria.plain.q)
    if proposal is None:
        return None
    form = criteria.plain.with_texts(q=proposal.corrected)
    typed, corrected = zip(*proposal.changes, strict=True)
    return Correction(" ".join(typed), " ".join(corrected), form)


class _KnownWords:
    """Words that mean something though no listing has them: ``.NET``, "German", synonyms."""

    def __init__(self, synonyms: Synonyms) -> None:
        self.synonyms = synonyms

    def __contains__(self, word: object) -> bool:
        is_named = word in NAMED or word in OTHER_LANGUAGES
        return is_named or (stem(str(word)),) in self.synonyms.by_tokens


_kept: tuple[SearchEngine, str, Synonyms, Corrector] | None = None


def corrector_of(engine: SearchEngine, synonyms: Synonyms) -> Corrector:
    """Return the corrector of an index as it is now, built once for each generation."""
    global _kept
    kept = _kept  # another thread may replace it at any time
    generation = engine.generation()
    if kept is None or kept[:3] != (engine, generation, synonyms):
        corrector = Corrector(
            engine.vocabulary(),
            engine.document_frequency,
            known=_KnownWords(synonyms),
            also=synonyms.surface_words,
        )
        kept = _kept = (engine, generation, synonyms, corrector)
    return kept[3]
