"""The page of a pathway: the place, other languages, what is kept, machines and previews."""

import datetime
import json
import re

import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pathways.enums import Stage
from pathways.sector_pages import PathwayPage, PathwayRole, PathwayStage
from pathways.versions import KEY
from tests.pathways.pages.pathway_reading import boxes_in, figure, html_of

HEALTH = "/careers/health/"
TODAY = datetime.date(2026, 11, 25)


def test_the_place_is_asked_once_and_kept(client, pathways, places):
    html = html_of(client, f"{HEALTH}?from=porter&near=Walsall")

    assert 'value="Walsall"' in html
    assert 'href="/careers/roles/porter/?near=Walsall"' in html
    assert "?in-work=1&amp;from=porter&amp;near=Walsall#steps" in html


def test_an_unknown_place_is_told_and_the_map_stays(client, pathways, places):
    html = html_of(client, f"{HEALTH}?near=Xyzzyville")

    assert "We do not know a place called Xyzzyville." in html
    assert boxes_in(html) == 3


def test_an_urdu_page_mirrors_the_map_and_marks_english_words(client, pathways):
    pathways.careers.in_urdu(pathways.senior, "سینئر پورٹر")

    english, urdu = html_of(client, HEALTH), html_of(client, f"/ur{HEALTH}")

    def first_box(html: str) -> float:
        return float(re.search(r'class="m-box" x="([\d.]+)"', html)[1])

    assert first_box(urdu) > first_box(english)
    assert "سینئر پورٹر" in urdu
    assert 'href="/ur/careers/roles/porter/" lang="en-GB"' in urdu
    assert 'dir="rtl"' in urdu


def questions(client) -> int:
    """Return how many queries a page costs whose main part is not kept."""
    client.get(HEALTH)  # the index, the site and the menus fill what they keep
    cache.delete(KEY)
    with CaptureQueriesContext(connection) as queries:
        client.get(HEALTH)
    return len(queries)


def test_more_roles_and_links_cost_no_more_questions(client, pathways):
    few = questions(client)
    previous = pathways.senior
    for number in range(12):
        role = pathways.careers.role(f"Job {number}", stage="")
        pathways.place(role, list(Stage)[number % 4], pathways.family(f"Family {number % 4}"))
        pathways.careers.step(previous, role)
        pathways.careers.pay(role, 24465)
        previous = role

    assert questions(client) == few
    assert few <= 28


def test_the_kept_page_asks_little_and_follows_what_editors_change(
    client, pathways, django_assert_max_num_queries
):
    client.get(HEALTH)
    with django_assert_max_num_queries(9):
        client.get(HEALTH)
    pathways.senior.title = "Porter in charge"
    pathways.senior.save_revision().publish()

    assert "Porter in charge" in html_of(client, HEALTH)


def test_what_was_true_yesterday_is_not_kept_today(client, pathways):
    figure(pathways.careers.sector, stale_after_date=TODAY)
    assert "Wanted here" in html_of(client, HEALTH)
    with time_machine.travel(datetime.datetime(2026, 11, 26, 0, 1, tzinfo=datetime.UTC)):
        assert "Wanted here" not in html_of(client, HEALTH)


def test_roles_stand_on_every_pathway_that_names_them(pathways):
    other = pathways.pathway("Transport sector")
    pathways.place(pathways.driver, Stage.START, pathway=other)

    assert PathwayRole.objects.filter(role=pathways.driver).count() == 2


def test_machines_read_the_same_roles(client, pathways):
    html = html_of(client, HEALTH)

    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    crumbs, items = map(json.loads, blocks)
    assert crumbs["@type"] == "BreadcrumbList"
    assert items["numberOfItems"] == boxes_in(html) == 3
    assert [one["name"] for one in items["itemListElement"]][-1] == "Senior porter"


def preview(page: PathwayPage) -> str:
    """Return what an editor sees before publishing."""
    response = page.make_preview_request(preview_mode=page.default_preview_mode)
    assert response.status_code == 200
    return response.content.decode()


def test_a_preview_shows_what_is_typed_not_what_was_kept(client, pathways):
    html_of(client, HEALTH)
    page = PathwayPage.objects.get(pk=pathways.careers.pathway.pk)
    page.title = "Health, better"
    page.placements = [
        PathwayRole(role=pathways.driver, stage=Stage.SENIOR, family=pathways.transport)
    ]

    html = preview(page)

    assert "Health, better" in html
    assert boxes_in(html) == 1
    assert boxes_in(html_of(client, HEALTH)) == 3


def test_a_preview_of_too_many_roles_tells_the_editor_why_there_is_no_map(pathways):
    for number in range(24):
        pathways.place(pathways.careers.role(f"Job {number}", stage=""), Stage.START)

    assert "The map has 27 roles. It has room for 24." in preview(pathways.careers.pathway)


def test_a_page_that_was_never_saved_can_be_previewed(pathways):
    parent = pathways.careers.careers_page
    page = PathwayPage(title="Space", slug="space", locale=parent.locale, what_it_is_like="Fly.")
    page.depth, page.path = parent.depth + 1, f"{parent.path}0099"
    page.set_url_path(parent)
    page.placements = [
        PathwayRole(role=pathways.driver, stage=Stage.START, family=pathways.transport)
    ]
    page.stages = [PathwayStage(stage=Stage.START, summary="Count down.")]

    html = preview(page)

    assert boxes_in(html) == 1
    assert "Count down." in html


def test_search_hears_of_no_role_that_is_not_live(pathways):
    pathways.senior.unpublish()

    text = pathways.careers.pathway.search_parts().text

    assert "Porter" in text
    assert "Senior porter" not in text
