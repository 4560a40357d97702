"""What follows a short answer: listings that match most of what was asked, by themselves.

A search that finds three listings is answered by three. Below them, and not counted with them,
stand others that lack a filter, a mile or a word, so that nobody has to guess which to give up.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice

from search.analysis import analyse
from search.criteria import LISTED_WITHOUT_WORDS, Criteria
from search.engines.base import Hit, SearchEngine, SearchResults
from search.loosening import arranged, as_paid_work, by_importance, understood_as
from search.phrases import WAYS_TO_SAY, FilterValue
from search.query import Alternative, SearchQuery, Word
from search.query_words import optional, read_words
from search.reading import Chip

FEW = 10  # results that fill what people look at; with so many nothing follows
MOST_SEARCHES = 8
COUNTED_TOGETHER = 4
MOST_ANSWERED = 4  # of them; with the counts a page asks the engine some eight times in all
MOST_WAYS = 16  # to say a filter
MOST_ALONE = 2  # words that may be all that a listing has: the two that say most
FARTHER_MILES = "25"
ASKED = frozenset({"level", "provider"})


@dataclass(frozen=True, slots=True)
class NearHit:
    """A listing that matches most of a search, and the easier search that found it."""

    hit: Hit
    query: SearchQuery


def near_hits(
    criteria: Criteria, results: SearchResults, query: SearchQuery, engine: SearchEngine
) -> tuple[NearHit, ...]:
    """Return what follows the results of a query, nothing when they are many or none.

    ``criteria`` are as understood, with the words put right. Raises EngineUnavailable.
    """
    total = results.total
    is_last = query.offset + len(results.hits) >= total
    if not 0 < total < FEW or not is_last or criteria.form.is_as_typed or not criteria.form.q:
        return ()
    most = min(FEW, query.page_size) - len(results.hits)
    seen = {hit.document.id for hit in results.hits}
    if query.offset:  # of the API, that may ask for three results a page
        before = engine.search(replace(query, page=1, page_size=FEW, facets=()))
        seen |= {hit.document.id for hit in before.hits}
    found: list[NearHit] = []
    searches = chain(_of_role(criteria, results, query), _easier(criteria, query, engine))
    for easier in _that_find(searches, engine):
        if len(found) >= most:
            break
        easier = replace(easier, page=1, page_size=FEW, facets=())
        for hit in engine.search(easier).hits:
            if hit.document.id not in seen:
                seen.add(hit.document.id)
                found.append(NearHit(hit, easier))
    return tuple(found[: max(most, 0)])


def _that_find(searches: Iterator[SearchQuery], engine: SearchEngine) -> Iterator[SearchQuery]:
    """Leave out the searches that find nothing: counting four takes less than asking for one."""
    tried = islice(searches, MOST_SEARCHES)
    answered = 0
    while some := tuple(islice(tried, COUNTED_TOGETHER)):
        for one, count in zip(some, engine.count_many(some), strict=True):
            if count and answered < MOST_ANSWERED:
                answered += 1
                yield one


def _of_role(
    criteria: Criteria, results: SearchResults, query: SearchQuery
) -> Iterator[SearchQuery]:
    """Look for what leads to a role that was found first: its name has words that they lack."""
    first = results.hits[0].document if results.hits else None
    if first is None or first.kind != "role" or "role" in query.filters:
        return
    order = tuple(optional(word, 1.0) for word in criteria.words if not word.is_excluded)
    leading = replace(
        query,
        words=tuple(word for word in query.words if word.is_excluded),
        order_words=(*query.order_words, *order),
        minimum_words=None,
        filters={**query.filters, "role": first.references[:1]},
    )
    yield _listings(leading)


def _easier(criteria: Criteria, query: SearchQuery, engine: SearchEngine) -> Iterator[SearchQuery]:
    """Give searches that ask for less and less, the nearest to what was asked first."""
    if query.words != criteria.words:
        yield criteria.query()
    yield from as_text(criteria)
    with_all_words = [one.query() for one in _looser(criteria)]
    yield from with_all_words
    wanted = [word for word in criteria.words if not word.is_excluded]
    fixed = tuple(word for word in criteria.words if word.is_excluded)
    known = by_importance(wanted, criteria, engine) if len(wanted) > 1 else []
    for base in (criteria.query(), *with_all_words[-1:]):
        for least in dict.fromkeys((len(known) - 1, (len(known) + 1) // 2)):
            if 1 < least < len(wanted):
                yield replace(base, words=(*known, *fixed), minimum_words=least)
        for head in known[:MOST_ALONE]:
            others = (optional(word, 1.0) for word in wanted if word != head)
            order = (*base.order_words, *others)
            yield replace(base, words=(head, *fixed), order_words=order)


def _looser(criteria: Criteria) -> Iterator[Criteria]:
    """Give the same words with fewer filters, and farther away, each on top of the one before."""
    if chips := arranged(criteria):
        yield (criteria := criteria.without_understood(chips))
    if paid := as_paid_work(criteria):
        yield (criteria := paid)
    if asked := understood_as(criteria, ASKED):
        yield (criteria := criteria.without_understood(asked))
    is_near = criteria.has_place and not criteria.place.is_everything
    if is_near and not criteria.within and criteria.place.latitude is not None:
        yield (criteria := criteria.within_miles(FARTHER_MILES))
    is_ticked = "kind" in criteria.form.filters  # it stays, and alone finds nothing more
    if (
        criteria.words
        and not is_ticked
        and any(chip.name == "kind" for chip in criteria.understood)
    ):
        yield replace(criteria, plain=criteria.plain.with_filter("kind"))


def _said(chip: Chip) -> Word:
    """Return what was typed for a filter, and other ways to say it: "ladies only", "women only"."""
    typed = Alternative(tuple(analyse(chip.from_text)))
    ways = WAYS_TO_SAY.get(FilterValue(chip.name, chip.value), ())[:MOST_WAYS]
    others = (Alternative(tuple(analyse(" ".join(way)))) for way in ways)
    return Word(chip.from_text, tuple(dict.fromkeys((typed, *others))))


def as_text(criteria: Criteria) -> Iterator[SearchQuery]:
    """Look for what became a filter in the texts: "women only" can be all that a title says.

    At last for an English class too: not every one says that it is for speakers of others.
    """
    chips = arranged(criteria)
    english = understood_as(criteria, ("esol",))
    if not chips and not (english and criteria.words):
        return
    phrases = tuple({chip.from_text: _said(chip) for chip in chips}.values())
    if chips:
        query = criteria.without_understood(chips).query()
        yield _listings(replace(query, words=(*query.words, *phrases)))
    if english:
        text = " ".join(dict.fromkeys(chip.from_text for chip in english))
        words = read_words(text, synonyms=criteria.reference.synonyms).wanted
        query = criteria.without_understood([*chips, *english]).query()
        yield _listings(replace(query, words=(*query.words, *words, *phrases)))


def _listings(query: SearchQuery) -> SearchQuery:
    """Leave out guides, which have no times, costs or classes."""
    if "kind" in query.filters:
        return query
    return replace(query, filters={**query.filters, "kind": LISTED_WITHOUT_WORDS})
