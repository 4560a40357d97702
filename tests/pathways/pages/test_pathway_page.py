"""The page of a pathway: the map and the list, what the address asks, and odd content."""

import datetime
import re

import pytest
from structlog.testing import capture_logs

from catalogue.providers.models import Organisation
from pathways.demand import demand_of
from pathways.enums import Stage
from pathways.sector_pages import PathwayEmployer, PathwayPage, PathwayStage
from tests.pathways.pages.pathway_reading import boxes_in, figure, html_of, words_in

HEALTH = "/careers/health/"
TODAY = datetime.date(2026, 11, 25)


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


def test_too_many_roles_are_a_list(client, pathways):
    for number in range(24):
        pathways.place(pathways.careers.role(f"Job {number}", stage=""), Stage.START)

    html = html_of(client, f"{HEALTH}?from=porter")

    assert 'id="map"' not in html
    assert "There are too many ways here for one map. The list below has them all." in words_in(
        html
    )
    assert len(re.findall(r'<li class="wm-role', html)) == 27
    assert "2 next steps from Porter." in words_in(html)


@pytest.mark.parametrize(
    ("address", "level"),
    [(HEALTH, "warning"), ("/careers/health-and-care/", "debug")],
    ids=["a sector", "a page that gathers sectors"],
)
def test_a_map_without_room_is_news_only_where_somebody_can_mend_it(
    client, pathways, address, level
):
    above = pathways.pathway("Health and care", has_sector=False)
    PathwayPage.objects.filter(pk=pathways.careers.pathway.pk).update(part_of=above)
    for number in range(24):
        pathways.place(pathways.careers.role(f"Job {number}", stage=""), Stage.START)

    with capture_logs() as logs:
        html_of(client, address)

    [told] = [one for one in logs if one["event"] == "does_not_fit"]
    assert told["log_level"] == level
    assert told["reason"] == "The map has 27 roles. It has room for 24."


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
