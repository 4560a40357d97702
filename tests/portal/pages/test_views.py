"""Editors' pages, translated or not."""

import re

import pytest

from portal.pages.models import HelpPage, StandardPage
from portal.pages.starting_pages import STANDARD


@pytest.mark.parametrize("slug", ["help", "coaches", "stories", "news", *STANDARD])
@pytest.mark.parametrize("prefix", ["", "/pl", "/ur"], ids=["english", "polish", "urdu"])
def test_every_page_opens_in_every_language(client, home, prefix, slug):
    assert client.get(f"{prefix}/{slug}/").status_code == 200


def test_an_untranslated_page_keeps_the_urdu_frame_and_marks_its_words_as_english(client, home):
    html = client.get("/ur/about/").content.decode()

    assert '<html lang="ur" dir="rtl"' in html
    assert '<article lang="en-GB" dir="ltr">' in html
    assert "govuk-inset-text" in html


def test_a_translated_page_carries_no_notice(client, home):
    html = client.get("/ur/help/").content.decode()

    assert "govuk-inset-text" not in html
    assert "مدد" in html


def test_english_words_in_an_urdu_frame_are_no_alternate_for_search_engines(client, home):
    html = client.get("/ur/about/").content.decode()

    assert 'rel="alternate"' not in html
    assert re.search(r'rel="canonical" href="[^"]*(?<!/ur)/about/"', html)


def test_a_translated_page_names_its_other_languages(client, home):
    html = client.get("/help/").content.decode()

    assert set(re.findall(r'rel="alternate" hreflang="([^"]+)"', html)) == {"en-GB", "pl", "ur"}


def test_a_translation_with_another_address_is_where_the_visitor_is_sent(client, home):
    page = HelpPage.objects.get(slug="help", locale__language_code="pl")
    page.slug = "pomoc"
    page.save()

    response = client.get("/pl/help/")

    assert response.status_code == 302
    assert response.url.endswith("/pl/pomoc/")
    assert client.get("/pl/help/?near=Walsall").url.endswith("/pl/pomoc/?near=Walsall")


def test_a_withdrawn_translation_falls_back_to_english(client, home):
    HelpPage.objects.get(slug="help", locale__language_code="pl").unpublish()

    html = client.get("/pl/help/").content.decode()

    assert "govuk-inset-text" in html
    assert re.search(r'lang="en-GB" dir="ltr">\s*<h1>Help</h1>', html)


@pytest.mark.parametrize("path", ["/nothing-here/", "/ur/nothing-here/"])
def test_an_unknown_page_is_not_found_in_any_language(client, home, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "most"),
    [("/", 7), ("/help/", 12), ("/ur/about/", 14)],
    ids=["home", "translated", "only-in-english"],
)
def test_a_page_asks_the_database_few_questions(
    client, home, path, most, django_assert_max_num_queries
):
    client.get(path)  # fills the caches that every later visitor finds full

    with django_assert_max_num_queries(most):
        client.get(path)


@pytest.mark.parametrize("prefix", ["", "/pl", "/ur"], ids=["english", "polish", "urdu"])
def test_home_offers_both_boxes_the_doors_and_every_language(client, home, prefix):
    html = client.get(f"{prefix}/").content.decode()

    assert 'id="q"' in html
    assert 'id="near"' in html
    assert html.count('class="wm-arm"') == 4
    assert html.count("<h1") == 1


def test_the_words_of_a_page_can_be_searched_except_where_nobody_looks(home):
    found = StandardPage.objects.get(slug="about").search_parts()
    hidden = StandardPage.objects.get(slug="cookies").search_parts()

    assert found.title == "About this site"
    assert "Not known" in found.text
    assert hidden is None
