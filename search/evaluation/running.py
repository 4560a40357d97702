"""Asks every judged query as a visitor does, and measures the answers."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from search.criteria import read_criteria
from search.engines.base import SearchEngine
from search.evaluation.measures import SUCCESS_AT, Measures, Scored, mean, score
from search.evaluation.naming import PAGE_KINDS, ListingNames, listing_names
from search.evaluation.reading import JudgedList, JudgedQuery, ListingName
from search.recall import Outcome, find
from search.reference import Reference

ROOM = 3  # times as many are asked for, so that enough are left
Find = Callable[[JudgedQuery, int], Outcome]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one query found: ``found`` are (id, title, grade), None for a listing nobody judged.

    ``scored`` is None when no judged listing has a grade above 0: there was nothing to find.
    ``wanted`` are the names of listings with the best grade.
    """

    query: JudgedQuery
    found: tuple[tuple[str, str, int | None], ...]
    step: str
    scored: Scored | None
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All answers, and the judged names that no listing has, with the first query of each."""

    engine: str
    k: int
    answers: tuple[Answer, ...]
    unlisted: dict[str, str] = field(default_factory=dict)

    @property
    def overall(self) -> Measures:
        """The means of all queries with something to find."""
        return mean([answer.scored for answer in self.answers if answer.scored])

    @property
    def by_tag(self) -> dict[str, Measures]:
        """The means of each tag, in the order of the alphabet."""
        groups: dict[str, list[Scored]] = defaultdict(list)
        for answer in self.answers:
            if answer.scored:
                for tag in answer.query.tags:
                    groups[tag].append(answer.scored)
        return {tag: mean(scored) for tag, scored in sorted(groups.items())}

    @property
    def nothing_to_find(self) -> tuple[Answer, ...]:
        """The queries without a listing of a grade above 0."""
        return tuple(answer for answer in self.answers if answer.scored is None)

    def worst(self, most: int) -> list[Answer]:
        """Return the answers farthest from the best there could be."""
        scored = [answer for answer in self.answers if answer.scored]
        return sorted(scored, key=lambda one: one.scored.ndcg if one.scored else 1.0)[:most]


def evaluate(
    judged: JudgedList, *, engine: SearchEngine, find_one: Find, k: int = 10, relevant: int = 1
) -> Evaluation:
    """Ask all queries. Raises EngineUnavailable.

    Roles, schemes and guides of a kind that the list never judges are left out of the order: it
    says nothing of them, neither good nor bad.
    """
    names = listing_names(engine)
    wanted = max(k, *SUCCESS_AT)
    unjudged = PAGE_KINDS - _judged_kinds(judged, names)
    answers: list[Answer] = []
    unlisted: dict[str, str] = {}
    for query in judged.queries:
        grades, missing = _grades_by_id(judged.grades.get(query.id, {}), names)
        for name in missing:
            unlisted.setdefault(name, query.id)
        outcome = find_one(query, wanted * ROOM if unjudged else wanted)
        documents = [hit.document for hit in outcome.results.hits]
        documents += [near.hit.document for near in outcome.near_hits]
        documents = [one for one in documents if one.kind not in unjudged][:wanted]
        found = tuple((one.id, one.title, grades.get(one.id)) for one in documents)
        best = max(grades.values(), default=0)
        answers.append(
            Answer(
                query=query,
                found=found,
                step=outcome.step,
                scored=score(
                    [grade or 0 for _id, _title, grade in found],
                    grades.values(),
                    k=k,
                    relevant=relevant,
                )
                if best
                else None,
                wanted=tuple(name for name, grade in grades.items() if grade == best),
            )
        )
    return Evaluation(engine.name, k, tuple(answers), unlisted)


def visitors(*, engine: SearchEngine, reference: Reference, today: datetime.date) -> Find:
    """Return the way from a query to its results that the page and the API take."""

    def find_one(query: JudgedQuery, page_size: int) -> Outcome:
        criteria = read_criteria(query.form, reference=reference, today=today, language="en-gb")
        return find(criteria, engine, page_size=page_size)

    return find_one


def _judged_kinds(judged: JudgedList, names: ListingNames) -> set[str]:
    every = {name for grades in judged.grades.values() for name in grades}
    return {listing.partition(":")[0] for name in every for listing in names.ids(name)}


def _grades_by_id(
    named: Mapping[ListingName, int], names: ListingNames
) -> tuple[dict[str, int], list[str]]:
    """Give the best grade of each listing; names of no listing stay names, for the ideal order."""
    grades: dict[str, int] = {}
    missing = []
    for name, grade in named.items():
        ids = names.ids(name)
        if not ids:
            missing.append(str(name))
        for listing in ids or ({f"? {name}"} if grade else ()):
            grades[listing] = max(grade, grades.get(listing, 0))
    return grades, missing
