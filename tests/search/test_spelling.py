"""Words that no listing has become words that some have."""

import random
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.analysis import stem
from search.spelling import Corrector

VOCABULARY = {
    "apprenticeship": 40, "engineering": 60, "electrician": 12, "electrical": 30, "plumbing": 25,
    "plumber": 4, "plum": 1, "care": 90, "assistant": 50, "assistance": 3, "software": 20,
    "developer": 18, "development": 22, "welding": 31, "wedding": 2, "healthcare": 15,
    "hospitality": 14, "hospital": 13, "counselling": 9, "council": 8, "maths": 20, "carer": 7,
    "course": 200, "courses": 50, "accounting": 10, "accommodation": 2, "summer": 5, "team": 30,
    "level": 400, "esol": 60, "nurse": 10, "nursing": 12, "from": 300, "form": 9, "childcare": 11,
}  # fmt: skip


def corrector(**options: object) -> Corrector:
    stems: Counter[str] = Counter()
    for word, count in VOCABULARY.items():
        stems[stem(word)] += count
    return Corrector(VOCABULARY.items(), lambda token: stems[token], **options)  # type: ignore[arg-type]  # known, also


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("apprentiship", "apprenticeship"),
        ("electrision", "electrician"),
        ("plumming", "plumbing"),
        ("Plummer", "plumber"),
        ("asistant", "assistant"),
        ("softawre", "software"),
        ("develper", "developer"),
        ("wleding", "welding"),
        ("acommodation", "accommodation"),
        ("hospitalty", "hospitality"),
        ("elding", "welding"),
        ("mahts", "maths"),
    ],
)
def test_slips_are_put_right(typed: str, meant: str) -> None:
    assert corrector().correct(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "welding",
        "Welding",
        "plumbers",
        "weldings",
        "enginering",  # has the stem of "engineering", so it finds it already
        "hca",
        "TA",
        "CSCS",
        "AATT",
        "b70",
        "b706hj",
        "l2",
        "nvq2",
        "c#",
        "انگلش",
        "xyzzyville",
        "care asistant",
        "",
        "?!",
        "wedding",
    ],
)
def test_known_words_codes_and_acronyms_are_left(typed: str) -> None:
    assert corrector().correct(typed) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("healthcareasistant", "healthcare assistant"),
        ("careasistant", "care assistant"),
        ("softwaredevelper", "software developer"),
        ("engineringcourse", "engineering course"),
        ("nursinglevl", "nursing level"),
        ("plumbingaprentiship", None),  # three slips in one part are too many to believe
        ("carefxyz", None),
        ("philharmonic", None),
    ],
)
def test_words_run_together_are_parted_though_one_is_misspelt(
    typed: str, meant: str | None
) -> None:
    assert corrector().correct(typed) == meant


def test_words_known_from_elsewhere_are_left() -> None:
    assert corrector(known={"weldin"}).correct("weldin") is None
    assert corrector().correct("weldin") == "welding"


def test_words_of_the_synonyms_can_be_meant_though_no_listing_has_them() -> None:
    only = Corrector([("electricity", 9)], lambda token: 0, also={"electrician", "sparky"})
    assert only.correct("electrision") == "electrician"
    assert only.correct("sparkey") == "sparky"


def test_of_words_as_near_the_more_frequent_is_taken() -> None:
    assert Corrector([("welder", 9), ("welter", 2)], lambda token: 0).correct("welxer") == "welder"
    assert Corrector([("welder", 2), ("welter", 9)], lambda token: 0).correct("welxer") == "welter"


def test_a_letter_left_out_is_likelier_than_a_wrong_one() -> None:
    assert Corrector([("their", 90), ("theory", 2)], lambda token: 0).correct("theor") == "theory"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("battle", None), ("cattle", "castle"), ("kolege", "college"), ("carryer", "barrier")],
    ids=["two slips", "one slip", "two slips that sound the same", "a longer word"],
)
def test_six_letters_with_another_first_one_and_another_slip_are_another_word(
    typed: str, meant: str | None
) -> None:
    vocabulary = {"castle": 9, "college": 9, "barrier": 9}

    assert Corrector(vocabulary.items(), lambda token: 0).correct(typed) == meant


def test_a_text_is_corrected_as_a_whole_and_says_what_changed() -> None:
    (found, *_others) = corrector().proposals('care asistant, "plumming" -welidng softawre')
    assert found.corrected == 'care assistant, "plumming" -welidng software'
    assert found.changes == (("asistant", "assistant"), ("softawre", "software"))
    assert found.typed == 'care asistant, "plumming" -welidng softawre'
    assert corrector().proposals("care assistant") == []


def test_an_empty_vocabulary_corrects_nothing() -> None:
    assert Corrector([], lambda token: 0).correct("welding") is None


def test_one_letter_less_in_long_words_nearly_always_finds_the_word() -> None:
    words = [word for word in VOCABULARY if len(word) >= 6]
    found = corrector()
    picker = random.Random(7)
    tries = [(word, picker.randrange(1, len(word))) for word in words for _ in range(4)]
    right = 0
    for word, position in tries:
        typed = word[:position] + word[position + 1 :]
        right += found.correct(typed) == word or typed in VOCABULARY
    assert right / len(tries) >= 0.9


@given(st.text(max_size=60))
@example("a" * 10_000)
@example("\ud800\x00")
@settings(max_examples=200, deadline=None)
def test_no_text_whatever_raises(typed: str) -> None:
    found = corrector()
    found.correct(typed)
    found.proposals(typed)
