"""The gate of `make check`: no half of either judged list gets worse. `-s` prints the tables."""

import sys

import pytest

from search.evaluation.reading import HALVES
from search.evaluation.report import lines
from tests.search.judging.judged import judged_list, measure

# (nDCG@10, success@1, success@10, most queries without results): a little under what is measured.
# Raise a floor when the search has become better; never lower one to let a change pass.
FLOORS = {
    ("demonstration", "tuning"): (0.78, 0.86, 0.92, 1),
    ("demonstration", "held-out"): (0.84, 0.92, 0.97, 3),
    ("north_mercia", "tuning"): (0.84, 0.91, 0.945, 2),
    ("north_mercia", "held-out"): (0.835, 0.91, 0.945, 1),
}


@pytest.mark.parametrize("half", HALVES)
def test_judged_queries_keep_their_floors(judged_region, half):
    region, catalogue = judged_region
    found = measure(catalogue, judged_list(region, half))
    told = (f"\n{region}, {half}", *lines(found, by_tag=True), "")
    sys.stdout.write("\n".join(told))

    assert not found.unlisted
    ndcg, first, tenth, most_without = FLOORS[region, half]
    overall = found.overall
    assert overall.ndcg >= ndcg
    assert overall.success[0] >= first
    assert overall.success[-1] >= tenth
    assert overall.zero_results <= most_without


@pytest.mark.parametrize("region", ["demonstration", "north_mercia"])
def test_the_lists_are_of_some_size_and_both_halves_see_every_kind(region):
    queries = judged_list(region).queries
    assert len(queries) > 150
    tags = {tag for query in queries for tag in query.tags}
    assert tags >= {"job", "esol", "level", "place", "sentence", "misspelling", "title", "negation"}
    halves = [query.half for query in queries]
    assert min(map(halves.count, HALVES)) > 0.35 * len(queries)


def test_every_query_has_something_good_to_find():
    for region in ("demonstration", "north_mercia"):
        judged = judged_list(region)
        poor = [one.id for one in judged.queries if max(judged.grades[one.id].values()) < 2]
        assert not poor
