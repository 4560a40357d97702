import math

import pytest

from search.evaluation.measures import dcg, mean, ndcg, score


def test_a_gain_doubles_with_the_grade_and_falls_with_the_rank():
    assert dcg([3, 2]) == pytest.approx(7 + 3 / math.log2(3))


@pytest.mark.parametrize(
    ("found", "judged", "expected"),
    [
        pytest.param([3, 2, 1], [1, 2, 3], 1.0, id="the best order"),
        pytest.param([], [3], 0.0, id="nothing found"),
        pytest.param([0, 3], [3], 1 / math.log2(3), id="second"),
        pytest.param([3], [3, 3], 1 / (1 + 1 / math.log2(3)), id="one of two"),
        pytest.param([0, 0], [0], 0.0, id="nothing to find"),
    ],
)
def test_ndcg_compares_with_the_best_order_there_could_be(found, judged, expected):
    assert ndcg(found, judged, k=10) == pytest.approx(expected)


def test_what_lies_below_the_depth_does_not_count():
    assert ndcg([0, 3], [3], k=1) == 0.0
    assert ndcg([3, 3], [3, 3], k=1) == 1.0


def test_success_and_rank_count_only_relevant_listings():
    scored = score([1, 0, 0, 2], [2, 1], k=10, relevant=2)
    assert scored.success == (False, False, True)
    assert scored.reciprocal_rank == 1 / 4


def test_means_and_empty_means():
    one, none = score([3], [3], k=10, relevant=1), score([], [3], k=10, relevant=1)
    both = mean([one, none])
    assert (both.queries, both.ndcg, both.mrr, both.zero_results) == (2, 0.5, 0.5, 1)
    assert mean([]).queries == 0
