"""nDCG, success and reciprocal rank of a list of results with graded judgements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from math import log2
from statistics import fmean

SUCCESS_AT = (1, 3, 10)


@dataclass(frozen=True, slots=True)
class Measures:
    """Means over queries, 0 to 1. ``queries`` counts those with something to find."""

    queries: int
    ndcg: float
    success: tuple[float, ...]
    mrr: float
    zero_results: int


@dataclass(frozen=True, slots=True)
class Scored:
    """The measures of one query."""

    ndcg: float
    success: tuple[bool, ...]
    reciprocal_rank: float
    has_results: bool


def dcg(grades: Iterable[int]) -> float:
    """Sum the gains 2^g - 1, each divided by log2(1 + rank).

    >>> round(dcg([3, 0, 1]), 3)
    7.5
    """
    return sum((2**grade - 1) / log2(1 + rank) for grade, rank in zip(grades, count(1)))


def ndcg(found: Sequence[int], judged: Iterable[int], *, k: int) -> float:
    """Divide the DCG of the first k by the best there could be.

    ``found`` are the grades in the order shown, ``judged`` all grades of the query.
    """
    best = dcg(sorted(judged, reverse=True)[:k])
    return dcg(found[:k]) / best if best else 0.0


def score(found: Sequence[int], judged: Iterable[int], *, k: int, relevant: int) -> Scored:
    """Measure one query; a grade of at least ``relevant`` counts as success."""
    first = next((rank for rank, grade in enumerate(found, 1) if grade >= relevant), None)
    return Scored(
        ndcg=ndcg(found, judged, k=k),
        success=tuple(first is not None and first <= at for at in SUCCESS_AT),
        reciprocal_rank=1 / first if first is not None else 0.0,
        has_results=bool(found),
    )


def mean(scored: Sequence[Scored]) -> Measures:
    """Average; all zeros for no queries."""
    if not scored:
        return Measures(0, 0.0, tuple(0.0 for _ in SUCCESS_AT), 0.0, 0)
    return Measures(
        queries=len(scored),
        ndcg=fmean(one.ndcg for one in scored),
        success=tuple(
            fmean(one.success[place] for one in scored) for place in range(len(SUCCESS_AT))
        ),
        mrr=fmean(one.reciprocal_rank for one in scored),
        zero_results=sum(not one.has_results for one in scored),
    )
