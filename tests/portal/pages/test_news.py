"""News: a list, a feed, publications as pages, and out of the main menu."""

import datetime
import re
from xml.etree import ElementTree

import pytest
from wagtail.models import Locale

from portal.navigation.menus import HEADER
from portal.pages.news import NewsIndexPage, NewsPage

ATOM_TITLE = "{http://www.w3.org/2005/Atom}title"


@pytest.mark.row(35)
def test_news_is_not_in_the_main_menu_but_in_the_footer(client, home):
    html = client.get("/news/").content.decode()

    assert not any("news" in entry.page for entry in HEADER)
    assert 'href="/news/"' in html[html.index("<footer") :]


@pytest.mark.row(17)
def test_the_plan_for_jobs_has_a_page_of_history(client, home):
    html = client.get("/news/plan-for-jobs/").content.decode()

    assert "2020 to 2022" in html
    assert 'href="/schemes/"' in html
    assert "They are history" in html


@pytest.mark.row(34)
def test_a_publication_is_a_page_with_its_points_first(client, home):
    html = client.get("/news/connecting-communities/").content.decode()

    assert html.index("In short") < html.index("What it was")
    assert "1,123 people took part" in html
    assert "Source:" in html


def test_the_newest_comes_first(client, home):
    newer = NewsPage(title="Newer", slug="newer", published_date=datetime.date(2026, 12, 1))
    NewsIndexPage.objects.get().add_child(instance=newer)

    titles = [item.title for item in client.get("/news/").context["items"]]

    assert titles[0] == "Newer"


def test_the_feed_is_atom_with_full_addresses_of_the_site(client, home, settings):
    settings.SITE_URL = "https://waymark.example.org"
    response = client.get("/feeds/news.atom", headers={"host": "testserver"})
    entries = re.findall(r"<entry>.*?</entry>", response.content.decode(), re.DOTALL)
    links = [re.search(r'<link href="([^"]+)"', entry)[1] for entry in entries]

    assert response["Content-Type"].startswith("application/atom+xml")
    assert "https://waymark.example.org/news/plan-for-jobs/" in links
    assert len(links) == 3


def test_a_draft_is_in_no_list(client, home):
    NewsPage.objects.get(slug="plan-for-jobs").unpublish()

    assert "plan-for-jobs" not in client.get("/news/").content.decode()
    assert "plan-for-jobs" not in client.get("/feeds/news.atom").content.decode()


@pytest.mark.parametrize(("path", "most"), [("/news/", 12), ("/news/plan-for-jobs/", 14)])
def test_news_asks_few_questions(client, home, path, most, django_assert_max_num_queries):
    client.get(path)

    with django_assert_max_num_queries(most):
        client.get(path)


def test_the_feed_has_each_piece_once_and_in_english(client, home):
    original = NewsPage.objects.get(slug="plan-for-jobs")
    urdu = original.copy_for_translation(Locale.objects.get(language_code="ur"), copy_parents=True)
    urdu.title = "منصوبہ"
    urdu.save_revision().publish()

    feed = client.get("/feeds/news.atom").content.decode()

    ids = re.findall(r"<id>(urn:uuid:[^<]+)</id>", feed)
    assert len(ids) == len(set(ids)) == 3
    assert "منصوبہ" not in feed


def test_a_character_that_xml_cannot_hold_does_not_end_the_feed(client, home):
    NewsPage.objects.filter(slug="plan-for-jobs").update(title="Plan\x07 <b>", summary="\x0b\uffff")

    response = client.get("/feeds/news.atom")

    assert response.status_code == 200
    feed = ElementTree.fromstring(response.content)  # noqa: S314  # our own answer
    titles = [found.text for found in feed.iter(ATOM_TITLE)]
    assert "Plan <b>" in titles


@pytest.mark.parametrize("path", ["/news/", "/news/plan-for-jobs/", "/feeds/news.atom"])
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_news_is_only_read(client, home, path, method):
    response = getattr(client, method)(path)

    assert response.status_code == 405
    assert "GET" in response["Allow"]
