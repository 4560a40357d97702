"""Every constant of the ranking earns its place: without it named judged queries get worse."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import fmean

import pytest

from search import ranking
from search.engines.base import SearchEngine
from search.engines.embedded import compiler
from tests.search.demonstration import Catalogue, build_index
from tests.search.judging.judged import judged_list, measure

Neutral = Callable[[pytest.MonkeyPatch], None]


def without_field(name: str) -> Neutral:
    """Let a text decide nothing (it is still found)."""

    def neutral(patch: pytest.MonkeyPatch) -> None:
        weights = tuple((n, 0.001 if n == name else w) for n, w in ranking.TEXT_WEIGHTS)
        patch.setattr(compiler, "TEXT_WEIGHTS", weights)

    return neutral


def best_text_alone(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(compiler, "TIE_BREAKER", 0.0)


def sum_of_texts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(compiler, "TIE_BREAKER", 1.0)


def synonyms_like_own_words(patch: pytest.MonkeyPatch) -> None:
    def boost(weight, alternative):
        return weight * (1.0 if alternative.label else alternative.boost) / len(alternative.tokens)

    patch.setattr(compiler, "occurrence_boost", boost)


def long_names_count_all_their_words(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(compiler, "occurrence_boost", lambda weight, one: weight * one.boost)


def filter_words_like_others(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(compiler, "FILTER_WORD_BOOST", 1.0)


def no_filter_words(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(compiler, "FILTER_WORD_BOOST", 0.0)


def no_soonness(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ranking, "soonness", lambda document, today: 1.0)


def no_completeness(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ranking, "COMPLETENESS_BASE", 1.0)
    patch.setattr(ranking, "COMPLETENESS_RANGE", 0.0)


def no_distance(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ranking, "DISTANCE", tuple((miles, 1.0) for miles, _ in ranking.DISTANCE))
    patch.setattr(ranking, "FARTHER_FACTOR", 1.0)


CONSTANTS: dict[str, tuple[Neutral, tuple[str, ...]]] = {
    "title": (without_field("title"), ("nm-ielts", "nm-life-in-the-uk", "nm-reach-truck")),
    "alternative titles": (without_field("alternative_titles"), ("nm-social-worker", "nm-chef")),
    "subject": (
        without_field("subject_text"),
        ("demo-software-developer", "demo-reading-and-writing", "demo-opiekunka"),
    ),
    "provider": (without_field("provider_text"), ("demo-cooking", "demo-curs-de-engleza")),
    "description": (without_field("description"), ("demo-factory-work", "nm-help-desk")),
    "tie breaker, none": (best_text_alone, ("nm-aat", "demo-computers", "demo-electrician")),
    "tie breaker, all": (sum_of_texts, ("nm-diy", "nm-bookkeeping", "demo-porter")),
    "synonym boost": (synonyms_like_own_words, ("nm-childminder", "nm-chef", "nm-diy")),
    "length of a name": (
        long_names_count_all_their_words,
        ("nm-pgce", "demo-forklift", "demo-gcse-english"),
    ),
    "filter words, full": (filter_words_like_others, ("demo-medicines-training",)),
    "filter words, none": (no_filter_words, ("demo-maths-level-2-online",)),
    "soonness": (no_soonness, ("demo-learn-to-code-for-free", "demo-hca")),
    "completeness": (no_completeness, ("nm-electric-car-mechanic", "demo-computers")),
    "distance": (no_distance, ("nm-first-aid-st6", "nm-job-help-st7")),
}
INDEXED = (no_soonness, no_completeness)  # these are in the index, not in the query


@pytest.mark.parametrize("name", CONSTANTS)
def test_without_a_constant_judged_queries_get_worse(
    name, built_demonstration, built_north_mercia, region_in_use, monkeypatch, tmp_path
):
    neutral, queries = CONSTANTS[name]
    regions = {
        "demo": ("demonstration", built_demonstration),
        "nm": ("north_mercia", built_north_mercia),
    }

    def ndcg() -> float:
        found = []
        for query in queries:
            region, catalogue = regions[query.partition("-")[0]]
            region_in_use(catalogue)
            found.append(_ndcg(region, catalogue, query))
        return fmean(found)

    before = ndcg()
    neutral(monkeypatch)
    if neutral in INDEXED:
        regions = {
            key: (region, replace(catalogue, engine=_built_again(catalogue, tmp_path / key)))
            for key, (region, catalogue) in regions.items()
        }

    assert ndcg() < before - 0.01


def _ndcg(region: str, catalogue: Catalogue, query_id: str) -> float:
    judged = judged_list(region)
    (query,) = (one for one in judged.queries if one.id == query_id)
    answer = measure(catalogue, replace(judged, queries=(query,))).answers[0]
    assert answer.scored
    return answer.scored.ndcg


def _built_again(catalogue: Catalogue, directory: Path) -> SearchEngine:
    engine = catalogue.engine
    return build_index(directory, [doc for i in engine.ids() if (doc := engine.document(i))])
