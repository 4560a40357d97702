"""What stands at the address of a vacancy: its page, where it moved, and what is left of it."""

import datetime
import json
import re

import pytest

from catalogue.vacancies.enums import VacancyKind, VacancyStatus, WageType, WageUnit
from catalogue.vacancies.models import Vacancy
from portal.core.models import SiteContact
from tests.factories import (
    TODAY,
    OrganisationFactory,
    PlaceFactory,
    SubjectFactory,
    VacancyFactory,
    VacancyLocationFactory,
)
from tests.markup import folded

pytestmark = pytest.mark.django_db
SECRET = "Zymurgy Works"
YESTERDAY = TODAY - datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def frozen_day(time_machine) -> None:
    time_machine.move_to(datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC))


def page_of(client, vacancy: Vacancy) -> str:
    response = client.get(vacancy.get_absolute_url())
    assert response.status_code == 200
    return folded(response.content.decode())


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# The properties of schema.org/JobPosting that a page may tell, with those of every Thing.
JOB_POSTING = set(
    "@context @type @id url title description identifier datePosted validThrough jobStartDate"
    " employmentType workHours hiringOrganization jobLocation baseSalary totalJobOpenings"
    " directApply skills qualifications industry".split()
)


def posting(page: str) -> dict:
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return next(data for data in map(json.loads, blocks) if data["@type"] == "JobPosting")


def told(**values) -> Vacancy:
    """Make a vacancy about which everything is told."""
    vacancy = VacancyFactory(
        title="Machine operator",
        reference="MO-1",
        source="county-jobs",
        description="- Load parts\n- Measure",
        wage_type=WageType.CUSTOM,
        wage_text="£13.00 an hour",
        wage_low_pence=1300,
        wage_high_pence=1300,
        wage_unit=WageUnit.HOUR,
        hours_per_week="37.50",
        working_week="Monday to Friday",
        positions=2,
        posted_date=TODAY,
        start_date=TODAY + datetime.timedelta(days=40),
        closing_date=TODAY + datetime.timedelta(days=3),
        skills=["Accuracy"],
        qualifications=[
            {"weighting": "ESSENTIAL", "type": "GCSE", "subject": "Maths", "grade": "4"},
            {"weighting": "DESIRED", "type": "Licence", "subject": "Forklift", "grade": ""},
        ],
        apply_url="https://apply.example.org/mo-1",
        **values,
    )
    VacancyLocationFactory(
        vacancy=vacancy, address_line_1="Pinion Street", town="Walsall", postcode="WS1 1AA"
    )
    return vacancy


def test_a_page_says_pay_place_hours_and_end_first(client):
    html = page_of(client, told())
    key = words(html.split('<dl class="wm-key">')[1].split("</dl>")[0])
    assert key == (
        "Pay £13.00 an hour About £25,350 a year Where Walsall "
        "Hours 37.5 hours a week Monday to Friday "
        "Closes Saturday 28 November Closes in 3 days · Starts 4 January 2027"
    )


def test_the_halves_of_a_postcode_stay_on_one_line_of_a_page_only(client):
    html = page_of(client, told())
    assert "Pinion Street, Walsall, WS1\u00a01AA" in html
    assert '"WS1 1AA"' in html


def test_a_page_says_what_one_needs_and_where_to_apply(client):
    html = page_of(client, told())
    text = words(html)
    assert "You need GCSE Maths (grade 4) It helps to have Licence Forklift" in text
    assert "Apply on apply.example.org" in text
    assert "You leave this site and go to apply.example.org" in text
    link = re.search(r'<a [^>]*href="https://apply.example.org/mo-1"[^>]*>', html)
    assert link
    assert 'rel="noopener external nofollow"' in link[0]


@pytest.mark.parametrize(
    ("pay", "says"),
    [
        ({}, "The employer has not told us the pay"),
        ({"wage_type": WageType.COMPETITIVE}, "“Competitive”. The employer gives no figure"),
        ({"wage_type": WageType.NATIONAL_MINIMUM}, "National Minimum Wage"),
        ({"wage_type": WageType.APPRENTICE_MINIMUM}, "Minimum wage for apprentices"),
        (
            {"wage_low_pence": 2_400_000, "wage_high_pence": 2_600_000, "wage_unit": "YEAR"},
            "£24,000 to £26,000 a year",
        ),
        ({"wage_text": "£12 plus tips"}, "£12 plus tips"),
    ],
    ids=["not told", "competitive", "minimum", "apprentice minimum", "range", "own words"],
)
def test_pay_is_said_as_it_was_told(client, pay, says):
    html = page_of(client, VacancyFactory(**pay))
    assert says in html
    assert "baseSalary" not in html or pay.get("wage_unit")


