"""Synonyms as data, and the files that come with the code."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import analyse
from search.ranking import SYNONYM_BOOST
from search.synonyms import Synonyms
from tests.search.lexicon import FILES, synonyms


def meanings(table: Synonyms, text: str) -> set[str]:
    return {alternative.label for alternative in table.alternatives(analyse(text))}


def test_an_arrow_goes_one_way() -> None:
    table = Synonyms.parse(["hca => healthcare assistant, care assistant"])
    assert meanings(table, "HCA") == {"healthcare assistant", "care assistant"}
    assert meanings(table, "care assistant") == set()
    assert {it.boost for it in table.alternatives(["hca"])} == {SYNONYM_BOOST}
    assert table.alternatives(["hca"])[0].tokens == tuple(analyse("healthcare assistant"))


def test_a_double_arrow_goes_both_ways_and_no_further() -> None:
    table = Synonyms.parse(["fork lift <=> forklift, flt"])
    assert meanings(table, "fork-lift") == {"forklift", "flt"}
    assert meanings(table, "flt") == {"fork lift"}


def test_a_double_arrow_with_an_empty_side_makes_a_group() -> None:
    table = Synonyms.parse(["carpentry, joinery, woodwork <=>"])
    assert meanings(table, "joinery") == {"carpentry", "woodwork"}


def test_the_meanings_of_a_later_line_come_first() -> None:
    table = Synonyms.parse(["hca => carer, nurse", "hca => porter, carer"])
    assert [it.label for it in table.alternatives(["hca"])] == ["porter", "carer", "nurse"]


def test_comments_and_empty_lines_are_nothing() -> None:
    assert Synonyms.parse(["# hca => nurse", "", "   "]) == Synonyms()


@pytest.mark.parametrize("line", ["hca", "hca =>", "=> nurse", "hca = nurse", "<=>", ", => ,"])
def test_a_line_with_an_empty_side_is_named_and_left_out(line: str) -> None:
    table = Synonyms.parse(["ta => teaching assistant", line])
    assert len(table.problems) == 1
    assert "Line 2" in table.problems[0]
    assert meanings(table, "ta") == {"teaching assistant"}


def test_words_that_analyse_to_themselves_or_to_nothing_add_nothing() -> None:
    assert Synonyms.parse(["courses => course", "?! => nurse", "nurse => ?!"]).by_tokens == {}


@given(st.lists(st.text(max_size=60), max_size=8))
def test_no_lines_whatever_raise(lines: list[str]) -> None:
    table = Synonyms.parse(lines)
    assert all(alternative.tokens for found in table.by_tokens.values() for alternative in found)


def test_the_files_have_no_problem_and_no_line_twice() -> None:
    assert synonyms().problems == ()
    assert synonyms().longest <= 8
    for path in FILES.glob("*.txt"):
        lines = [
            line
            for line in path.read_text(encoding="utf-8").splitlines()
            if line and line[0] != "#"
        ]
        assert len(lines) == len(set(lines))
        lefts = [re.split(r"<?=>", line)[0].strip() for line in lines if "<=>" not in line]
        assert len(lefts) == len(set(lefts)), path.name


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hca", "healthcare assistant"),
        ("healthcare assistant", "nursing assistant"),
        ("health care support worker", "healthcare support"),
        ("nursing assistant", "healthcare assistant"),
        ("TA", "teaching assistant"),
        ("brickie", "bricklaying"),
        ("sparky", "electrician"),
        ("lorry driver", "lgv driver"),
        ("lorry driver", "hgv driver"),
        ("fork lift", "forklift"),
        ("FLT", "forklift"),
        ("phlebotomy", "taking blood"),
        ("taking blood", "phlebotomy"),
        ("joinery", "carpentry"),
        ("carpentry", "joinery"),
        ("nursery nurse", "early years"),
        ("IT help desk", "it support"),
        ("coding", "programming"),
        ("coding", "software development"),
        ("computer basics", "digital skills"),
        ("esol", "english for speakers of other languages"),
        ("english classes", "esol"),
        ("english for beginners", "esol"),
        ("maths", "numeracy"),
        ("going back to work", "return to work"),
        ("office job", "business administration"),
        ("looking after old people", "adult care"),
        ("working with children", "childcare"),
        ("no experience", "beginners"),
    ],
)
def test_everyday_words_mean_what_courses_are_called(typed: str, meant: str) -> None:
    assert meant in meanings(synonyms(), typed)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("hospital", "hospitality"),
        ("hospitality", "hospital"),
        ("internship", "international"),
        ("counselling", "council"),
        ("carer", "career"),
    ],
)
def test_look_alikes_do_not_mean_each_other(typed: str, other: str) -> None:
    assert analyse(typed) != analyse(other)
    assert tuple(analyse(other)) not in {
        alternative.tokens for alternative in synonyms().alternatives(analyse(typed))
    }
