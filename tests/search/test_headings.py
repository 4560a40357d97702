"""Headings and titles of results, in whole sentences."""

import pytest
from django.utils.translation import override

from search.headings import counted, nothing_heading, page_title, results_heading, results_title


@pytest.mark.parametrize(
    ("language", "total", "where", "words"),
    [
        pytest.param("en-gb", 1, "", "1 result", id="one"),
        pytest.param("en-gb", 12345, "near Walsall", "12,345 results near Walsall", id="place"),
        pytest.param("pl", 3, "", "3 wyniki", id="Polish few"),
        pytest.param("pl", 12, "", "12 wyników", id="Polish many"),
        pytest.param("ur", 19, "Walsall کے قریب", "Walsall کے قریب 19 نتائج", id="Urdu order"),
    ],
)
def test_a_heading_counts_and_says_where(language, total, where, words):
    with override(language):
        assert results_heading(total, where=where) == words


@pytest.mark.parametrize(
    ("words", "where", "title"),
    [
        pytest.param("", "", "Courses and jobs: 42 results", id="all"),
        pytest.param("", "near Walsall", "Courses and jobs near Walsall: 42 results", id="place"),
        pytest.param("plumbers", "", "42 results for “plumbers”", id="words"),
        pytest.param("jobs", "near B70", "42 results for “jobs” near B70", id="both"),
    ],
)
def test_a_title_reads_well_with_any_words(words, where, title):
    assert results_title(42, words=words, where=where) == title


@pytest.mark.parametrize(
    ("words", "where", "heading"),
    [
        pytest.param("", "", "No results yet", id="nothing asked"),
        pytest.param("", "near Bilston", "No results near Bilston yet", id="place"),
        pytest.param("forklift", "", "No results for “forklift” yet", id="words"),
        pytest.param(
            "forklift", "near Bilston", "No results for “forklift” near Bilston yet", id="both"
        ),
    ],
)
def test_an_empty_result_says_for_what(words, where, heading):
    assert nothing_heading(words=words, where=where) == heading


def test_a_title_names_its_page_only_when_there_are_several():
    assert page_title("Courses", page=1, last=1) == "Courses"
    assert page_title("Courses", page=2, last=5) == "Courses (page 2 of 5)"
    assert counted("Near Walsall", 1234) == "Near Walsall (1,234)"


def test_typed_words_keep_their_own_direction_on_a_page_from_right_to_left():
    with override("ur"):
        assert "\u2068forklift 2\u2069" in nothing_heading(words="forklift 2")
        assert "\u2068forklift 2\u2069" in results_title(3, words="forklift 2")
    assert "\u2068" not in nothing_heading(words="forklift 2")
