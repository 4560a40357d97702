"""Typed words as a tree."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.query import Word
from search.query_words import parse_words
from search.ranking import FOREIGN_BOOST, GENERIC_BOOST, PHRASE_BOOST, SYNONYM_BOOST
from search.synonyms import Synonyms
from tests.search.lexicon import synonyms

PLAIN = Synonyms()


def texts(typed: str) -> list[str]:
    return [
        ("-" if word.is_excluded else "") + word.text for word in parse_words(typed, synonyms=PLAIN)
    ]


def alternatives(word: Word) -> dict[str, float]:
    return {" ".join(it.tokens): it.boost for it in word.alternatives}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("plumbing", ["plumbing"]),
        ("courses in plumbing with heating", ["plumbing", "heating"]),
        ("in the", ["in", "the"]),
        ("health and social care", ["health", "social", "care"]),
        ("access to nursing", ["access", "nursing"]),
        ("how can I join the police", ["police"]),
        ("somewhere to meet new friends", ["meet", "new", "friends"]),
        ("new friends", ["new", "friends"]),
        ("law without a degree", ["law"]),
        ("can I be a chef if I work full time", ["chef"]),
        ("building job with a criminal record", ["building"]),
        ("I am looking for a job", ["job"]),
        ("IT", ["IT"]),
        ("it", ["it"]),
        ("it support", ["it", "support"]),
        ("support in it", ["support", "it"]),
        ("C#", ["C#"]),
        ("C++ .NET", ["C++", ".NET"]),
        ("T-level", ["T-level"]),
        ('"team leader"', ["team leader"]),
        ('care "team leader" evening', ["care", "evening", "team leader"]),
        ('"in the" care', ["care", "in the"]),
        ("“team leader”", ["team leader"]),
        ('"team leader', ["team", "leader"]),
        ("care -childcare", ["care", "-childcare"]),
        ('care -"child care"', ["care", "-child care"]),
        ("part-time", ["part", "time"]),
        ("care - childcare", ["care", "childcare"]),
        ("-", []),
        ("?! ...", []),
        ("", []),
    ],
)
def test_words_phrases_and_exclusions(typed: str, words: list[str]) -> None:
    assert texts(typed) == words


def test_a_quoted_phrase_is_one_alternative_and_nothing_is_added() -> None:
    (word,) = parse_words('"it support"', synonyms=synonyms())
    assert alternatives(word) == {"infotech support": 1.0}


def test_a_word_has_its_synonyms_at_a_lower_weight() -> None:
    (word,) = parse_words("hca", synonyms=synonyms())
    assert word.alternatives[0].tokens == ("hca",)
    assert alternatives(word)["care assist"] == 0.7


def test_the_words_of_a_phrase_share_its_synonyms() -> None:
    """(old and people) or care is the same as (old or care) and (people or care)."""
    found = parse_words("looking after old people", synonyms=synonyms())
    assert [word.text for word in found] == ["old", "people"]
    assert {word.phrase for word in found} == {"looking after old people"}
    for word in found:
        assert alternatives(word)["adult care"] == SYNONYM_BOOST
        assert alternatives(word)["look after old peopl"] == PHRASE_BOOST
    found = parse_words("IT help desk level 3", synonyms=synonyms())
    assert [word.text for word in found] == ["IT", "help", "desk", "3"]
    assert all("infotech support" in alternatives(word) for word in found[:3])


@pytest.mark.parametrize(
    ("typed", "boosts"),
    [
        ("gas engineer", {"gas": 1.0, "engineer": GENERIC_BOOST}),
        ("engineer", {"engineer": 1.0}),
        ("support worker", {"support": 1.0, "worker": 1.0}),
    ],
    ids=["beside another word", "alone", "among their like"],
)
def test_generic_words_count_less_beside_others(typed: str, boosts: dict[str, float]) -> None:
    words = parse_words(typed, synonyms=Synonyms())

    assert {word.text: word.alternatives[0].boost for word in words} == boosts


@pytest.mark.parametrize("typed", ["engleza", "curs de engleza"])
def test_a_title_in_the_language_of_the_visitor_counts_more(typed: str) -> None:
    (word,) = parse_words(typed, synonyms=synonyms())
    boosts = alternatives(word)

    assert boosts["engleza"] == FOREIGN_BOOST > boosts["esol"]
    assert "de" not in boosts


def test_a_phrase_of_one_word_and_fillers_stays_whole() -> None:
    table = Synonyms.parse(["getting online => digital skills"])
    (word,) = parse_words("getting online", synonyms=table)
    assert word.text == "getting online"


def test_excluded_words_have_no_synonyms() -> None:
    table = Synonyms.parse(["childcare => early years"])
    (_, excluded) = parse_words("care -childcare", synonyms=table)
    assert alternatives(excluded) == {"childcar": 1.0}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("children's", "childrens"),
        ("children's", "children’s"),
        ("part-time", "part time"),
        ("T-Level", "t levels"),
        ("apprentices", "apprentice"),
        ("Pielęgniarka", "pielegniarka"),
    ],
)
def test_variants_ask_for_the_same(one: str, other: str) -> None:
    trees = [
        [word.alternatives for word in parse_words(typed, synonyms=synonyms())]
        for typed in (one, other)
    ]
    assert trees[0] == trees[1]


@given(st.text(max_size=200))
@example('"' * 301)
@example("-" * 301)
@example("a" * 10_000)
@example("it " * 5_000)
@example("\x00 \ud800")
@settings(max_examples=300, deadline=None)
def test_no_text_whatever_raises(typed: str) -> None:
    words = parse_words(typed, synonyms=synonyms())
    assert len(words) <= 24
    assert all(it.tokens for word in words for it in word.alternatives)
