"""Landing pages and the page about the order."""

import pytest
from django.utils.translation import override

from search import query_words, ranking
from search.order_page import order_rules
from search.ranking import RULES, TEXT_WEIGHTS


@pytest.mark.parametrize("slug", ["walsall", "birmingham", "black-country", "willenhall-walsall"])
def test_a_place_has_a_page_with_true_counts(get, slug):
    page = get(f"/courses/in/{slug}/")
    if page.status == 404:  # a town with fewer than three courses
        assert slug.startswith("willenhall")
        return
    assert page.h1.startswith("Courses in ")
    assert "noindex" not in page.html
    total = int(page.first(r'wm-lede wm-mt">([\d,]+) course').replace(",", ""))
    links = [
        (int(number), url)
        for url, number in __import__("re").findall(
            r'<li><a href="(/search/[^"]*)">[^<]*<span class="wm-num">(\d+)', page.html
        )
    ]
    assert links
    for number, url in links:
        assert get(url.replace("&amp;", "&")).total == number
    assert page.item_list["numberOfItems"] == total
    page.assert_well_formed()


def test_a_subject_in_a_place_has_a_page(get):
    overview = get("/courses/in/birmingham/")
    url = overview.first_raw(r'href="(/courses/[a-z-]+/in/birmingham/)"')
    page = get(url)
    assert page.status == 200
    assert page.h1.endswith(": courses in Birmingham")
    assert page.total == 0  # the heading is its own, the count stands in the sentence
    page.assert_well_formed()


def test_fewer_than_three_courses_have_no_page(get):
    assert get("/courses/welding-and-fabrication/in/knowle/").status == 404


def test_without_an_index_a_place_leads_to_the_plain_list(get, settings, tmp_path):
    settings.SEARCH = {**settings.SEARCH, "embedded_directory": tmp_path / "nothing"}
    page = get("/courses/in/walsall/")
    assert page.status == 200
    assert any("Search is simpler now." in notice for notice in page.notices)


def test_the_order_is_told_from_its_own_constants(get):
    page = get("/how-we-order-results/")
    assert page.status == 200
    assert len(page.headings) >= len(RULES)
    for _name, weight in TEXT_WEIGHTS:
        assert f">{weight:g}<" in page.html
    page.assert_well_formed()


def test_every_factor_of_the_ranking_is_told_with_words_of_its_own():
    factors = {name for name in vars(ranking) if name.endswith("_BOOST")} | {"TIE_BREAKER"}
    told = {rule.code: {value for _what, value in rule.values} for rule in RULES}
    assert {getattr(ranking, name) for name in factors} == told["other_names"] | told["your_words"]
    assert {name for name in vars(query_words) if name.endswith("_BOOST")} <= factors
    codes = {code for rule in RULES for code, _value in rule.values}
    assert not codes & {what for rule in order_rules() for what, _number in rule.rows}


@pytest.mark.parametrize(("language", "number"), [("en-gb", "1.3"), ("pl", "1,3"), ("ur", "1.3")])
def test_numbers_have_the_decimal_mark_of_the_language(language, number):
    with override(language):
        assert number in {value for rule in order_rules() for _what, value in rule.rows}
