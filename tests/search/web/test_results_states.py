"""Every state of the results page, as a visitor reads it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.vacancies.models import Vacancy
from search import indexing
from search.engines.base import EngineUnavailable

KIND_WORDS = {"course": "Courses", "apprenticeship": "Apprenticeships", "job": "Jobs"}


def test_an_empty_search_lists_all_courses_in_pages_of_twenty(get):
    page = get("/search/")
    assert page.status == 200
    assert page.total > 200
    assert len(page.cards) == 20
    assert page.title.startswith(f"Courses and jobs: {page.total} results (page 1 of ")
    assert 'aria-current="page">1</a>' in page.html
    page.assert_well_formed()


def test_words_and_a_place_are_in_the_heading_and_the_title(get):
    page = get("/search/?q=care&near=Walsall")
    assert page.h1 == f"{page.total} results near Walsall"
    assert page.title.startswith(f"{page.total} results for “care” near Walsall")
    assert page.total > 1
    page.assert_well_formed()


def test_a_short_answer_is_followed_by_near_matches_under_their_own_heading(get):
    page = get("/search/?q=welding+weekend")
    assert 0 < page.total < 10
    counted, mark, near = page.html.partition("These match most of what you asked for")
    assert mark
    assert counted.count("wm-result")
    assert near.count("wm-result")
    assert "These match most" not in get("/search/?q=welding+weekend&as_typed=1").html
    page.assert_well_formed()


def test_words_that_are_filters_become_chips(get):
    page = get("/search/?q=evening+english+walsall")
    assert {"Evening", "Walsall"} <= set(page.chips)
    assert "We understood:" in page.html
    assert "Use my exact words" in page.html


@pytest.mark.parametrize("near", ["b70 6hj", " B706HJ ", "b70"])
def test_any_spelling_of_a_postcode_is_the_same_search(get, client: Client, near):
    response = client.get("/search/", {"near": near}, follow=True)
    assert response.request["QUERY_STRING"] in ("near=B70", "near=b70")
    assert "results near B70" in response.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"near": "B70 6HJ", "q": "care"},
        {"near": "West Bromwich B70 6HJ", "q": "care"},
        {"q": "care B70 6HJ"},
        {"q": "care near b706hj"},
    ],
    ids=["place box", "with the town", "among the words", "after near"],
)
def test_a_whole_postcode_stands_nowhere_on_the_page(client: Client, typed):
    response = client.get("/search/", typed, follow=True)
    assert "6hj" not in response.content.decode().lower()
    assert response.redirect_chain == [("/search/?q=care&near=B70", 302)]


def test_jobs_lead_on_to_the_national_site_with_words_and_place(get):
    page = get("/search/?q=care+jobs&near=Dudley")
    assert "Look for jobs" in page.html
    assert "findajob.dwp.gov.uk/search?q=care&amp;w=Dudley" in page.html
    assert "findajob.dwp.gov.uk" not in get("/search/?q=care&near=Dudley").html


def test_near_results_come_before_online_ones_each_with_its_count(get):
    page = get("/search/?near=Walsall&within=area")
    near = next(h for h in page.headings if h.startswith("Near Walsall ("))
    count = int(near.split("(")[1].rstrip(")"))
    assert 0 < count < page.total
    last = get(f"/search/?near=Walsall&within=area&page={-(-page.total // 20)}")
    assert f"Online or from anywhere ({page.total - count})" in last.headings


def test_distances_are_in_words(get):
    page = get("/search/?near=B70&how=in-person")
    assert any(" miles from B70 · " in card for card in page.cards)


def test_a_misspelt_word_is_corrected_and_says_so(get):
    page = get("/search/?q=plummer")
    assert page.total > 0
    assert page.notices[0].startswith("Showing results for plumber. Search for plummer")
    exact = get("/search/?q=plummer&as_typed=1")
    assert exact.h1.startswith("No results for “plummer”")


def test_most_words_are_enough_when_all_are_not_there(get):
    page = get("/search/?q=welding+beginners+trombone")
    assert page.total > 0
    assert page.notices[0].startswith("No result has all your words.")
    assert get("/search/?q=welding+beginners+trombone&as_typed=1").total == 0


def test_a_postcode_with_little_near_it_looks_farther_and_says_so(get):
    page = get("/search/?near=B70&q=welding&within=1")
    usual = get("/search/?near=CV7&q=forklift")
    assert not any("looked farther" in notice for notice in page.notices)
    widened = [notice for notice in usual.notices if "so we looked farther" in notice]
    if widened:
        assert "Show only up to 5 miles" in widened[0]


def test_an_ambiguous_place_asks_and_uses_neither(get):
    page = get("/search/?near=Willenhall")
    assert page.notices[0].startswith("There is more than one place called Willenhall.")
    assert "Willenhall, Walsall" in page.notices[0]
    assert "Willenhall, Coventry" in page.notices[0]
    assert page.total == get("/search/").total


def test_an_unknown_place_is_explained_and_not_a_zero(get):
    page = get("/search/?near=Xyzzyville&q=care")
    assert page.notices[0].startswith("We do not know a place called Xyzzyville.")
    assert page.total == get("/search/?q=care").total > 0


def test_a_misspelt_place_says_where_it_searched(get):
    page = get("/search/?near=Wolverhamton")
    assert page.h1.endswith("near Wolverhampton")
    assert "We searched near Wolverhampton." in page.notices


def test_a_place_outside_the_area_gets_its_own_answer(get):
    page = get("/search/?near=Leeds&q=care")
    assert page.h1 == "Leeds is outside our area"
    assert page.html.count("Talk to a person") == 1
    assert "nationalcareers.service.gov.uk" in page.html
    assert page.ways
    for number, url in page.ways:
        assert get(url).total == number


def test_the_region_itself_is_everything(get):
    page = get("/search/?near=West+Midlands")
    assert page.total == get("/search/").total
    assert page.h1.endswith("in the West Midlands")


def test_near_me_in_the_words_asks_where(get):
    page = get("/search/?q=welding+near+me")
    assert any("Where are you?" in notice for notice in page.notices)


def test_nothing_found_offers_counted_ways_out_and_a_person(get):
    page = get("/search/?q=forklift&near=Bilston&within=1&when=weekend&cost=free")
    assert page.h1 == "No results for “forklift” near Bilston yet"
    assert len(page.ways) >= 3
    for number, url in page.ways:
        assert number > 0
        assert get(url).total == number, url
    assert 1 <= len(page.cards) <= 3
    assert page.html.count("Talk to a person") == 1
    page.assert_well_formed()


@pytest.mark.parametrize(
    "query",
    [
        "q=xqzzt&as_typed=1",
        "q=trombone+xqzzt&near=B70&as_typed=1",
        "esol=level-2&level=7",
        "q=care&level=7&when=any-time&needs=childcare",
        "near=Walsall&provider=bluebrick&esol=pre-entry&cost=ask",
        "kind=event",
        "kind=programme&near=Dudley",
        "starts=2031-05&near=CV1",
    ],
)
def test_every_empty_page_has_three_ways_out_that_keep_their_promise(get, query):
    page = get(f"/search/?{query}")
    assert page.total == 0
    assert len(page.ways) >= 3
    for number, url in page.ways:
        assert get(url).total == number > 0, url


def test_without_an_index_the_database_answers_calmly(get, settings, tmp_path):
    settings.SEARCH = {**settings.SEARCH, "embedded_directory": tmp_path / "nothing"}
    page = get("/search/?q=welding&near=Walsall")
    assert page.status == 200
    assert any("Search is simpler now." in notice for notice in page.notices)
    assert page.total >= 1
    assert len(page.cards) == min(page.total, 20)
    page.assert_well_formed()
    assert get("/search/").total > 200


def test_without_an_index_vacancies_are_listed_by_kind(get, settings, tmp_path):
    settings.SEARCH = {**settings.SEARCH, "embedded_directory": tmp_path / "nothing"}
    found = {kind: get(f"/search/?q=work&kind={kind}") for kind in KIND_WORDS}
    everything = get("/search/?q=work")
    assert everything.total == sum(page.total for page in found.values())
    for kind, page in found.items():
        assert page.total > 0
        assert set(re.findall(r'<article [^>]* k-(\w+)"', page.html)) == {kind}
        assert f'>{KIND_WORDS[kind]} <span class="wm-num">{page.total}</span>' in everything.html
        page.assert_well_formed()
    titles = [title.lower() for title in everything.titles]
    assert titles == sorted(titles)
    assert 0 < get("/search/?kind=job&near=Walsall").total < get("/search/?kind=job").total


def test_without_an_index_the_number_of_questions_does_not_grow(get, settings, tmp_path):
    settings.SEARCH = {**settings.SEARCH, "embedded_directory": tmp_path / "nothing"}
    few, many = "/search/?kind=job&q=warehouse+operative", "/search/?kind=job"
    assert get(few).total < get(many).total
    counts = []
    for url in (few, many):
        with CaptureQueriesContext(connection) as asked:
            get(url)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_without_an_index_an_employer_who_is_not_named_stays_unnamed(get, settings, tmp_path):
    settings.SEARCH = {**settings.SEARCH, "embedded_directory": tmp_path / "nothing"}
    hidden = Vacancy.objects.filter(is_employer_anonymous=True).first()
    Vacancy.objects.filter(pk=hidden.pk).update(employer_name="Quillfeather Holdings")
    page = get("/search/?q=Quillfeather")
    assert page.total == 0
    assert "Quillfeather Holdings" not in page.html


def test_an_engine_that_fails_in_the_middle_is_no_error(get, monkeypatch):
    def unavailable(*args, **kwargs):
        raise EngineUnavailable("no connection")

    monkeypatch.setattr(type(indexing.get_engine()), "search", unavailable)
    assert get("/search/?q=care").status == 200


def test_an_unknown_page_is_the_first(get):
    assert get("/search/?q=care&page=400").titles == get("/search/?q=care").titles


def test_every_result_is_on_exactly_one_page(get):
    first = get("/search/?near=Walsall&sort=nearest")
    last = -(-first.total // 20)
    seen = []
    for number in range(1, last + 1):
        seen += [
            item["url"]
            for item in get(f"/search/?near=Walsall&sort=nearest&page={number}").item_list[
                "itemListElement"
            ]
        ]
    assert len(seen) == first.total
    assert len(set(seen)) == first.total


def test_filter_combinations_stay_out_of_other_search_engines(get):
    assert 'name="robots" content="noindex, follow"' in get("/search/?q=care").html
    assert "noindex" not in get("/search/").html
    page = get("/search/?q=care&near=Walsall&within=5&sort=soonest&page=1")
    assert page.first(r'rel="canonical" href="([^"]*)"').endswith("/search/?q=care&near=Walsall")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/courses/", "/search/?kind=course"),
        ("/courses/?q=care&near=b70+6hj&x=1", "/search/?q=care&near=B70&kind=course"),
        ("/jobs/?near=Walsall", "/search/?near=Walsall&kind=job"),
        ("/apprenticeships/", "/search/?kind=apprenticeship"),
        ("/ur/courses/?q=care", "/ur/search/?q=care&kind=course"),
    ],
)
def test_old_addresses_keep_what_was_asked(client: Client, old, new):
    assert client.get(old).headers["Location"] == new


def test_missing_facts_are_said_in_words(get):
    cards = " ".join(
        card for number in range(1, 13) for card in get(f"/search/?page={number}").cards
    )
    assert "not known" in cards
    assert "None" not in cards


def test_the_page_holds_no_script_and_no_inline_style(get):
    page = get("/search/?q=care&near=Walsall")
    assert "<script>" not in page.html
    assert " style=" not in page.html
    assert " onclick" not in page.html


@pytest.mark.parametrize("language", ["ur", "pl"])
def test_links_keep_the_language(get, language):
    page = get(f"/{language}/search/?q=care&when=day")
    assert page.status == 200
    for url in [*page.chips.values(), *(item["url"] for item in page.item_list["itemListElement"])]:
        assert f"/{language}/" in url
    page.assert_well_formed()


def test_choosing_filters_leads_to_the_heading(get):
    page = get("/search/?q=care")
    assert page.html.count('action="/search/#results-heading"') == 2
    assert 'id="results-heading" tabindex="-1"' in page.html
