"""The rules that tell courses and runs apart, against a model of files that change."""

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.courses.identity import (
    course_key,
    course_prints,
    match_courses,
    match_runs,
    shared_references,
)

Group = dict[str, Any]


def make_group(title: str, text: str = "", *references: str, lars: str = "60000001") -> Group:
    cells = {"learn_aim_ref": lars, "title": title, "text": text}
    return {
        "key": course_key(cells),
        "learn_aim_ref": lars,
        "title": title,
        "references": list(references),
        "prints": course_prints(cells),
    }


def grouped(rows: list[tuple[str, str, str]]) -> list[Group]:
    """Return the groups of rows (title, text, reference), as the loader makes them."""
    groups: dict[str, Group] = {}
    for title, text, reference in rows:
        group = groups.setdefault(course_key_of(title, text), make_group(title, text))
        if reference and reference not in group["references"]:
            group["references"].append(reference)
    return list(groups.values())


def course_key_of(title: str, text: str) -> str:
    return make_group(title, text)["key"]


class Store:
    """The stored courses, changed by files as the loader changes them."""

    def __init__(self) -> None:
        self.courses: dict[int, Group] = {}
        self.added = 0

    def load(self, rows: list[tuple[str, str, str]]) -> dict[str, int]:
        groups = grouped(rows)
        found = match_courses(groups, self.courses.values())
        self.added = 0
        for group in groups:
            id_ = found.get(group["key"])
            if id_ is None:
                self.added += 1
                id_ = found[group["key"]] = len(self.courses) + 1
            before = self.courses.get(id_, {"references": []})["references"]
            self.courses[id_] = group | {
                "id": id_,
                "references": list(dict.fromkeys([*before, *group["references"]])),
            }
        return found


NAMES = st.sampled_from(["Welding", "Care", "Maths"])
TEXTS = st.sampled_from(["one", "two", "three", "four"])
REFERENCES = st.sampled_from(["", "R1", "R2", "R3", "r1"])
ROWS = st.lists(st.tuples(NAMES, TEXTS, REFERENCES), min_size=1, max_size=12)
FILES = st.lists(ROWS, min_size=1, max_size=4)


@given(files=FILES)
@settings(max_examples=300, deadline=None)
def test_the_same_file_twice_finds_every_course_where_it_was(files: list[Any]) -> None:
    store = Store()
    for rows in files:
        first = store.load(rows)
        before = dict(store.courses)

        second = store.load(rows)

        assert second == first
        assert store.added == 0
        assert store.courses == before


@given(files=FILES)
@settings(max_examples=300, deadline=None)
def test_each_course_of_a_file_has_a_stored_course_of_its_own(files: list[Any]) -> None:
    store = Store()
    for rows in files:
        found = store.load(rows)

        assert set(found) == {course_key_of(title, text) for title, text, _ in rows}
        assert len(set(found.values())) == len(found)
        for title, text, _ in rows:
            stored = store.courses[found[course_key_of(title, text)]]
            assert stored["title"] == title


@given(before=ROWS, after=ROWS, data=st.data())
@settings(max_examples=300, deadline=None)
def test_the_order_of_the_rows_does_not_matter(before: Any, after: Any, data: Any) -> None:
    shuffled = data.draw(st.permutations(after))
    one, other = Store(), Store()
    one.load(before)
    other.load(before)

    assert match_courses(grouped(after), one.courses.values()) == match_courses(
        grouped(shuffled), other.courses.values()
    )


@given(
    rows=st.lists(st.tuples(NAMES, TEXTS), min_size=1, max_size=8, unique=True),
    edited=st.integers(min_value=0),
)
def test_an_edited_text_changes_a_course_and_adds_none(rows: Any, edited: int) -> None:
    file = [(title, text, f"R{number}") for number, (title, text) in enumerate(rows)]
    store = Store()
    first = store.load(file)
    title, text, reference = file[edited % len(file)]
    file[edited % len(file)] = (title, "edited", reference)

    second = store.load(file)

    assert store.added == 0
    assert second[course_key_of(title, "edited")] == first[course_key_of(title, text)]


