"""The page of all sectors, the tiles of the first page, and the words that lead there."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pathways.enums import Stage
from pathways.figures import DemandFigure
from portal.core.models import Sector
from tests.markup import folded

CAREERS = "/careers/"


def html_of(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return folded(response.content.decode())


@pytest.fixture
def wanted(pathways) -> DemandFigure:
    figure = DemandFigure.objects.create(
        statement="1,900 jobs are open in hospitals.",
        value=1900,
        unit="jobs",
        geography="West Midlands",
        source_name="A survey",
        as_of_date=datetime.date(2026, 9, 1),
        stale_after_date=datetime.date(2027, 9, 1),
        says_wanted=True,
    )
    figure.sectors.add(pathways.careers.sector)
    figure.roles.add(pathways.porter)
    return figure


def test_each_sector_leads_to_its_pathway_else_to_its_listings(client, pathways):
    Sector.objects.create(name="Space", slug="space", motif="DIGITAL", summary="Fly rockets.")

    html = html_of(client, CAREERS)

    assert 'href="/careers/health/"' in html
    assert "3 jobs explained" in html
    assert 'href="/search/?sector=space"' in html
    assert "Fly rockets." in html


def test_pages_that_gather_sectors_roles_and_the_way_for_workers_stand_there(client, pathways):
    pathways.pathway("Health and care", has_sector=False, summary="Two in one.")

    html = html_of(client, CAREERS)

    assert 'href="/careers/health-and-care/"' in html
    assert 'href="/careers/roles/"' in html
    assert 'href="/careers/i-have-a-job/"' in html


@pytest.mark.row(22)
def test_a_current_figure_stands_with_its_day_and_an_old_one_does_not(client, pathways, wanted):
    html = html_of(client, CAREERS)
    assert "1,900 jobs are open in hospitals." in html
    assert "Wanted here now" in html

    wanted.stale_after_date = datetime.date(2026, 10, 1)
    wanted.save()

    html = html_of(client, CAREERS)
    assert "1,900 jobs" not in html
    assert "Wanted here" not in html


def questions(client) -> int:
    html_of(client, CAREERS)  # the index, the site and the menus fill what they keep
    with CaptureQueriesContext(connection) as queries:
        client.get(CAREERS)
    return len(queries)


def test_more_sectors_cost_no_more_questions(client, pathways, wanted):
    few = questions(client)
    for number in range(4):
        page = pathways.pathway(f"Sector {number}")
        pathways.place(pathways.driver, Stage.START, pathway=page)
        wanted.sectors.add(page.sector)

    assert questions(client) == few
    assert few <= 20


def test_an_unpublished_pathway_is_not_linked(client, pathways):
    pathways.careers.pathway.unpublish()

    assert "/careers/health/" not in html_of(client, CAREERS)


@pytest.mark.row(16)
def test_somebody_with_a_job_finds_one_of_four_doors_of_one_size(client, pathways):
    html = html_of(client, "/")

    doors = re.findall(r'<a class="wm-arm" href="([^"]+)"><span><b>([^<]+)</b>', html)
    assert [name for _url, name in doors] == [
        "Find a course",
        "Learn English",
        "I have a job",
        "I need help now",
    ]
    assert doors[2][0] == "/careers/i-have-a-job/"


def test_the_first_page_leads_to_the_pathway_of_a_sector(client, pathways):
    html = html_of(client, "/")

    assert re.search(r'<a class="wm-sector" href="/careers/health/">.*?3 jobs', html, re.DOTALL)


def header_of(html: str) -> list[str]:
    menu = html[html.index('class="wm-nav"') :]
    return re.findall(r"<li><a[^>]*>([^<]+)</a></li>", menu[: menu.index("</nav>")])


def test_the_header_has_five_words_and_sectors_go_when_their_page_does(client, pathways):
    assert header_of(html_of(client, "/")) == [
        "Search",
        "Sectors",
        "Learn English",
        "Events",
        "Help",
    ]

    pathways.careers.careers_page.unpublish()

    assert "Sectors" not in header_of(html_of(client, "/"))


def test_the_page_of_a_sector_is_marked_in_the_header(client, pathways):
    html = html_of(client, "/careers/health/")

    assert '<a href="/careers/" aria-current="page">Sectors</a>' in html
