"""The page of a role in other languages, for machines, and what its words may hold."""

import datetime
import json
import re

from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pathways.enums import GoodJobKind
from pathways.figures import DemandFigure
from pathways.roles import EntryRoute, GoodJobFact, RoleCheck
from pathways.sector_pages import PathwayEmployer
from portal.core.glossary import GlossaryTerm
from tests.factories import OrganisationFactory
from tests.pathways.roles.role_reading import html_of

MOST_QUESTIONS = 30
HCSW = "/careers/roles/healthcare-support-worker/"


def test_wanted_here_needs_a_current_figure_and_lawful_pay(client, careers):
    role = careers.role("Welder")
    figure = DemandFigure.objects.create(
        statement="40 vacancies for welders.",
        value=40,
        unit="vacancies",
        geography="West Midlands",
        says_wanted=True,
        source_name="A survey",
        as_of_date=datetime.date(2026, 9, 1),
        stale_after_date=datetime.date(2027, 3, 1),
    )
    figure.roles.add(role)
    url = "/careers/roles/welder/"

    assert "Wanted here" in html_of(client, url)

    careers.pay(role, 24_465)  # under the floor
    assert "Wanted here" not in html_of(client, url)

    role.pay.all().delete()
    figure.stale_after_date = datetime.date(2026, 11, 24)
    figure.save()
    assert "Wanted here" not in html_of(client, url)


def test_a_very_long_title_and_a_script_in_it_are_only_words(client, careers):
    title = "<script>alert(1)</script> " + "Assistant " * 20
    careers.role(title.strip(), slug="long")

    html = html_of(client, "/careers/roles/long/")

    assert "<script>alert(1)" not in html
    assert "Assistant Assistant" in html


def test_a_role_in_urdu_has_its_own_words_and_the_figures_of_the_english_page(
    client, careers, worker
):
    careers.in_urdu(worker, "صحت مددگار", tasks="بستر بنانا")
    careers.step(worker, careers.role("Nurse", stage="SENIOR"))

    html = html_of(client, "/ur/careers/roles/healthcare-support-worker/")

    assert "<bdi>صحت مددگار</bdi></h1>" in html
    assert "بستر بنانا" in html
    assert "£24,465" in html
    assert 'lang="en-GB" dir="ltr"><bdi>Nurse</bdi>' in html
    assert 'href="/ur/careers/roles/nurse/"' in html


def test_a_role_that_is_not_translated_is_english_in_an_urdu_frame(client, careers, worker):
    html = html_of(client, "/ur/careers/roles/healthcare-support-worker/")

    assert '<html lang="ur" dir="rtl"' in html
    assert '<h1 lang="en-GB" dir="ltr">' in html
    assert '<ul lang="en-GB" dir="ltr"><li>Help people wash' in html


def test_words_that_need_it_are_explained_in_place(client, careers, worker):
    GlossaryTerm.objects.update_or_create(
        term="DBS check",
        defaults={"slug": "dbs-check", "meaning": "A check of criminal records."},
    )
    RoleCheck.objects.create(role=worker, kind="DBS", text="The employer asks for a DBS check.")

    html = html_of(client, HCSW)

    assert "What “DBS check” means" in html
    assert "A check of criminal records." in html


def test_machines_read_an_occupation_and_the_crumbs(client, careers, worker):
    html = client.get(HCSW).content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    occupation, crumbs = (json.loads(block) for block in blocks)

    assert occupation["@type"] == "Occupation"
    assert occupation["name"] == "Healthcare support worker"
    assert "estimatedSalary" not in occupation  # the figure is an old one
    assert [one["name"] for one in crumbs["itemListElement"]] == [
        "Home",
        "Careers",
        "Health",
        "Healthcare support worker",
    ]


def test_machines_read_a_salary_that_is_current(client, careers):
    role = careers.role("Nurse")
    careers.pay(role, 31_049, 37_796, stale_after_date=None)

    html = client.get("/careers/roles/nurse/").content.decode()
    occupation = json.loads(
        re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1]
    )

    assert occupation["estimatedSalary"][0]["minValue"] == 31_049
    assert occupation["estimatedSalary"][0]["currency"] == "GBP"


def test_three_times_the_rows_ask_no_more_questions(client, careers, worker):
    def add(number: int) -> None:
        other = careers.role(f"Next role {number}", stage="SKILLED", skills=(f"Skill {number}",))
        careers.pay(other, 25_000 + number)
        careers.step(worker, other)
        careers.step(worker, careers.role(f"Beside {number}"), "ACROSS")
        careers.pay(worker, 24_000 + number)
        EntryRoute.objects.create(role=worker, kind="OTHER", text=f"Way {number}.")
        RoleCheck.objects.create(role=worker, kind="OTHER", text=f"Check {number}.")
        question = GoodJobKind.values[number]
        GoodJobFact.objects.create(role=worker, kind=question, answer=f"Answer {number}.")
        employer = OrganisationFactory(name=f"Employer {number}")
        PathwayEmployer.objects.create(pathway=careers.pathway, organisation=employer)
        elsewhere = careers.another_pathway(f"Sector {number}", f"sector-{number}")
        careers.place(worker, elsewhere, "START")

    def questions() -> int:
        cache.clear()
        client.get(HCSW)  # what is kept for a minute is kept now
        with CaptureQueriesContext(connection) as asked:
            client.get(HCSW)
        return len(asked)

    add(0)
    few = questions()
    for number in (1, 2):
        add(number)

    assert questions() == few
    assert few <= MOST_QUESTIONS
