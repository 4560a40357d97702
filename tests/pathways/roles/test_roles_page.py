"""Roles from A to Z."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pathways.roles_list import first_letter
from tests.markup import folded

URL = "/careers/roles/"
MOST_QUESTIONS = 14


@pytest.fixture
def few(careers):
    careers.role("Porter", alternative_titles="Hospital porter\nPatient porter")
    careers.role("Pharmacy assistant", setting="BEHIND_SCENES")
    careers.role("Nurse", stage="SENIOR")
    careers.role("Doctor", stage="LEAD", live=False)


@pytest.mark.row(39)
def test_letters_with_jobs_are_links_and_the_others_are_text(client, few):
    html = folded(client.get(URL).content.decode())

    assert '<a href="#letter-16">P</a>' in html
    assert 'id="letter-16"' in html
    assert "<span>Q</span>" in html
    assert "3 jobs" in html
    assert "Doctor" not in html  # its page is not live
    assert html.index("Pharmacy assistant") < html.index(">Porter</a>")


def test_other_names_stand_after_the_job(client, few):
    html = folded(client.get(URL).content.decode())

    assert ">Porter</a> <small><bdi>Hospital porter, Patient porter</bdi></small>" in html


@pytest.mark.row(40)
def test_jobs_are_split_by_whom_they_work_with(client, few):
    everything = folded(client.get(URL).content.decode())
    behind = folded(client.get(f"{URL}?setting=behind-scenes").content.decode())
    people = folded(client.get(f"{URL}?setting=people").content.decode())

    assert "With people (2)" in everything
    assert "Behind the scenes (1)" in everything
    assert everything.count("non-clinical") == 1
    assert "Pharmacy assistant" in behind
    assert ">Porter</a>" not in behind
    assert ">Porter</a>" in people
    assert "Pharmacy assistant" not in people


@pytest.mark.parametrize("query", ["setting=nonsense", "setting=", "setting=%00"])
def test_an_unknown_filter_shows_everything(client, few, query):
    assert "3 jobs" in folded(client.get(f"{URL}?{query}").content.decode())


def test_a_site_without_roles_says_so(client, careers):
    response = client.get(URL)

    assert response.status_code == 200
    assert "We have no jobs here yet." in folded(response.content.decode())


def test_a_translated_name_stands_under_its_own_letter(client, careers, few):
    careers.in_urdu(careers.role("Cook"), "باورچی")

    html = folded(client.get("/ur/careers/roles/").content.decode())

    assert "<h3>ب</h3>" in html
    assert ">باورچی</a>" in html
    assert 'lang="en-GB" dir="ltr">Porter</a>' in html


@pytest.mark.parametrize(
    ("title", "letter"),
    [("Élan", "E"), ("łódź", "L"), ("3D printer", "D"), ("باورچی", "ب"), ("7", "#")],
)
def test_the_letter_of_a_name(title, letter):
    assert first_letter(title) == letter


def test_more_roles_ask_no_more_questions(client, careers, few):
    def questions() -> int:
        cache.clear()
        client.get(URL)
        with CaptureQueriesContext(connection) as asked:
            client.get(URL)
        return len(asked)

    before = questions()
    for number in range(6):
        careers.role(f"Role {number}")

    assert questions() == before <= MOST_QUESTIONS
