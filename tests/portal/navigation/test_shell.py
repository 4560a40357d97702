"""The frame around every page."""

import re

import pytest
from django.core.cache import cache
from django.template.loader import get_template
from django.test import override_settings

from portal.core.models import SiteContact
from portal.navigation.views import server_error

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget_contact():
    cache.clear()


def html_of(client, path):
    return client.get(path).content.decode()


@pytest.mark.parametrize(
    ("path", "lang", "direction"),
    [("/nope/", "en-GB", "ltr"), ("/pl/nope/", "pl", "ltr"), ("/ur/nope/", "ur", "rtl")],
    ids=["english", "polish", "urdu"],
)
def test_the_frame_names_its_language_and_direction(client, path, lang, direction):
    assert f'<html lang="{lang}" dir="{direction}"' in html_of(client, path)


def test_language_links_lead_to_the_same_page_and_keep_the_question(client):
    html = html_of(client, "/ur/nope/?q=care&near=B70")

    assert 'href="/nope/?q=care&amp;near=B70" lang="en-GB" hreflang="en-GB"' in html
    assert 'href="/pl/nope/?q=care&amp;near=B70" lang="pl" hreflang="pl"' in html


def test_language_links_carry_no_whole_postcode(client):
    html = html_of(client, "/nope/?near=B10%200AA&q=care")

    assert 'href="/pl/nope/?near=B10&amp;q=care" lang="pl"' in html
    assert "0AA" not in html


def test_each_language_is_named_in_its_own_script(client):
    html = html_of(client, "/nope/")

    assert all(name in html for name in ("English", "polski", "اردو"))


def test_the_frame_asks_the_database_twice_and_then_not_at_all(client, django_assert_num_queries):
    request_path = "/styleguide/"
    with django_assert_num_queries(2):  # contact details, and which pages of the menus are live
        client.get(request_path)
    with django_assert_num_queries(0):
        client.get(request_path)


def test_saved_contact_details_show_at_once(client):
    client.get("/nope/")
    SiteContact(help_phone="0808 157 0000", help_hours="Every day").save()

    html = html_of(client, "/nope/")

    assert 'href="tel:08081570000"' in html
    assert "Every day" in html


def test_without_a_phone_number_no_empty_link_is_shown(client):
    assert "tel:" not in html_of(client, "/nope/")


def test_the_demonstration_line_stands_only_on_demonstrations(client):
    assert "wm-demo" not in html_of(client, "/nope/")
    SiteContact(is_demonstration=True).save()
    assert "wm-demo" in html_of(client, "/nope/")


def test_help_stands_directly_above_the_footer(client):
    assert re.search(r"</aside>\s*<footer>", html_of(client, "/nope/"))


@pytest.mark.parametrize("path", ["/nope/", "/styleguide/", "/ur/styleguide/?direction=rtl"])
def test_pages_carry_no_style_attribute_and_no_inline_script(client, path):
    html = html_of(client, path)

    assert not re.search(r"\sstyle=", html)
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"\son[a-z]+=", html)


@pytest.mark.parametrize("path", ["/nope/", "/styleguide/"])
def test_ids_are_unique_and_there_is_one_main_heading(client, path):
    html = html_of(client, path)
    ids = re.findall(r'\sid="([^"]+)"', html)

    assert sorted(ids) == sorted(set(ids))
    assert html.count("<h1") == 1


def test_a_missing_page_is_kept_out_of_search_engines_and_offers_a_search(client):
    response = client.get("/nope/")

    assert response.status_code == 404
    assert b'content="noindex"' in response.content
    assert b'role="search"' in response.content
    assert 1 <= response.content.count(b'class="wm-way"') <= 5  # not the footer's menu again


def test_our_own_failure_is_told_without_the_database(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = server_error(rf.get("/"))

    assert response.status_code == 500
    assert b"<h1>" in response.content


def test_a_form_left_open_too_long_is_told_without_a_request():
    assert "<h1>" in get_template("403_csrf.html").render({})


@override_settings(SHOW_STYLEGUIDE=False)
def test_the_style_guide_is_not_found_where_it_is_off(client):
    assert client.get("/styleguide/").status_code == 404
