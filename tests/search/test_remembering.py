from search.remembering import Remembered


class Table:
    """Equal to every other one, as tables read twice are."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None


def test_a_value_is_worked_out_once_while_its_state_stays_the_same():
    kept, table, asked = Remembered[int](10), Table(), []

    def work_out() -> int:
        asked.append(1)
        return len(asked)

    assert [kept.get((table, "generation 1"), "word", work_out) for _ in range(3)] == [1, 1, 1]
    assert kept.get((table, "generation 1"), "other", work_out) == 2
    assert kept.get((table, "generation 2"), "word", work_out) == 3
    assert kept.get((Table(), "generation 2"), "word", work_out) == 4


def test_no_more_values_are_kept_than_allowed():
    kept = Remembered[int](2)
    for number in range(7):
        assert kept.get((), number, lambda number=number: number) == number
        assert len(kept._kept[1]) <= 2
