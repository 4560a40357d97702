"""The list of employers, and what an organisation's profile says about the work it offers."""

import datetime

import pytest

from catalogue.providers.enums import OrganisationKind
from portal.core.clock import today
from tests.factories import OrganisationFactory, VacancyFactory, VacancyLocationFactory

pytestmark = pytest.mark.django_db


def employer(name, **values):
    return OrganisationFactory(name=name, kind=OrganisationKind.EMPLOYER, **values)


def opening(organisation, *, days=30, **values):
    return VacancyFactory(
        employer=organisation, closing_date=today() + datetime.timedelta(days=days), **values
    )


def names(client):
    page = client.get("/employers/").context["page"]
    return [(one.name, one.openings) for one in page.object_list]


def test_employers_with_openings_come_first_and_colleges_that_hire_are_among_them(client):
    employer("Alder Foods")
    opening(employer("Cogsmith"))
    college = OrganisationFactory(name="Moor College", kind=OrganisationKind.COLLEGE)
    opening(college)
    opening(college)
    OrganisationFactory(name="Quiet College", kind=OrganisationKind.COLLEGE)
    assert names(client) == [("Moor College", 2), ("Cogsmith", 1), ("Alder Foods", 0)]


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"days": -1}, id="closed"),
        pytest.param({"status": "HELD"}, id="held"),
        pytest.param({"status": "WITHDRAWN"}, id="withdrawn"),
    ],
)
def test_what_nobody_can_apply_for_is_not_counted(client, values):
    opening(employer("Cogsmith", slug="cogsmith"), **values)
    assert names(client) == [("Cogsmith", 0)]
    profile = client.get("/providers/cogsmith/").content.decode()
    assert "Work they offer now" not in profile


def test_a_hidden_employer_is_not_listed(client):
    opening(employer("Cogsmith", is_live=False))
    assert names(client) == []
    assert "No employer is listed yet" in client.get("/employers/").content.decode()


def test_the_profile_names_openings_with_town_and_end(client):
    owner = employer("Cogsmith", slug="cogsmith")
    VacancyLocationFactory(vacancy=opening(owner, days=3, title="Picker"), town="Tipton")
    page = client.get("/providers/cogsmith/").content.decode()
    assert "Work they offer now" in page
    assert "Picker" in page
    assert "Tipton" in page
    assert "Closes in 3 days" in page
    assert "Their next courses" not in page


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "9" * 40, "٣", ""])
def test_any_page_number_answers(client, page):
    employer("Cogsmith")
    assert client.get("/employers/", {"page": page}).status_code == 200


def test_the_list_asks_a_constant_number_of_questions(client, django_assert_num_queries):
    employer("Cogsmith")
    client.get("/employers/")
    with django_assert_num_queries(2) as few:
        client.get("/employers/")
    for number in range(25):
        opening(employer(f"Employer {number}"))
    with django_assert_num_queries(len(few)):
        client.get("/employers/")
