"""Every constant of the ranking earns its place: without it named judged queries get worse."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import fmean

import pytest

from search import form_words, query_words, ranking
from search.documents import ListingDocument, RunDocument
from search.engines.base import SearchEngine
from search.engines.embedded import compiler
from search.engines.embedded.index import Snapshot
from search.query import Alternative, Band, PlaceFilter, SearchQuery, Word
from search.remembering import Remembered
from tests.search.demonstration import TODAY, Catalogue, build_index
from tests.search.judging.judged import judged_list, measure

SOON, LATER = TODAY + timedelta(days=14), TODAY + timedelta(days=150)

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


def generic_words_like_others(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(query_words, "GENERIC_BOOST", 1.0)
    patch.setattr(form_words, "_read_words", Remembered(512))


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
    "generic words": (generic_words_like_others, ("demo-functional-skils",)),
    "soonness": (no_soonness, ("nm-engleza", "nm-northlink-forklift")),
}
INDEXED = (no_soonness,)  # it is in the index, not in the query


@pytest.mark.parametrize("name", CONSTANTS)
def test_without_a_constant_judged_queries_get_worse(
    name, built_demonstration, built_north_mercia, region_in_use, monkeypatch, tmp_path
):
    neutral, queries = CONSTANTS[name]
    # What an index keeps of a query was compiled with the constants as they are.
    monkeypatch.setattr(Snapshot, "compiled", lambda self, key, compile_it: compile_it())
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


@pytest.mark.parametrize(
    ("neutral", "better"),
    [
        pytest.param(no_soonness, {"runs": (RunDocument(run_id=1, start_date=SOON),)}, id="soon"),
        pytest.param(no_completeness, {"completeness": 0.9}, id="complete"),
    ],
)
def test_of_two_listings_with_the_same_words_the_more_useful_is_first(
    neutral, better, monkeypatch, tmp_path
):
    plain = {"runs": (RunDocument(run_id=1, start_date=LATER),), "completeness": 0.3}
    pair = [
        ListingDocument(id=f"course:{number}", kind="course", title="Pottery", **parts)
        for number, parts in ((1, plain), (2, plain | better))
    ]
    query = SearchQuery(today=TODAY, words=(Word("pottery", (Alternative(("potteri",)),)),))

    def first(name: str) -> str:
        return build_index(tmp_path / name, pair).search(query).hits[0].document.id

    assert first("with") == "course:2"
    neutral(monkeypatch)
    assert first("without") == "course:1"


def test_of_two_listings_with_the_same_words_the_nearer_is_first(monkeypatch, tmp_path):
    pair = [
        ListingDocument(
            id=f"course:{number}",
            kind="course",
            title="Pottery",
            runs=(RunDocument(run_id=1, start_date=LATER, how="in-person", venue_id=venue),),
        )
        for number, venue in ((1, 8), (2, 9))
    ]
    engine = build_index(tmp_path, pair)

    def first() -> str:
        venues = ("v9", "v8")
        bands = tuple(
            Band(venues[part], factor) for part, factor in ranking.distance_bands([0.4, 4.2])
        )
        query = SearchQuery(
            today=TODAY,
            words=(Word("pottery", (Alternative(("potteri",)),)),),
            place=PlaceFilter(near=("v8", "v9"), bands=bands),
        )
        return engine.search(query).hits[0].document.id

    assert first() == "course:2"
    no_distance(monkeypatch)
    assert first() == "course:1"


def _ndcg(region: str, catalogue: Catalogue, query_id: str) -> float:
    judged = judged_list(region)
    (query,) = (one for one in judged.queries if one.id == query_id)
    answer = measure(catalogue, replace(judged, queries=(query,))).answers[0]
    assert answer.scored
    return answer.scored.ndcg


def _built_again(catalogue: Catalogue, directory: Path) -> SearchEngine:
    engine = catalogue.engine
    return build_index(directory, [doc for i in engine.ids() if (doc := engine.document(i))])