def test_the_posting_for_machines_is_whole(client):
    data = posting(page_of(client, told()))
    assert data["identifier"] == {
        "@type": "PropertyValue",
        "name": "county-jobs",
        "value": "MO-1",
    }
    assert data["validThrough"] == "2026-11-28T23:59:59+00:00"
    assert data["datePosted"] == "2026-11-25"
    assert data["employmentType"] == "FULL_TIME"
    assert data["directApply"] is False
    assert data["totalJobOpenings"] == 2
    assert data["hiringOrganization"]["name"] == "Cogsmith Engineering"
    assert data["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "value": 13.0,
        "unitText": "HOUR",
    }
    assert data["jobLocation"][0]["address"]["postalCode"] == "WS1 1AA"
    assert data["description"] == "<ul><li>Load parts</li><li>Measure</li></ul>"
    assert set(data) <= JOB_POSTING


def test_what_was_not_told_is_not_in_the_posting(client):
    vacancy = VacancyFactory(posted_date=TODAY, description="You weld.")
    VacancyLocationFactory(vacancy=vacancy)
    data = posting(page_of(client, vacancy))
    untold = {"baseSalary", "employmentType", "jobStartDate", "totalJobOpenings"}
    assert not untold & set(data)
    assert data["description"] == "<p>You weld.</p>"


@pytest.mark.parametrize("missing", ["posted_date", "description", "place"])
def test_a_posting_that_lacks_what_it_must_have_is_not_made(client, missing):
    values = {"posted_date": TODAY, "description": "You weld."}
    values.pop(missing, None)
    vacancy = VacancyFactory(**values)
    if missing != "place":
        VacancyLocationFactory(vacancy=vacancy)
    html = page_of(client, vacancy)
    assert "JobPosting" not in html
    assert "BreadcrumbList" in html


def test_work_anywhere_in_england_has_a_place_for_machines(client):
    vacancy = VacancyFactory(posted_date=TODAY, description="You travel.", is_national=True)
    (place,) = posting(page_of(client, vacancy))["jobLocation"]
    assert place["address"] == {
        "@type": "PostalAddress",
        "addressRegion": "England",
        "addressCountry": "GB",
    }


def test_the_level_that_an_apprentice_reaches_is_no_requirement(client):
    data = posting(page_of(client, told(kind=VacancyKind.APPRENTICESHIP, level="LEVEL_3")))
    assert not {"educationRequirements", "educationalCredentialAwarded"} & set(data)
    assert set(data) <= JOB_POSTING


def test_an_employer_who_is_not_named_is_named_nowhere(client):
    organisation = OrganisationFactory(name=SECRET, slug="zymurgy")
    vacancy = told(
        employer_name=SECRET,
        employer=organisation,
        employer_description=f"All about {SECRET}",
        employer_website="https://zymurgy.example.org",
        is_employer_anonymous=True,
    )
    html = page_of(client, vacancy)
    assert "zymurgy" not in html.lower()
    assert "Pinion Street" not in html
    assert "WS1 1AA" not in html
    assert "Employer not named" in html
    assert posting(html)["hiringOrganization"] == "confidential"
    report = client.get(f"/jobs/{vacancy.slug}/report/").content.decode()
    assert "zymurgy" not in report.lower()


@pytest.mark.parametrize(
    "address",
    ["/jobs/old-title-{pk}/", "/jobs/{pk}/", "/apprenticeships/{slug}/"],
    ids=["old title", "number", "other kind"],
)
def test_another_address_leads_to_the_page(client, address):
    vacancy = told()
    url = address.format(pk=vacancy.pk, slug=vacancy.slug)
    response = client.get(f"{url}?from=letter")
    assert response.status_code == 301
    assert response["Location"] == f"{vacancy.get_absolute_url()}?from=letter"


