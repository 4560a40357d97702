"""What can follow the job that somebody has."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.markup import folded

URL = "/careers/i-have-a-job/"
MOST_QUESTIONS = 14


def section(html: str, anchor: str) -> str:
    return html.split(f'id="{anchor}"', 1)[1].split("</section>", 1)[0]


@pytest.fixture
def shop(careers):
    """Make a retail assistant with one drawn step across, and jobs that share skills."""
    retail = careers.role("Retail assistant", skills=("Welcome people", "Handle cash", "Lift"))
    hotel = careers.role("Hotel receptionist", skills=("Welcome people", "Use a computer"))
    careers.role("Barista", skills=("Welcome people", "Handle cash", "Make coffee"))
    careers.role("Warehouse worker", skills=("Lift", "Drive a truck"))
    careers.role("Welder", skills=("Weld",))
    careers.role("Shop supervisor", stage="SKILLED", skills=("Welcome people", "Plan shifts"))
    careers.role("Shop director", stage="LEAD", skills=("Welcome people", "Handle cash"))
    careers.step(retail, hotel, "ACROSS", the_same="Helping guests", you_would_need="Bookings")
    return retail


@pytest.mark.row(12)
def test_a_job_leads_across_to_three_that_share_its_skills(client, careers, shop):
    across = section(folded(client.get(f"{URL}?role=retail-assistant").content.decode()), "across")

    assert [
        across.index(name) for name in ("Hotel receptionist", "Barista", "Warehouse")
    ] == sorted(
        across.index(name) for name in ("Hotel receptionist", "Barista", "Warehouse")
    )  # the drawn step first, then those that share the most
    assert across.count("You share:") == 3
    assert "You share:</b> <bdi>Welcome people, handle cash" in across
    assert 'You would learn:</b> <bdi lang="en-GB">Bookings' in across
    assert "You would learn:</b> <bdi>Make coffee" in across
    assert "Welder" not in across


@pytest.mark.row(12)
def test_moves_up_are_of_the_next_stage(client, careers, shop):
    up = section(folded(client.get(f"{URL}?role=retail-assistant").content.decode()), "up")

    assert "Shop supervisor" in up
    assert "Shop director" not in up


@pytest.mark.row(12)
def test_jobs_stand_in_a_plain_list_by_sector(client, careers, shop):
    html = folded(client.get(URL).content.decode())

    assert '<optgroup label="Health">' in html
    assert '<option value="retail-assistant">Retail assistant</option>' in html
    assert 'id="across"' not in html


def test_a_job_without_skills_or_steps_says_that_nothing_is_known(client, careers):
    careers.role("Lamplighter", stage="")

    html = folded(client.get(f"{URL}?role=lamplighter").content.decode())

    assert "We know no step up from here yet." in html
    assert "We know no job near this one yet." in html


@pytest.mark.parametrize("role", ["astronaut", "%00", "x" * 500])
def test_a_job_that_we_do_not_have_is_said(client, careers, shop, role):
    response = client.get(f"{URL}?role={role}")

    assert response.status_code == 200
    assert "We do not have this job. Choose the nearest one." in folded(response.content.decode())


def test_a_place_of_two_keeps_the_job(client, careers, places, shop):
    html = folded(client.get(f"{URL}?role=retail-assistant&near=Willenhall").content.decode())

    assert "Which Willenhall do you mean?" in html
    assert "near=Willenhall%2C%20Walsall&amp;role=retail-assistant" in html


def test_no_pathway_takes_the_address_of_this_page(careers):
    from django.core.exceptions import ValidationError

    careers.pathway.slug = "i-have-a-job"

    with pytest.raises(ValidationError, match="Another page has this address"):
        careers.pathway.clean()


def test_more_jobs_ask_no_more_questions(client, careers, shop):
    def questions() -> int:
        cache.clear()
        client.get(f"{URL}?role=retail-assistant")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{URL}?role=retail-assistant")
        return len(asked)

    few = questions()
    for number in range(6):
        other = careers.role(f"Shop job {number}", skills=("Lift", f"Skill {number}"))
        careers.pay(other, 24_000)

    assert questions() == few <= MOST_QUESTIONS
