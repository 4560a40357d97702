"""The page of a pathway: the map and the list, what the address asks, and odd content."""

import datetime
import json
import re

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.providers.models import Organisation
from pathways.demand import demand_of
from pathways.enums import Stage
from pathways.figures import DemandFigure
from pathways.pathway_page import map_problem
from pathways.sector_pages import PathwayEmployer, PathwayPage, PathwayRole, PathwayStage
from pathways.versions import KEY

HEALTH = "/careers/health/"
TODAY = datetime.date(2026, 11, 25)


def html_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def boxes_in(html: str) -> int:
    return html.count('class="m-box"')


def words_in(html: str) -> str:
    """Return the visible words of the main part, without the style of spaces."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_the_page_shows_the_map_and_the_same_jobs_as_a_list(client, pathways):
    html = html_of(client, HEALTH)

    assert boxes_in(html) == 3
    assert len(re.findall(r'<li class="wm-role', html)) == 3
    assert html.index('id="map"') < html.index('class="wm-trail')
    assert "Move up: Senior porter" in words_in(html)
    assert "Move across: Driver" in words_in(html)


def test_a_stage_without_roles_says_so_in_the_map_and_in_the_list(client, pathways):
    assert words_in(html_of(client, HEALTH)).count("We have no roles here yet") == 4


def test_the_next_steps_of_a_chosen_role_are_told_in_words_and_marked(client, pathways):
    html = html_of(client, f"{HEALTH}?from=porter")
    words = words_in(html)

    assert "2 next steps from Porter. 1 moves up. 1 moves across." in words
    assert '<a class="is-here" aria-current="true" href="/careers/roles/porter/"' in html
    assert html.count('<a class="is-next"') == 2
    assert "You are here" in words
    assert words.count("A next step") == 2
    assert '<option value="porter" selected>' in html


def test_a_role_without_next_steps_says_that_none_is_known(client, pathways):
    words = words_in(html_of(client, f"{HEALTH}?from=senior-porter"))

    assert "We know no next step from Senior porter here." in words


def test_what_a_step_pays_more_and_how_long_it_takes_stand_with_it(client, pathways):
    pathways.careers.pay(pathways.porter, 24465)
    pathways.careers.pay(pathways.senior, 24937, 26598)
    pathways.porter.next_steps.filter(to_role=pathways.senior).update(
        typical_months_min=12, typical_months_max=24
    )

    words = words_in(html_of(client, HEALTH))

    assert "Senior porter , +\u2060£472 a year or more, 1 to 2 years" in words
    assert "£24,465 a year (2025 to 2026)" in words


def test_a_role_of_another_sector_leads_to_its_own_map(client, pathways):
    barista = pathways.careers.role("Barista", stage="")
    pathways.place(barista, Stage.START, pathway=pathways.pathway("Hospitality"))

    html = html_of(client, f"{HEALTH}?from=barista")

    assert "Barista is not on this map." in words_in(html)
    assert 'href="/careers/hospitality/?from=barista#steps"' in html
    assert 'href="/careers/roles/barista/"' in html


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param("astronaut", "We have no page about a job called “astronaut”.", id="unknown"),
        pytest.param("hidden-role", "no page about a job called “hidden-role”", id="not-live"),
        pytest.param("<script>alert(1)</script>", "", id="not-a-name"),
        pytest.param("x" * 5000, "", id="endless"),
    ],
)
def test_a_role_that_is_not_there_is_told_in_words(client, pathways, asked, told):
    pathways.careers.role("Hidden role", stage="", live=False)

    response = client.get(HEALTH, {"from": asked})

    assert response.status_code == 200
    html = response.content.decode()
    assert told in words_in(html)
    assert boxes_in(html) == 3
    assert "<script>alert" not in html


def test_an_unpublished_next_role_is_not_drawn_and_not_linked(client, pathways):
    pathways.senior.unpublish()

    html = html_of(client, f"{HEALTH}?from=porter")

    assert "Senior porter" not in html
    assert "senior-porter" not in html
    assert boxes_in(html) == 2
    assert "1 next step from Porter. 1 moves across." in words_in(html)


@pytest.mark.row(44)
def test_people_in_the_work_do_not_see_where_others_start(client, pathways):
    html = html_of(client, f"{HEALTH}?in-work=1")

    assert boxes_in(html) == 1
    assert "Senior porter" in words_in(html)
    assert 'id="role-porter"' not in html
    assert ">Start<" not in html
    assert "You already work in this." in words_in(html)


@pytest.mark.row(44)
def test_people_in_the_work_still_see_their_own_job_and_its_next_steps(client, pathways):
    html = html_of(client, f"{HEALTH}?in-work=1&from=porter")

    assert 'id="role-porter"' in html
    assert 'id="role-driver"' not in html
    assert "1 next step from Porter." in words_in(html)


def test_a_pathway_with_one_role_and_one_with_none_are_pages_too(client, pathways):
    one = pathways.pathway("Digital")
    pathways.place(pathways.driver, Stage.LEAD, pathway=one)
    pathways.pathway("Logistics")

    assert boxes_in(html_of(client, "/careers/digital/")) == 1
    empty = html_of(client, "/careers/logistics/")
    assert boxes_in(empty) == 0
    assert words_in(empty).count("We have no roles here yet") == 4


def test_a_cycle_of_steps_is_a_page(client, pathways):
    pathways.careers.step(pathways.senior, pathways.porter)

    html = html_of(client, f"{HEALTH}?from=senior-porter")

    assert "1 next step from Senior porter." in words_in(html)


def test_long_and_urdu_titles_fit_their_boxes(client, pathways):
    title = "Senior electric vehicle battery maintenance and diagnostics technician"
    long = pathways.careers.role(title, slug="long", stage="")
    pathways.place(long, Stage.LEAD, pathways.family("Cars"))
    urdu = pathways.careers.role("صحت کی دیکھ بھال کا معاون کارکن", slug="urdu-title", stage="")
    pathways.place(urdu, Stage.SENIOR)

    html = html_of(client, HEALTH)

    assert f"<title>{title}</title>" in html
    assert "صحت" in html


def test_too_many_roles_are_a_list_and_an_editor_is_told_why(client, pathways):
    for number in range(24):
        pathways.place(pathways.careers.role(f"Job {number}", stage=""), Stage.START)

    html = html_of(client, f"{HEALTH}?from=porter")

    assert 'id="map"' not in html
    assert "There are too many ways here for one map. The list below has them all." in words_in(
        html
    )
    assert len(re.findall(r'<li class="wm-role', html)) == 27
    assert "2 next steps from Porter." in words_in(html)
    assert map_problem(pathways.careers.pathway, today=TODAY) == (
        "The map has 27 roles. It has room for 24."
    )


def test_a_page_that_gathers_pathways_shows_the_roles_of_all(client, pathways):
    above = pathways.pathway("Health and care", has_sector=False)
    care = pathways.pathway("Care", part_of=above)
    PathwayPage.objects.filter(pk=pathways.careers.pathway.pk).update(part_of=above)
    pathways.place(pathways.careers.role("Carer", stage=""), Stage.START, pathway=care)
    pathways.place(pathways.porter, Stage.START, pathway=care)

    html = html_of(client, "/careers/health-and-care/")

    assert boxes_in(html) == 4
    assert 'href="/careers/care/"' in html
    assert 'href="/careers/health/"' in html
    assert 'Part of: <a href="/careers/health-and-care/"' in html_of(client, "/careers/care/")


def test_too_many_gathered_roles_lead_to_the_map_of_each_part(client, pathways):
    above = pathways.pathway("Health and care", has_sector=False)
    PathwayPage.objects.filter(pk=pathways.careers.pathway.pk).update(part_of=above)
    for number in range(24):
        pathways.place(pathways.careers.role(f"Job {number}", stage=""), Stage.START)

    html = html_of(client, "/careers/health-and-care/")

    assert "Each part has a map of its own:" in words_in(html)
    assert 'href="/careers/health/#steps"' in html


def figure(sector, **values) -> DemandFigure:
    defaults = {
        "statement": "1,900 jobs are open in hospitals.",
        "value": 1900,
        "unit": "jobs",
        "geography": "West Midlands",
        "source_name": "A survey",
        "as_of_date": datetime.date(2026, 9, 1),
        "stale_after_date": datetime.date(2027, 9, 1),
        "says_wanted": True,
    }
    made = DemandFigure.objects.create(**{**defaults, **values})
    made.sectors.add(sector)
    return made


@pytest.mark.row(22)
def test_wanted_here_stands_beside_a_current_figure_with_its_source_and_day(client, pathways):
    figure(pathways.careers.sector)

    words = words_in(html_of(client, HEALTH))

    assert "Wanted here" in words
    assert "1,900 jobs are open in hospitals. Source: A survey, West Midlands , 1" in words


@pytest.mark.row(22)
def test_an_old_figure_is_grey_and_says_nothing_of_wanted(client, pathways):
    figure(pathways.careers.sector, stale_after_date=datetime.date(2026, 10, 1))

    html = html_of(client, HEALTH)

    assert "Wanted here" not in html
    assert "An old figure, from 2026." in html
    assert "wm-old" in html


@pytest.mark.row(22)
def test_the_label_goes_on_the_day_after_the_figure_is_old(client, pathways):
    last = datetime.date(2026, 11, 30)
    figure(pathways.careers.sector, stale_after_date=last)
    for day, is_wanted in ((last, True), (last + datetime.timedelta(days=1), False)):
        (shown,) = demand_of(pathways.careers.sector, today=day)
        assert shown.says_wanted is is_wanted


def test_figures_of_the_future_and_hidden_ones_are_not_shown(client, pathways):
    figure(pathways.careers.sector, as_of_date=datetime.date(2026, 12, 1))
    figure(pathways.careers.sector, statement="A secret.", is_public=False)

    assert demand_of(pathways.careers.sector, today=TODAY) == ()


def test_a_wanted_role_paid_under_the_legal_minimum_has_no_label(client, pathways):
    made = figure(pathways.careers.sector, says_wanted=True)
    made.sectors.clear()
    made.roles.add(pathways.porter, pathways.driver)
    pathways.careers.pay(pathways.porter, 20000)

    html = html_of(client, HEALTH)

    assert html.count("Wanted here") == 1


def test_words_of_a_stage_employers_and_other_sites_stand_on_the_page(client, pathways):
    PathwayStage.objects.create(
        pathway=pathways.careers.pathway, stage=Stage.START, name="New to it", summary="Learn here."
    )
    trust = Organisation.objects.create(name="St Brannoc Trust (demo)", slug="st-brannoc")
    PathwayEmployer.objects.create(pathway=pathways.careers.pathway, organisation=trust)

    html = html_of(client, HEALTH)

    assert "Start: <bdi>New to it</bdi>" in html
    assert "Learn here." in html
    assert 'href="/providers/st-brannoc/"' in html
    assert "opens Find a job (GOV.UK)" in html
    assert "https://findajob.dwp.gov.uk/search?q=Health" in html
    assert "Help with costs" in html


def test_the_words_of_a_chosen_role_go_along_to_other_sites(client, pathways):
    html = html_of(client, f"{HEALTH}?from=porter")

    assert "https://findajob.dwp.gov.uk/search?q=Porter" in html


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
