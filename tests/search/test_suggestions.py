"""Suggestions while typing."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.suggestions import Suggestion, SuggestionIndex

ENTRIES = [
    Suggestion("Welding", "subject", (("subject", "welding"),), 31),
    Suggestion("Fabrication and welding Level 2", "course", (("q", "Fabrication and welding"),), 2),
    Suggestion("Women and welding", "course", (("q", "Women and welding"),), 1),
    Suggestion("Walsall", "place", (("near", "Walsall"),), 80),
    Suggestion("West Bromwich", "place", (("near", "West Bromwich"),), 60),
    Suggestion("B70", "place", (("near", "B70"),), 20),
    Suggestion("Walsall Works (demo)", "provider", (("provider", "walsall-works"),), 12),
    Suggestion("Care", "subject", (("subject", "care"),), 500),
    Suggestion("C# for beginners", "course", (("q", "C#"), ("level", "2")), 3),
    Suggestion("Angielski: pielęgniarka", "course", (("q", "x"),), 1),
    Suggestion("IT user skills", "course", (("q", "IT user skills"),), 4),
    Suggestion("welding", "subject", (("subject", "twice"),), 999),
    Suggestion("?!", "course", (), 5),
]


@pytest.fixture(scope="module")
def index() -> SuggestionIndex:
    return SuggestionIndex.build(ENTRIES)


def texts(found: list[Suggestion]) -> list[str]:
    return [suggestion.text for suggestion in found]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("wel", ["Welding", "Fabrication and welding Level 2", "Women and welding"]),
        ("WELD", ["Welding", "Fabrication and welding Level 2", "Women and welding"]),
        ("welding fab", ["Fabrication and welding Level 2"]),
        ("fab wel", ["Fabrication and welding Level 2"]),
        ("wal", ["Walsall", "Walsall Works (demo)"]),
        ("b7", ["B70"]),
        ("c#", ["C# for beginners"]),
        ("IT", ["IT user skills"]),
        ("it us", ["IT user skills"]),
        ("it user", ["IT user skills"]),
        ("pielegn", ["Angielski: pielęgniarka"]),
        ("wleding", ["Welding", "Fabrication and welding Level 2", "Women and welding"]),
        ("xyzzy", []),
        ("", []),
        ("  ", []),
        ("?", []),
    ],
)
def test_beginnings_of_words_in_any_order(
    index: SuggestionIndex, typed: str, expected: list[str]
) -> None:
    assert texts(index.suggest(typed)) == expected


def test_what_begins_with_the_typed_text_comes_before_heavier_ones() -> None:
    built = SuggestionIndex.build(
        [
            Suggestion("Adult care", "subject", (), 1_000_000),
            Suggestion("Care home work", "course", (), 0),
        ]
    )
    assert texts(built.suggest("care")) == ["Care home work", "Adult care"]


def test_a_suggestion_comes_back_whole(index: SuggestionIndex) -> None:
    assert index.suggest("c# beg") == [ENTRIES[8]]


def test_the_same_text_of_a_kind_is_offered_once(index: SuggestionIndex) -> None:
    assert [it.parameters for it in index.suggest("welding") if it.kind == "subject"] == [
        (("subject", "welding"),)
    ]


def test_only_the_asked_kinds_and_no_more_than_the_limit(index: SuggestionIndex) -> None:
    assert texts(index.suggest("w", kinds=["place"])) == ["Walsall", "West Bromwich"]
    assert len(index.suggest("w", limit=2)) == 2
    assert index.suggest("w", limit=0) == []


def test_nothing_to_suggest_is_no_error() -> None:
    assert SuggestionIndex.build([]).suggest("welding") == []


@given(st.text(max_size=80))
@example("a" * 10_000)
@example("\ud800 \x00")
@example("w " * 500)
@settings(max_examples=200, deadline=None)
def test_no_text_whatever_raises(index: SuggestionIndex, typed: str) -> None:
    assert len(index.suggest(typed, limit=3)) <= 3
