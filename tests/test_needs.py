"""The table of needs is true: every need that is here has a proof, and the page is up to date."""

import re

import pytest

from benchmarks.needs import (
    LATER,
    PAGE,
    RESULTS,
    TESTS,
    Proof,
    find_proofs,
    outcome,
    read_needs,
    read_results,
    write_page,
)

NEEDS = read_needs()
PROOFS = find_proofs()


def test_there_are_sixty_one_needs_and_each_says_where_it_is_met():
    assert [need.number for need in NEEDS] == list(range(1, 62))
    for need in NEEDS:
        assert need.later == "" or need.later in LATER, need.number
        assert bool(need.where) == need.is_here, need.number
        assert need.is_here or need.later, need.number


def test_every_need_that_is_here_has_a_test():
    here = {need.number for need in NEEDS if need.is_here}
    assert sorted(here - PROOFS.keys()) == []
    assert sorted(PROOFS.keys() - here) == []


def test_every_mark_is_found_by_reading():
    """A mark in another form (on a class, in pytestmark) would be missed, so there is none."""
    written = sum(
        len(re.findall(r"\bmark\.row\(\d", path.read_text(encoding="utf-8")))
        for path in TESTS.rglob("*.py")
    )
    assert sum(map(len, PROOFS.values())) == written


def test_the_page_is_what_the_needs_and_the_tests_say():
    passed = dict.fromkeys((proof for proofs in PROOFS.values() for proof in proofs), "pass")
    assert PAGE.read_text(encoding="utf-8") == write_page(NEEDS, PROOFS, passed), "run `make needs`"


def test_a_test_passed_when_each_of_its_cases_did(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(
        "<testsuites><testsuite>"
        '<testcase classname="tests.test_a" name="test_one[b]"/>'
        '<testcase classname="tests.test_a" name="test_one[a]"><failure/></testcase>'
        '<testcase classname="tests.test_a" name="test_two"/>'
        '<testcase classname="tests.test_a" name="test_three"><skipped/></testcase>'
        '<testcase classname="tests.test_a" name="test_three[x]"/>'
        "</testsuite></testsuites>"
    )
    results = read_results(report)
    one, two, three = (Proof("tests/test_a.py", f"test_{n}") for n in ("one", "two", "three"))
    assert results == {one: "fail", two: "pass", three: ""}
    assert outcome([one, two], results) == "fail"
    assert outcome([two, three], results) == ""
    assert outcome([], results) == ""


@pytest.mark.parametrize(("result", "words"), [("fail", "**fail**"), ("", "not run")])
def test_a_need_without_a_passing_test_says_so(result, words):
    need = next(need for need in NEEDS if need.is_here and not need.later)
    proof = Proof("tests/test_a.py", "test_one")
    page = write_page([need], {need.number: [proof]}, {proof: result})
    assert f"[test_one](../tests/test_a.py) | {words} |" in page
    assert words == RESULTS[result]