@pytest.mark.parametrize(
    ("stored", "group", "is_same"),
    [
        (make_group("A", "x", "R1"), make_group("A", "x", "R1"), True),
        (make_group("A", "x", "R1"), make_group("B", "y", "R1", lars="60000002"), True),
        (make_group("A", "x", "R1"), make_group("A", "x", "R9"), True),
        (make_group("A", "x", "R1"), make_group("A", "y", "R9"), False),
        (make_group("A", "x"), make_group("A", "y"), True),
        (make_group("A", "x"), make_group("a ", "y", "R1"), True),
        (make_group("A", "x"), make_group("A", "y", lars="60000002"), False),
        (make_group("A", "x"), make_group("B", "x"), False),
        (make_group("A", "x", "r1"), make_group("A", "y", "R1 "), True),
    ],
    ids=[
        "same",
        "reference alone",
        "text alone, new reference",
        "name alone, two references",
        "name, no references",
        "name, one reference",
        "another code",
        "another name",
        "reference in another case",
    ],
)
def test_what_makes_a_group_a_stored_course(stored: Group, group: Group, is_same: bool) -> None:
    assert match_courses([group], [stored | {"id": 7}]) == ({group["key"]: 7} if is_same else {})


def test_a_reference_of_two_courses_counts_with_the_text_then_the_name() -> None:
    stored = [make_group("A", "x", "R1") | {"id": 1}, make_group("B", "y", "R1") | {"id": 2}]
    edited, same, new = (
        make_group("A", "x2", "R1"),
        make_group("B", "y", "R1"),
        make_group("C", "z", "R1"),
    )

    found = match_courses([new, edited, same], stored)

    assert found == {edited["key"]: 1, same["key"]: 2}
    assert len(shared_references([new, edited, same])["r1"]) == 3


def test_of_two_edited_courses_of_one_name_the_likest_match() -> None:
    stored = [make_group("A", "x") | {"id": 1}, make_group("A", "y") | {"id": 2}]
    one, other = make_group("A", "y"), make_group("A", "z")

    assert match_courses([other, one], stored) == {one["key"]: 2, other["key"]: 1}


def test_spaces_do_not_make_another_course_and_capitals_do() -> None:
    assert course_key({"title": " A  b "}) == course_key({"title": "A b"})
    assert course_key({"title": "A b"}) != course_key({"title": "a b"})
    assert course_key({"title": "ab", "text": ""}) != course_key({"title": "", "text": "ab"})


RUN = {
    "reference": "R1",
    "venue_id": 1,
    "start_date": datetime.date(2027, 1, 11),
    "is_flexible_start": False,
    "delivery_mode": "CLASSROOM",
    "study_mode": "PART_TIME",
    "attendance_pattern": "EVENING",
    "cost_pence": 100,
}
FIELDS = tuple(name for name in RUN if name != "reference")
LATER = {"start_date": datetime.date(2027, 9, 6)}


@pytest.mark.parametrize(
    ("rows", "stored", "pairs", "added", "removed"),
    [
        ([{}], [{}], [(0, 0)], [], []),
        ([{"cost_pence": 5}], [{}], [(0, 0)], [], []),
        ([LATER], [{}], [], [0], [0]),
        ([LATER], [{"reference": "R2"}], [], [0], []),
        ([{"reference": "R1"}], [{"reference": ""}], [(0, 0)], [], []),
        ([{"reference": ""}], [{"reference": "R1"}], [(0, 0)], [], []),
        ([{}, {"cost_pence": 5}], [{"cost_pence": 5}, {}], [(0, 1), (1, 0)], [], []),
        ([{"reference": "r1"}], [{}], [(0, 0)], [], []),
        ([{}], [{}, LATER, LATER | {"reference": "R2"}], [(0, 0)], [], [1]),
    ],
    ids=[
        "equal",
        "another cost",
        "another date",
        "another reference stays",
        "gains a reference",
        "loses its reference",
        "twins",
        "reference in another case",
        "one left out",
    ],
)
def test_runs_keep_their_id_by_venue_start_mode_and_attendance(
    rows: Any, stored: Any, pairs: Any, added: Any, removed: Any
) -> None:
    answer = match_runs([RUN | row for row in rows], [RUN | run for run in stored], fields=FIELDS)

    assert answer == (pairs, added, removed)


def test_a_whole_list_removes_every_absent_run_but_those_of_held_rows() -> None:
    stored = [RUN, RUN | LATER | {"reference": "R2"}, RUN | LATER | {"reference": "R3"}]

    _, _, removed = match_runs(
        [RUN], stored, fields=FIELDS, protected_references=frozenset({"r3"}), is_full=True
    )

    assert removed == [1]
