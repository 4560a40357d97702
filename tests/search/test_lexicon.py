"""The lexicons of community languages: how they are read, and that the files are whole."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import analyse, fold
from search.facets import FACETS
from search.lexicon import CONCEPTS, FILES, Entry, Lexicon, lexicon, phrase_keys
from search.phrases import FilterValue
from search.query_words import parse_words
from search.synonyms import Synonyms
from tests.search.lexicon import synonyms

LANGUAGES = "ar bn ckb es fa fr gu pa pl ps pt ro so ti uk ur".split()
LEAST_CONCEPTS = 60
# Scripts of each language: letters of a first word of the Unicode names.
SCRIPTS = {
    "ar": {"ARABIC", "LATIN"},
    "bn": {"BENGALI", "LATIN"},
    "ckb": {"ARABIC", "LATIN"},
    "es": {"LATIN"},
    "fa": {"ARABIC", "LATIN"},
    "fr": {"LATIN"},
    "gu": {"GUJARATI", "LATIN"},
    "pa": {"GURMUKHI", "ARABIC", "LATIN"},
    "pl": {"LATIN"},
    "ps": {"ARABIC", "LATIN"},
    "pt": {"LATIN"},
    "ro": {"LATIN"},
    "so": {"LATIN"},
    "ti": {"ETHIOPIC", "LATIN"},
    "uk": {"CYRILLIC", "LATIN"},
    "ur": {"ARABIC", "LATIN"},
}
CONCEPT_LINES = """
free | free | free, no cost | cost free
nurse | nurse | nurse, nursing |
women | women | women |
"""


def made(**languages: str) -> Lexicon:
    return Lexicon.parse(CONCEPT_LINES, languages)


def labels(typed: str) -> set[str]:
    found = synonyms().alternatives(analyse(typed))
    return {alternative.label for alternative in found if alternative.is_translation}


def test_a_word_stands_for_the_english_words_of_its_concept() -> None:
    found = made(pl="nurse: pielęgniarka, siostra").by_tokens[("pielegniarka",)]
    assert [(it.tokens, it.label) for it in found] == [(("nurs",), "nurse")]
    assert found[0].is_translation


def test_a_word_for_a_filter_says_it_and_one_with_two_meanings_says_none() -> None:
    table = made(pl="free: za darmo, gratis\nnurse: siostra", ro="women: gratis")
    assert table.filter_of(("za", "darmo")) == FilterValue("cost", "free")
    assert table.filter_of(("gratis",)) is None
    assert table.filter_of(("siostra",)) is None
    assert table.by_keys[("gratis",)] == Entry(("free", "women"), ("pl", "ro"))


def test_prefixes_stand_before_single_words_of_another_script() -> None:
    table = made(ar="prefixes: ال\nfillers: في\nnurse: ممرضة, momarida, ممرضة أطفال\nfree: المجاني")
    assert phrase_keys("الممرضة") in table.by_keys
    assert phrase_keys("المجاني") in table.by_keys
    assert len(table.by_keys) == 5
    assert table.fillers["ar"] == {phrase_keys("في")}


def test_what_synonyms_say_themselves_comes_first() -> None:
    own = Synonyms.parse(["siostra => midwife, nurse"])
    found = made(pl="nurse: siostra").added_to(own).alternatives(["siostra"])
    assert [it.label for it in found] == ["midwife", "nurse"]
    assert [it.is_translation for it in found] == [False, False]


@pytest.mark.parametrize("line", ["nothing: word", "nurse:", "nurse: ,", "nurse"])
def test_a_line_that_says_nothing_is_named_and_left_out(line: str) -> None:
    table = made(pl=f"# kept\nfree: darmowe\n{line}")
    assert len(table.problems) == 1
    assert "pl.txt, line 3" in table.problems[0]
    assert len(table.by_keys) == 1


@pytest.mark.parametrize("line", ["a", "a | b", "a | b | |", "a | b | c | one", "free | f | g |"])
def test_a_concept_that_says_nothing_is_named_and_left_out(line: str) -> None:
    table = Lexicon.parse(f"free | free | free | cost free\n{line}", {})
    assert len(table.problems) == 1
    assert set(table.concepts) == {"free"}


@given(st.text(max_size=120), st.text(max_size=120))
def test_no_files_whatever_raise(concepts: str, words: str) -> None:
    table = Lexicon.parse(concepts + CONCEPT_LINES, {"xx": words, "yy": f"nurse: {words}"})
    table.added_to(Synonyms())


def test_the_files_have_no_problem_and_say_that_speakers_have_to_check_them() -> None:
    assert lexicon().problems == ()
    assert sorted(lexicon().phrases) == LANGUAGES
    for code in LANGUAGES:
        text = (FILES / f"{code}.txt").read_text(encoding="utf-8")
        assert "First draft: to be checked by speakers" in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_has_enough_concepts_and_its_scripts(code: str) -> None:
    phrases = lexicon().phrases[code]
    assert len(phrases) >= LEAST_CONCEPTS
    concepts_by_script: dict[str, int] = {}
    for found in phrases.values():
        for script in {unicodedata.name(phrase[0]).split()[0] for phrase in found}:
            concepts_by_script[script] = concepts_by_script.get(script, 0) + 1
    assert set(concepts_by_script) == SCRIPTS[code]
    native = max(concepts_by_script.values())
    assert native >= LEAST_CONCEPTS, concepts_by_script


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_word_of_a_language_is_written_twice_for_one_concept(code: str) -> None:
    for concept, found in lexicon().phrases[code].items():
        assert len(found) == len(set(found)), concept


def test_every_concept_has_a_language_and_every_filter_exists() -> None:
    used = {concept for phrases in lexicon().phrases.values() for concept in phrases}
    assert set(lexicon().concepts) == used
    said = [concept.filter for concept in lexicon().concepts.values() if concept.filter]
    assert len(said) >= 8
    assert [
        it for it in said if it.name not in FACETS or it.value not in FACETS[it.name].order
    ] == []


def test_the_concepts_stand_in_one_place_only() -> None:
    text = (FILES / CONCEPTS).read_text(encoding="utf-8")
    keys = re.findall(r"^(\w+) \|", text, re.MULTILINE)
    assert len(keys) == len(set(keys)) == len(lexicon().concepts)


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("angielski", "English"),
        ("angielskiego", "English"),
        ("pielęgniarka", "nurse"),
        ("pielegniarka", "nurse"),
        ("engleza", "English"),
        ("inginer", "engineer"),
        ("انگلش", "English"),
        ("نرس", "nurse"),
        ("ingiriisi", "English"),
        ("انجليزي", "English"),
        ("الإنجليزية", "English"),
        ("ਅੰਗਰੇਜ਼ੀ", "English"),
        ("ইংরেজি", "English"),
        ("angrezi", "English"),
        ("naukri", "job"),
        ("shaqo", "job"),
        ("kelner", "waiter"),
        ("opieka nad dziećmi", "childcare"),
        ("تعلم اللغة الإنجليزية", "English"),
        ("انگلیسي ژبه", "English"),
        ("እንግሊዝኛ", "English"),
        ("અંગ્રેજી", "English"),
        ("جوشکاری", "welder"),
        ("كارەبا", "electrician"),
    ],
)
def test_the_visitor_is_told_what_a_word_was_taken_for(typed: str, label: str) -> None:
    assert label in labels(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("انگليسي", "انگلیسی"),  # Arabic and Persian yeh
        ("كامپيوتر", "کامپیوتر"),  # Arabic and Persian kaf
        ("برنامه‌نویسی", "برنامهنویسی"),  # zero-width non-joiner
        ("إنجليزي", "انجليزي"),  # hamza left out
        ("إنجليزية", "انجليزيه"),  # teh marbuta as heh
        ("مُمَرِّضة", "ممرضة"),  # vowel marks
        ("انجینئر", "انجینیر"),  # yeh with hamza
        ("خواتیں", "خواتین"),  # noon ghunna
        ("انګلیسي", "انگلیسی"),  # Pashto gaf and yeh
        ("کۆرس", "كورس"),  # Kurdish letters without their marks
        ("کارەبا", "کارهبا"),
        ("ਅੰਗਰੇਜ਼ੀ", "ਅੰਗਰੇਜੀ"),  # dot below left out
        ("ਅੱਧ", "ਅਧ"),
        ("ਅਂਗਰੇਜੀ", "ਅੰਗਰੇਜੀ"),  # the two nasal signs
        ("চাঁদ", "চাদ"),
        ("পড়া", "পড়া"),  # one code point and two
        ("ፀሓፊ", "ጸሓፊ"),
        ("ሠልጠና", "ሰልጠና"),
        ("ህፃናት", "ህጻናት"),
        ("компʼютер", "компютер"),
        ("її", "ії"),
        ("dziec\u0301mi", "dziećmi"),  # composed and decomposed
        ("şofer", "șofer"),  # cedilla and comma
        ("coafor", "Coafor"),
    ],
)
def test_letters_that_phones_mix_up_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_phrase_is_one_word_with_its_own_meaning() -> None:
    (word,) = parse_words("opieka nad dziećmi", synonyms=synonyms())
    assert {it.label for it in word.alternatives if it.label} == {"childcare"}
