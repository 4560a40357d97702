"""Bad lines of synonyms, each named with its place and the remedy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.synonym_checks import check_lines, check_text, line_problems
from search.synonym_lines import SynonymLine, read_line
from search.synonyms import Synonyms
from search.taught_synonyms import built_in, built_in_lines, built_in_phrases
from tests.search.demonstration import Catalogue


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hca", "no words on one of its sides"),
        ("hca => nurse => care", "no words on one of its sides"),
        ("nurse => ?!", "no letters or numbers"),
        ("a b c d e f g h i => letters", "longer than 8 words"),
        ("plumbers => plumber", "are the same to the search"),
        ("chef, chefs => cookery", "are the same to the search"),
        ("chef => cookery, cook, cooks", "are the same to the search"),
        ("old folks, old folk <=>", "are the same to the search"),
        (f"hca => {', '.join(f'name{n}' for n in range(9))}", "9 other names are too many"),
        (f"{', '.join(f'name{n}' for n in range(10))} <=>", "9 other names are too many"),
        ("evening => night", "is read as a filter"),
        ("shop job => retail", "is read as a filter"),
        ("level 2 maths => maths", "is read as a filter"),
        ("hospital => hospitality", "look alike"),
        ("career => carer", "look alike"),
        ("internship <=> international", "look alike"),
        ("skills => digital", "stands in so many searches"),
        ("with => and", "stands in so many searches"),
        ("hca => nurse\nzimmer => frame\nHCA => carer", "Line 3: “HCA” has a line already"),
        ("zimmer <=> frame\n\nframe <=> zimmer", "Line 3: The same line stands at Line 1"),
        ("zimmer, frame <=>\nframe, border <=>", "Lines are not joined up"),
    ],
)
def test_a_bad_line_is_named(text: str, said: str) -> None:
    assert any(said in str(problem) for problem in check_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "hca => healthcare assistant, care assistant",
        "fork lift <=> forklift",
        "carpentry, joinery <=>",
        "english classes => esol",  # English classes become a filter and still order the results
        "night shift => warehouse",  # "night class" is a filter, this is not
        "police => policing",
        "office job => administration",
        "zimmer => frame\nframe => border",  # not joined up, and nobody could think they were
        "# hca",
        "",
    ],
)
def test_a_good_line_is_left_alone(text: str) -> None:
    assert check_text(text) == []


def test_a_word_that_stands_in_a_tenth_of_the_listings_is_too_common() -> None:
    line = SynonymLine(("zimmer",), ("frame",))
    assert line_problems(line, share=lambda _words: 0.11)
    assert not line_problems(line, share=lambda _words: 0.09)
    phrase = SynonymLine(("zimmer frame",), ("walking aid",))
    assert not line_problems(phrase, share=lambda _words: 0.5)


def test_a_place_of_the_region_is_no_word_to_look_for(demonstration: Catalogue) -> None:
    line = SynonymLine(("Walsall",), ("Bloxwich",))
    assert line_problems(line) == []
    assert line_problems(line, gazetteer=demonstration.reference.gazetteer)


def test_lines_are_not_joined_up() -> None:
    table = Synonyms.parse(["zimmer => frame", "frame => border"])
    assert [one.label for one in table.alternatives(["zimmer"])] == ["frame"]


def test_every_line_of_the_lists_is_a_good_one() -> None:
    english = [(place, text) for place, text in built_in_lines() if place.startswith("en_")]
    assert [str(problem) for problem in check_lines(english)] == []


def test_the_lists_are_of_some_size() -> None:
    english = [text for place, text in built_in_lines() if place.startswith("en_")]
    assert len(english) > 900
    assert len({place.partition(",")[0] for place, _text in built_in_lines()}) > 10
    assert built_in().problems == ()
    assert built_in().longest <= 8
    assert len(built_in_phrases()) == len(built_in().by_tokens)


@given(st.text(max_size=200))
def test_no_text_whatever_raises(text: str) -> None:
    for problem in check_text(text):
        assert problem.message


@pytest.mark.parametrize("text", ["hca => nurse, carer", "a, b <=>", "fork lift <=> forklift, flt"])
def test_a_line_is_written_as_it_is_read(text: str) -> None:
    line = read_line(text)
    assert line is not None
    assert line.text == text
