"""The judged lists of the two regions, and how to measure a region with its own."""

from dataclasses import replace
from pathlib import Path

from search.evaluation.reading import Half, JudgedList, read_judged_list
from search.evaluation.running import Evaluation, evaluate, visitors
from tests.search.demonstration import TODAY, Catalogue

FOLDER = Path(__file__).parent
GOOD = 2  # the grade from which a listing is a success (docs/judging.md)


def judged_list(region: str, half: Half | None = None) -> JudgedList:
    """Read the list of a region, or one half of it."""
    judged = read_judged_list(FOLDER / f"{region}_queries.csv", FOLDER / f"{region}_judgements.csv")
    if half is None:
        return judged
    return replace(judged, queries=tuple(one for one in judged.queries if one.half == half))


def measure(catalogue: Catalogue, judged: JudgedList) -> Evaluation:
    """Ask every query of a list as a visitor does."""
    return evaluate(
        judged,
        engine=catalogue.engine,
        find_one=visitors(engine=catalogue.engine, reference=catalogue.reference, today=TODAY),
        relevant=GOOD,
    )