def test_it_closes_at_midnight_of_its_last_day(client, time_machine):
    vacancy = VacancyFactory(closing_date=TODAY)
    time_machine.move_to(datetime.datetime(2026, 11, 25, 23, 59, tzinfo=datetime.UTC))
    assert "Closes today" in page_of(client, vacancy)
    time_machine.move_to(datetime.datetime(2026, 11, 26, 0, 0, tzinfo=datetime.UTC))
    gone = client.get(vacancy.get_absolute_url())
    assert gone.status_code == 410
    assert "The last day to apply was 25 November 2026." in gone.content.decode()


def test_where_a_vacancy_was_there_are_counted_ways_on(client):
    subject = SubjectFactory(name="Engineering", slug="engineering")
    VacancyFactory(subject=subject)
    VacancyFactory(kind=VacancyKind.APPRENTICESHIP)
    gone = VacancyFactory(subject=subject, status=VacancyStatus.WITHDRAWN)
    response = client.get(gone.get_absolute_url())
    text = words(response.content.decode())
    assert response.status_code == 410
    assert text.count("Talk to a person") == 1
    assert "This vacancy is not offered any more" in text
    assert "1 More like this: Engineering" in text
    assert "1 All jobs" in text
    assert "1 All apprenticeships" in text


def test_one_held_for_a_check_has_no_page(client):
    held = VacancyFactory(status=VacancyStatus.HELD)
    assert client.get(held.get_absolute_url()).status_code == 404
    assert client.get(f"/jobs/{held.slug}/report/").status_code == 404


def test_one_that_went_while_it_was_held_has_no_page_either(client):
    gone = VacancyFactory(status=VacancyStatus.WITHDRAWN, held_reasons=["ASKS_FEE"])
    assert client.get(f"/jobs/{gone.pk}/").status_code == 404


def test_texts_are_shown_as_written_and_never_as_markup(client):
    html = page_of(client, VacancyFactory(title="<script>x</script>", description="<b>bold</b>"))
    assert "<script>x" not in html
    assert "&lt;b&gt;bold&lt;/b&gt;" in html


@pytest.mark.parametrize("scheme", ["javascript:alert(1)", "data:text/html,x", "ftp://x.example"])
def test_only_web_addresses_are_links(client, scheme):
    html = page_of(client, VacancyFactory(apply_url=scheme, source_url=scheme))
    assert f'href="{scheme}' not in html


def test_an_apprenticeship_says_how_it_trains(client):
    vacancy = VacancyFactory(
        kind=VacancyKind.APPRENTICESHIP,
        course_title="Machining technician",
        provider_name="Ferrous Works",
        level="LEVEL_3",
        duration_months=18,
    )
    text = words(page_of(client, vacancy))
    assert "Length 18 months" in text
    assert "Level Level 3: about A level" in text
    assert "You train for Machining technician Training by Ferrous Works" in text


def test_a_problem_can_be_reported(client, django_capture_on_commit_callbacks):
    vacancy = told()
    response = client.post(
        f"/jobs/{vacancy.slug}/report/", {"reason": "ASKS_MONEY", "text": "They want £50."}
    )
    assert response["Location"] == f"/jobs/{vacancy.slug}/report/thanks/"
    assert client.get(response["Location"]).status_code == 200
    assert vacancy.problem_reports.get().reason == "ASKS_MONEY"


def test_the_number_of_queries_does_not_grow_with_the_places(client, django_assert_num_queries):
    def vacancy_with(number: int) -> Vacancy:
        vacancy = VacancyFactory(subject=SubjectFactory(), employer=OrganisationFactory())
        for n in range(number):
            VacancyLocationFactory(
                vacancy=vacancy,
                address_line_1=f"{n} Ring Road",
                council=PlaceFactory(),
                town_place=PlaceFactory(),
            )
        return vacancy

    small, large = vacancy_with(1), vacancy_with(25)
    SiteContact.current()
    client.get(small.get_absolute_url())
    for vacancy in (small, large):
        with django_assert_num_queries(QUERIES):
            client.get(vacancy.get_absolute_url())


QUERIES = 4  # the vacancy with employer and subject, places, their councils, their towns


def test_many_places_are_folded_and_none_is_lost(client):
    vacancy = VacancyFactory()
    for n in range(12):
        VacancyLocationFactory(vacancy=vacancy, address_line_1=f"{n} Ring Road")
    html = page_of(client, vacancy)
    assert "11 more places" in html
    assert "Show 8 more places" in html
    assert all(f"{n} Ring Road" in html for n in range(12))
