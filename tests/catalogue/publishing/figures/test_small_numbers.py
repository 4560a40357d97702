"""No number below five is told, nor can one be worked out from a sum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.publishing.figures.small_numbers import figure, total


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "Fewer than 5"), (1, "Fewer than 5"), (4, "Fewer than 5"), (5, "5"), (1204, "1,204")],
)
def test_a_count_below_five_is_not_told(count, words):
    assert figure(count).words == words


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        pytest.param([40, 12], "52", id="nothing hidden"),
        pytest.param([40, 1], "40 or more", id="one hidden: the sum would tell it"),
        pytest.param([40, 0], "40 or more", id="one hidden that is nobody"),
        pytest.param([40, 1, 2], "43", id="two hidden"),
        pytest.param([1, 2], "Fewer than 5", id="all small"),
        pytest.param([3], "Fewer than 5", id="one part alone"),
        pytest.param([41], "41", id="one part alone, large"),
        pytest.param([], "Fewer than 5", id="nothing"),
    ],
)
def test_a_sum_gives_no_hidden_part_away(parts, words):
    assert total(parts).words == words


@given(st.lists(st.integers(0, 12), max_size=8))
def test_whoever_takes_the_shown_from_the_sum_learns_of_no_single_number(parts):
    whole = total(parts)
    hidden = [part for part in parts if figure(part).value is None]
    assert whole.value is None or whole.value >= 5
    if len(hidden) == 1 and len(parts) > 1:
        for other in range(5):  # whichever the hidden one is, the page says the same
            changed = [other if figure(part).value is None else part for part in parts]
            assert total(changed) == whole
