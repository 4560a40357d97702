"""The page of a role: what it says, and what it does with what is missing or odd."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page

from pathways.roles import EntryRoute, GoodJobFact, RoleCheck
from pathways.sector_pages import PathwayPage, PathwayRole
from portal.core.models import SiteContact
from tests.pathways.roles.role_reading import html_of, section

HCSW = "/careers/roles/healthcare-support-worker/"


def test_the_top_answers_pay_hours_with_whom_and_how_to_start(client, careers, worker):
    RoleCheck.objects.create(role=worker, kind="DBS", text="The employer asks for it.")

    html = html_of(client, HCSW)

    assert "£24,465 a year" in html
    assert "About £12.51 an hour, full time. NHS Band 2, 2025 to 2026." in html
    assert "The legal minimum from April 2026 is £12.71 an hour, so pay now is higher." in html
    assert "37.5 a week" in html
    assert "With patients (clinical)" in html
    assert "You do not need: qualifications. Checks: Criminal record (DBS)." in html
    assert "Healthcare assistant" in html
    assert ">hca<" not in html  # a name for search only


def test_every_figure_says_its_source_and_its_day(client, careers, worker):
    pay = section(html_of(client, HCSW), "pay")

    assert "NHS Employers, 1 April 2025" in pay
    assert "This is an old figure." in pay


@pytest.mark.row(28)
def test_a_step_up_says_what_it_adds_how_long_it_takes_and_what_is_missing(client, careers, worker):
    senior = careers.role("Senior healthcare support worker", stage="SKILLED")
    careers.pay(senior, 24_937, 26_598, basis_detail="Band 3")
    careers.step(
        worker,
        senior,
        typical_months_min=12,
        typical_months_max=12,
        you_would_need="Care plans",
    )

    steps = section(html_of(client, HCSW), "move-up")

    assert "About £472 to £2,133 more a year" in steps
    assert "about 1 year" in steps
    assert "Care plans" in steps
    assert 'href="/careers/roles/senior-healthcare-support-worker/"' in steps


@pytest.mark.row(28)
def test_a_step_to_pay_of_another_year_shows_no_difference(client, careers, worker):
    senior = careers.role("Senior porter", stage="SKILLED")
    careers.pay(senior, 27_000, year_label="2026 to 2027")
    careers.step(worker, senior)

    steps = section(html_of(client, HCSW), "move-up")

    assert "more a year" not in steps
    assert "so we show no difference" in steps
    assert "time: not known" in steps


def test_a_next_role_that_is_not_live_is_not_drawn(client, careers, worker):
    careers.step(worker, careers.role("Nurse", stage="SENIOR", live=False))

    html = html_of(client, HCSW)

    assert "Nurse</" not in html
    assert "We know no step up from here yet." in html


def test_steps_up_in_a_circle_do_no_harm(client, careers, worker):
    other = careers.role("Nurse", stage="SENIOR")
    careers.step(worker, other)
    careers.step(other, worker)

    assert "Nurse" in section(html_of(client, HCSW), "move-up")
    assert "Healthcare support worker" in section(
        html_of(client, "/careers/roles/nurse/"), "move-up"
    )


@pytest.mark.row(47)
def test_a_role_on_two_pathways_is_at_home_where_its_steps_up_stay(client, careers, worker):
    logistics = careers.another_pathway("Logistics", "logistics")
    store = careers.role("Warehouse worker")  # on the pathway of health first
    leader = careers.role("Warehouse team leader", stage="")
    for role, stage in ((store, "START"), (leader, "SENIOR")):
        careers.place(role, logistics, stage)
    careers.step(store, leader)
    careers.step(store, worker, "ACROSS")

    html = html_of(client, "/careers/roles/warehouse-worker/")

    crumbs = html.split('class="govuk-breadcrumbs__list"', 1)[1].split("</ol>", 1)[0]
    assert "/careers/logistics/" in crumbs
    assert "/careers/health/?from=warehouse-worker" in html
    assert "/careers/logistics/?from=warehouse-worker" in html


def test_a_translated_pathway_adds_no_place_of_its_own(client, careers, worker):
    urdu = Locale.objects.get(language_code="ur")
    careers.pathway.copy_for_translation(urdu, copy_parents=True)
    for page in Page.objects.filter(locale=urdu, live=False).order_by("depth"):
        page.specific.save_revision().publish()
    assert PathwayRole.objects.filter(role=worker).count() == 2  # the second is a copy

    PathwayRole.objects.get(role=worker, pathway=careers.pathway).delete()
    html = html_of(client, "/careers/roles/healthcare-support-worker/")

    assert "See these on the career map" not in html


def test_a_move_across_says_what_is_the_same_and_what_one_would_learn(client, careers, worker):
    care = careers.role("Care worker")
    careers.step(worker, care, "ACROSS", the_same="Helping people", you_would_need="Working alone")

    steps = section(html_of(client, HCSW), "move-up")

    assert "Move across" in steps
    assert "The same: <span>Helping people</span>" in steps
    assert "You would learn: <span>Working alone</span>" in steps


def test_a_role_of_which_nothing_is_known_says_so(client, careers):
    careers.role("Lamplighter", stage="")

    html = html_of(client, "/careers/roles/lamplighter/")

    assert html.count("Not known") >= 4
    assert "Pay: not known." in html
    assert "We know no step up from here yet." in html


def test_a_figure_from_the_future_is_not_shown(client, careers, worker):
    careers.pay(
        worker,
        26_000,
        year_label="2027 to 2028",
        as_of_date=datetime.date(2027, 4, 1),
        stale_after_date=None,
    )

    assert "£26,000" not in html_of(client, HCSW)


def test_an_editor_is_told_in_the_preview_why_a_figure_is_not_shown(rf, careers, worker):
    figure = careers.pay(worker, 26_000, name="Pay of 2027", as_of_date=datetime.date(2027, 4, 1))

    response = worker.make_preview_request(preview_mode=worker.default_preview_mode)

    html = response.render().content.decode() if hasattr(response, "render") else ""
    assert f"“{figure.name}” is for a day that has not come." in html


def test_pay_in_the_wrong_unit_is_not_shown(client, careers, worker):
    worker.pay.all().delete()
    careers.pay(worker, 24_465, unit="HOUR", name="A slip of the pen")

    html = html_of(client, HCSW)

    assert "£24,465" not in html
    assert "Pay: not known." in html


@pytest.mark.row(50)
def test_a_good_job_has_rows_with_sources(client, careers, worker):
    GoodJobFact.objects.create(
        role=worker,
        kind="HOURS",
        answer="You know your shifts 4 weeks before.",
        source_name="6 employers here",
        as_of_date=datetime.date(2026, 11, 1),
    )
    careers.step(worker, careers.role("Nurse", stage="SENIOR"))

    rows = section(html_of(client, HCSW), "good-job")

    assert "Are the hours guaranteed? Yes." in rows
    assert "6 employers here, 1 November 2026" in rows
    assert "Is there a next step? Yes." in rows
    assert "1 move up, shown on this page." in rows
    assert "Is the pay above the legal minimum?" in rows


@pytest.mark.row(11)
def test_other_sites_get_the_words_of_the_role_and_the_place(client, careers, places, worker):
    worker.live_job_terms = "healthcare assistant"
    worker.save()

    html = html_of(client, f"{HCSW}?near=Walsall")

    assert "https://findajob.dwp.gov.uk/search?q=healthcare%20assistant&amp;w=Walsall" in html
    assert "keyword=healthcare%20assistant&amp;location=Walsall" in html
    assert "opens Find a job (GOV.UK)" in html
    assert "opens NHS Jobs" in html
    assert "Find an apprenticeship (GOV.UK)" not in html  # this role has none
    assert "utm_" not in html
    assert 'target="_blank"' not in html


def test_a_site_that_editors_took_away_is_left_out(client, careers, worker):
    contact = SiteContact.objects.get()
    contact.jobs_url = ""
    contact.save()

    assert "opens Find a job" not in html_of(client, HCSW)


@pytest.mark.row(2)
def test_work_coach_hands_over_to_the_civil_service(client, careers):
    role = careers.role("Work coach", alternative_titles="Job coach")
    EntryRoute.objects.create(
        role=role,
        kind="DIRECT",
        text="Apply on Civil Service Jobs.",
        link_url="https://www.civilservicejobs.service.gov.uk/",
        link_text="Civil Service Jobs",
    )

    ways = section(html_of(client, "/careers/roles/work-coach/"), "ways-in")

    assert 'href="https://www.civilservicejobs.service.gov.uk/"' in ways
    assert "leaves this site, opens civilservicejobs.service.gov.uk" in ways


def test_a_degree_is_handed_over_to_ucas_in_words(client, careers):
    role = careers.role("Radiographer")
    EntryRoute.objects.create(role=role, kind="UNIVERSITY", text="A degree of three years.")

    ways = section(html_of(client, "/careers/roles/radiographer/"), "ways-in")

    assert 'href="https://www.ucas.com/"' in ways
    assert "opens ucas.com" in ways


@pytest.mark.row(44)
def test_somebody_who_works_here_sees_the_next_steps_and_not_how_to_start(client, careers, worker):
    careers.step(worker, careers.role("Nurse", stage="SENIOR"))

    before, after = html_of(client, HCSW), html_of(client, f"{HCSW}?in-work=1")

    assert 'href="?in-work=1#main"' in before
    assert 'id="ways-in"' in before
    assert 'id="ways-in"' not in after
    assert 'id="needs"' not in after
    assert "See how to move up" in after
    assert 'name="in-work" value="1"' in after  # the place form keeps the switch


def test_two_places_of_one_name_are_asked_about(client, careers, places, worker):
    html = html_of(client, f"{HCSW}?near=Willenhall&in-work=1")

    assert "Which Willenhall do you mean?" in html
    assert "?near=Willenhall%2C%20Walsall&amp;in-work=1" in html
    assert "?near=Willenhall%2C%20Coventry&amp;in-work=1" in html


@pytest.mark.row(60)
def test_a_place_outside_the_region_gets_online_courses_and_national_sites(
    client, careers, places, worker
):
    html = html_of(client, f"{HCSW}?near=WF1")

    assert "Wakefield is outside our area." in html
    assert "w=Wakefield" in html
    assert "These services cover all of England." in html
    assert "how=online" in html


def test_a_place_that_nobody_knows_says_so_and_hands_over_nothing(client, careers, places, worker):
    html = html_of(client, f"{HCSW}?near=Xyzzyville")

    assert "We do not know a place called Xyzzyville." in html
    assert "w=Xyzzyville" not in html


def test_a_whole_postcode_and_a_position_do_not_leave_the_site(client, careers, places, worker):
    page = html_of(client, f"{HCSW}?near=WS1+1AA").split("<main", 1)[1].split("</main>", 1)[0]

    assert "1AA" not in page
    assert "near=WS1" in page
    assert "w=52" not in html_of(client, f"{HCSW}?near=52.58,-1.98")


@pytest.mark.parametrize("query", ["from=porter", "from=%00", "near=&in-work=2", "near=a&near=b"])
def test_odd_addresses_open_the_page(client, careers, worker, query):
    assert client.get(f"{HCSW}?{query}").status_code == 200


def test_a_page_asks_as_many_questions_however_much_it_tells(client, careers, worker):
    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(HCSW).status_code == 200
        return len(asked)

    careers.step(worker, careers.role("First step"))
    questions()
    few = questions()
    for number in range(6):
        there = careers.role(f"Step {number}", stage="SKILLED")
        careers.pay(there, 24_000 + number)
        careers.step(worker, there, "ACROSS" if number % 2 else "UP")
        RoleCheck.objects.create(role=worker, kind="DBS", text=f"Check {number}.")
        careers.another_pathway(f"Sector {number}", f"sector-{number}")
        careers.place(worker, PathwayPage.objects.get(slug=f"sector-{number}"), "START")

    assert questions() == few
    assert few <= 22


def test_a_role_that_is_not_live_has_no_page(client, careers, worker):
    careers.role("Old work", live=False)

    assert client.get("/careers/roles/old-work/").status_code == 404
    assert client.get("/careers/other/healthcare-support-worker/").status_code == 404
