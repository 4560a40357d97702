"""Up to three roles side by side."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pathways.roles import RoleCheck
from tests.markup import folded

MOST_QUESTIONS = 12


def rows_of(html: str) -> dict[str, list[str]]:
    """Return the cells of each row as plain text: ``{"Hours": ["37.5 a week", ...]}``."""
    rows = {}
    for row in re.findall(r'<tr class="govuk-table__row.*?</tr>', html, re.DOTALL):
        head, *cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        rows[text_of(head)] = [text_of(cell) for cell in cells]
    return rows


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def three(careers):
    worker = careers.role(
        "Healthcare support worker",
        minimum_hours="37.5",
        maximum_hours="37.5",
        skills=("Move people safely", "Measure pulse"),
    )
    porter = careers.role(
        "Porter",
        setting="BEHIND_SCENES",
        minimum_hours="16",
        maximum_hours="37.5",
        skills=("Move people safely", "Find the way"),
    )
    senior = careers.role("Senior porter", stage="SKILLED", skills=("Move people safely",))
    careers.pay(worker, 24_465)
    careers.pay(porter, 24_465)
    careers.pay(senior, 24_937, 26_598, basis_detail="Band 3")
    careers.step(porter, senior, typical_months_min=12, typical_months_max=24)
    for role in (worker, porter, senior):
        RoleCheck.objects.create(role=role, kind="DBS", text="The employer pays.")
    return worker, porter, senior


def test_rows_are_questions_with_headers_and_differences_in_words(client, three):
    url = "/compare/?role=healthcare-support-worker&role=porter&role=senior-porter"
    html = folded(client.get(url).content.decode())
    rows = rows_of(html)

    assert "Compare 3 jobs" in html
    assert html.count('<th scope="col"') == 3
    assert rows["Pay to start"] == [
        "£24,465 a year NHS Band 2, 2025 to 2026",
        "£24,465 a year NHS Band 2, 2025 to 2026",
        "£24,937 to £26,598 a year Highest pay here",
    ]
    assert rows["Hours"] == ["37.5 a week", "16 to 37.5 a week", "Not known"]
    assert rows["Checks (the same)"] == ["Criminal record (DBS)"] * 3
    assert rows["Works"] == ["With patients", "Behind the scenes", "With patients"]
    assert rows["Skills of its own"] == ["Measure pulse", "Find the way", "Not known"]
    assert rows["Next step up"][1] == "Senior porter, 1 to 2 years"
    assert "All of them use:</b> <bdi>Move people safely" in html
    assert "/careers/health/?from=healthcare-support-worker" in html


def test_pay_of_other_years_is_shown_but_not_ranked(client, careers):
    careers.pay(careers.role("Porter"), 24_465)
    careers.pay(careers.role("Care worker"), 26_936, year_label="2026", basis="SURVEY")

    html = folded(client.get("/compare/?role=porter&role=care-worker").content.decode())

    assert "Highest pay here" not in html
    assert "not of the same year and kind, so we do not say which is highest" in html


def test_a_role_can_be_taken_away_and_the_place_stays(client, three):
    url = "/compare/?role=healthcare-support-worker&role=porter&near=Walsall"
    html = folded(client.get(url).content.decode())

    assert 'href="?role=porter&amp;near=Walsall"' in html
    assert 'href="?role=healthcare-support-worker&amp;near=Walsall"' in html
    assert 'id="role-add"' in html  # there is room for a third


@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ("", "Compare jobs"),
        ("role=", "Compare jobs"),
        ("role=porter", "Compare 1 job"),
        ("role=porter&role=porter", "Compare 1 job"),
        ("role=porter&role=no-such-job", "Compare 1 job"),
        ("role=porter&role=senior-porter&role=healthcare-support-worker&role=x", "Compare 3 jobs"),
        ("role=%00%3Cscript%3E", "Compare jobs"),
    ],
)
def test_odd_addresses_compare_what_there_is(client, three, query, heading):
    response = client.get(f"/compare/?{query}")

    assert response.status_code == 200
    assert f"<h1>{heading}</h1>" in folded(response.content.decode())


def test_a_job_that_is_not_there_is_said(client, three):
    html = folded(client.get("/compare/?role=porter&role=astronaut").content.decode())

    assert "We do not have this job:" in html
    assert "astronaut" in html


def test_jobs_are_chosen_from_lists_by_sector(client, three):
    html = folded(client.get("/compare/").content.decode())

    assert html.count("<select") == 3
    assert '<optgroup label="Health">' in html
    assert '<option value="porter">Porter</option>' in html


@pytest.mark.parametrize(
    ("query", "form_is_first"),
    [("?role=porter", True), ("?role=porter&role=senior-porter", False)],
    ids=["one", "two"],
)
def test_another_job_is_asked_for_before_the_table_of_one(client, three, query, form_is_first):
    html = client.get(f"/compare/{query}").content.decode()

    assert html.count('id="add"') == 1
    assert (html.index('id="add"') < html.index("<table")) is form_is_first


def test_the_page_is_not_for_other_search_engines_and_speaks_urdu(client, careers, three):
    careers.in_urdu(three[1], "پورٹر")

    html = folded(client.get("/ur/compare/?role=porter&role=senior-porter").content.decode())

    assert 'content="noindex, follow"' in html
    assert "<bdi>پورٹر</bdi>" in html
    assert 'lang="en-GB"><bdi>Senior porter</bdi>' in html


def test_words_of_an_editor_are_in_the_language_of_the_page_or_marked_as_english(
    client, careers, three
):
    worker, porter, _senior = three
    for role in (worker, porter):
        role.working_pattern = "Shifts"
        role.save_revision().publish()
    careers.in_urdu(porter, "پورٹر", working_pattern="شفٹیں")

    url = "/ur/compare/?role=healthcare-support-worker&role=porter"
    html = folded(client.get(url).content.decode())

    assert html.count('<bdi lang="en-GB">Shifts</bdi>') == 1
    assert "<bdi>شفٹیں</bdi>" in html


def test_more_roles_on_the_site_ask_no_more_questions(client, careers, three):
    url = "/compare/?role=healthcare-support-worker&role=porter&role=senior-porter"

    def questions() -> int:
        cache.clear()
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        return len(asked)

    few = questions()
    for number in range(6):
        careers.role(f"Role {number}", skills=("Move people safely",))

    assert questions() == few <= MOST_QUESTIONS


def test_an_unknown_role_is_said_without_marks_that_nobody_sees(client, careers):
    html = folded(client.get("/compare/?role=a%00b%E2%80%AEc").content.decode())

    assert "abc" in html
    assert "\x00" not in html
    assert "\u202e" not in html
