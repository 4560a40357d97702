"""An evaluation as a table for people, and as plain data for programs."""

from collections.abc import Iterator
from typing import Any

from search.evaluation.measures import SUCCESS_AT, Measures
from search.evaluation.running import Answer, Evaluation

MOST_NAMES = 20  # of a kind in the notes below the table
SHOWN = 5  # results of each of the worst queries


def lines(evaluation: Evaluation, *, by_tag: bool = False, worst: int = 0) -> Iterator[str]:
    """Give the report line by line."""
    groups = {"all": evaluation.overall, **(evaluation.by_tag if by_tag else {})}
    width = max(len("tag"), *map(len, groups))
    heads = [f"nDCG@{evaluation.k}", *(f"success@{at}" for at in SUCCESS_AT), "MRR"]
    yield f"{'':{width}}  queries  " + "  ".join(f"{head:>10}" for head in heads) + "  no results"
    for name, measures in groups.items():
        numbers = "  ".join(f"{number:10.3f}" for number in _numbers(measures))
        yield f"{name:{width}}  {measures.queries:7}  {numbers}  {measures.zero_results:10}"
    for answer in evaluation.worst(worst):
        yield ""
        yield from _answer_lines(answer)
    yield ""
    yield from _notes(evaluation)


def plain(evaluation: Evaluation, *, by_tag: bool = False) -> dict[str, Any]:
    """Return what `--json` prints."""
    told: dict[str, Any] = {
        "engine": evaluation.engine,
        "k": evaluation.k,
        "overall": _plain_measures(evaluation.overall, evaluation.k),
    }
    if by_tag:
        told["by_tag"] = {
            tag: _plain_measures(measures, evaluation.k)
            for tag, measures in evaluation.by_tag.items()
        }
    told["nothing_to_find"] = [answer.query.id for answer in evaluation.nothing_to_find]
    told["unlisted"] = evaluation.unlisted
    told["queries"] = [_plain_answer(answer) for answer in evaluation.answers]
    return told


def _numbers(measures: Measures) -> tuple[float, ...]:
    return (measures.ndcg, *measures.success, measures.mrr)


def _plain_measures(measures: Measures, k: int) -> dict[str, float]:
    names = (f"ndcg_at_{k}", *(f"success_at_{at}" for at in SUCCESS_AT), "mrr")
    numbers = (round(number, 4) for number in _numbers(measures))
    return {
        "queries": measures.queries,
        **dict(zip(names, numbers, strict=True)),
        "zero_results": measures.zero_results,
    }


def _plain_answer(answer: Answer) -> dict[str, Any]:
    scored = answer.scored
    return {
        "query_id": answer.query.id,
        "ndcg": round(scored.ndcg, 4) if scored else None,
        "reciprocal_rank": round(scored.reciprocal_rank, 4) if scored else None,
        "step": answer.step,
        "results": [
            {"document": name, "title": title, "grade": grade}
            for name, title, grade in answer.found
        ],
    }


def _answer_lines(answer: Answer) -> Iterator[str]:
    ndcg = answer.scored.ndcg if answer.scored else 0.0
    asked = " ".join(f"{name}={value}" for name, value in answer.query.form.pairs())
    yield f"{ndcg:.3f}  {answer.query.id}  {asked}  ({answer.step})"
    for rank, (name, title, grade) in enumerate(answer.found[:SHOWN], start=1):
        yield f"   {rank}. [{'-' if grade is None else grade}] {title} ({name})"
    if not answer.found:
        yield "   nothing was found"
    seen = {name for name, _title, _grade in answer.found}
    if lost := [name for name in answer.wanted if name not in seen]:
        yield f"   best judged, not among the results: {', '.join(lost[:SHOWN])}"


def _notes(evaluation: Evaluation) -> Iterator[str]:
    yield f"engine: {evaluation.engine}"
    if nothing := evaluation.nothing_to_find:
        names = ", ".join(answer.query.id for answer in nothing[:MOST_NAMES])
        yield f"{len(nothing)} queries have no judged listing above grade 0 and count in no mean:"
        yield f"   {names}{_more(len(nothing))}"
    if not evaluation.unlisted:
        yield "every judged document is listed"
        return
    yield f"{len(evaluation.unlisted)} judged documents exist in no listing (query id):"
    for name, query_id in list(evaluation.unlisted.items())[:MOST_NAMES]:
        yield f"   {name} ({query_id})"
    yield f"   they count as not found{_more(len(evaluation.unlisted))}"


def _more(number: int) -> str:
    return f", and {number - MOST_NAMES} more" if number > MOST_NAMES else ""
