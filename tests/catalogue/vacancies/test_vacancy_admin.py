"""Editors' list and form, and the moderators' decisions."""

import re
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from catalogue.vacancies.models import Vacancy
from portal.accounts.groups import EDITORS, EVENTS_TEAM, MODERATORS
from tests.factories import VacancyFactory
from tests.staff import signed_in, words

pytestmark = pytest.mark.django_db


def form(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Kitchen Porter",
        "kind": "JOB",
        "closing_date": "2027-01-15",
        "employer_name": "Hearth & Ladle Hotels (demo)",
        "wage_type": "CUSTOM",
        "wage_low_pence": "12.71",
        "wage_high_pence": "12.71",
        "wage_unit": "HOUR",
        "skills": "Teamwork\nReliability",
        "qualifications": "need | GCSE | Maths | 4\nhelps | Food hygiene",
        "locations-TOTAL_FORMS": 1,
        "locations-INITIAL_FORMS": 0,
        "locations-0-town": "Walsall",
        "locations-0-postcode": "WS1 1AA",
        **changes,
    }


def test_an_editor_adds_a_vacancy_with_its_place_on_the_map() -> None:
    call_command("import_places", "portal/core/data/west_midlands_places.csv", json=True)

    response = signed_in(EDITORS).post(reverse("vacancies:add"), form())

    assert response.status_code == 302, words(response)
    vacancy = Vacancy.objects.get()
    assert (vacancy.source, vacancy.status) == ("waymark", "LIVE")
    assert vacancy.reference.startswith("W")
    assert (vacancy.wage_low_pence, vacancy.skills) == (1271, ["Teamwork", "Reliability"])
    assert vacancy.qualifications[0] == {
        "weighting": "ESSENTIAL",
        "type": "GCSE",
        "subject": "Maths",
        "grade": "4",
    }
    place = vacancy.locations.get()
    assert (place.council.name, place.is_location_approximate) == ("Walsall", True)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"wage_high_pence": "10"}, "The highest wage is under the lowest."),
        ({"wage_unit": ""}, "Choose for what time the wage is paid."),
        ({"start_date": "2026-12-01"}, "The work starts before people can apply."),
        ({"employer_name": ""}, "tick that the employer is not named"),
        ({"hours_per_week": "200"}, "Enter hours of one week"),
        ({"qualifications": "GCSE Maths"}, "Line 1: write it like"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_answers_that_do_not_fit_are_refused_in_words(changes: dict[str, Any], said: str) -> None:
    response = signed_in(EDITORS).post(reverse("vacancies:add"), form(**changes))

    assert said in words(response)
    assert not Vacancy.objects.exists()


def test_the_list_names_what_to_check() -> None:
    VacancyFactory(title="Trap", status="HELD", held_reasons=["ASKS_FEE"])
    VacancyFactory(title="Cheap", wage_type="CUSTOM", wage_low_pence=700, wage_unit="HOUR")

    text = words(signed_in(MODERATORS).get(reverse("vacancies:index")))

    assert "Asks applicants for a fee or deposit" in text
    assert "Under the legal minimum: £7.00 an hour" in text


def test_the_first_page_counts_what_is_held() -> None:
    VacancyFactory(status="HELD", closing_date="2099-01-01")

    assert "1 vacancy to check" in words(signed_in(MODERATORS).get("/admin/"))
    assert "to check" not in words(signed_in(EVENTS_TEAM).get("/admin/"))


@pytest.mark.parametrize(("action", "status"), [("release", "LIVE"), ("withdraw", "WITHDRAWN")])
def test_a_moderator_decides_with_one_click(action: str, status: str) -> None:
    vacancy = VacancyFactory(status="HELD", held_reasons=["ASKS_FEE"], guard_key="k")

    response = signed_in(MODERATORS).post(
        reverse(f"vacancies:{action}", args=[vacancy.pk]), {"seen_key": "k"}
    )

    assert response.status_code == 302
    vacancy.refresh_from_db()
    assert vacancy.status == status
    assert vacancy.is_withdrawn_by_staff is (status == "WITHDRAWN")


def test_the_buttons_of_the_list_carry_what_django_asks_of_a_form() -> None:
    VacancyFactory(title="Trap", status="HELD", held_reasons=["ASKS_FEE"])

    page = signed_in(MODERATORS).get(reverse("vacancies:index")).content.decode()

    row = page[page.index("/release/") : page.index("/withdraw/")]
    assert re.search(r'name="csrfmiddlewaretoken" value="\w{64}"', row)


def test_words_that_changed_after_the_list_was_shown_are_not_released() -> None:
    vacancy = VacancyFactory(title="Trap", status="HELD", held_reasons=["ASKS_FEE"])
    client, url = signed_in(MODERATORS), reverse("vacancies:release", args=[vacancy.pk])
    page = client.get(reverse("vacancies:index")).content.decode()
    button = re.search(r'name="seen_key" value="(\w+)"', page)
    assert button
    Vacancy.objects.update(description="Send a deposit in bitcoin.")

    for posted in ({"seen_key": button[1]}, {}):
        response = client.post(url, posted, follow=True)
        vacancy.refresh_from_db()
        assert (vacancy.status, vacancy.released_key) == ("HELD", "")
        assert "Not released: Trap" in words(response)

    page = client.get(reverse("vacancies:index")).content.decode()
    button = re.search(r'name="seen_key" value="(\w+)"', page)
    assert button
    client.post(url, {"seen_key": button[1]})
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.released_key) == ("LIVE", button[1])


def test_others_decide_nothing() -> None:
    vacancy = VacancyFactory(status="HELD")

    signed_in(EVENTS_TEAM).post(reverse("vacancies:release", args=[vacancy.pk]))

    vacancy.refresh_from_db()
    assert vacancy.status == "HELD"


def test_the_form_says_why_it_is_held_and_where_it_comes_from() -> None:
    vacancy = VacancyFactory(status="HELD", held_reasons=["SHORT_LINK"], source="feed-x")

    text = words(signed_in(EDITORS).get(reverse("vacancies:edit", args=[vacancy.pk])))

    assert "A shortened link hides where it leads" in text
    assert "This vacancy comes from feed-x." in text


def test_words_of_a_trap_typed_by_an_editor_are_held_and_told() -> None:
    client = signed_in(EDITORS)
    trap = form(description="You must pay a registration fee of £30.", wage_low_pence="7")

    response = client.post(reverse("vacancies:add"), trap, follow=True)

    vacancy = Vacancy.objects.get()
    assert (vacancy.status, vacancy.held_reasons) == ("HELD", ["ASKS_FEE"])
    assert "It is held and not shown" in words(response)
    assert "Asks applicants for a fee or deposit" in words(response)
    assert "Under the legal minimum: £7.00 an hour" in words(response)


def test_a_release_outlives_a_save_that_leaves_the_words_alone() -> None:
    client = signed_in(EDITORS)
    trap = form(description="You must pay a registration fee of £30.")
    response = client.post(reverse("vacancies:add"), trap)
    assert response.status_code == 302, words(response)
    vacancy = Vacancy.objects.get()
    edit, found = reverse("vacancies:edit", args=[vacancy.pk]), []
    again = {"locations-INITIAL_FORMS": 1, "locations-0-id": vacancy.locations.get().pk}

    seen = {"seen_key": vacancy.guard_key}
    client.post(reverse("vacancies:release", args=[vacancy.pk]), seen)
    for changes in (
        {"positions": "2"},
        {"summary": "Other words."},
        {"summary": "Other words.", "description": "Wash the dishes."},
    ):
        response = client.post(edit, trap | again | changes)
        assert response.status_code == 302, words(response)
        vacancy.refresh_from_db()
        found.append(vacancy.status)

    assert found == ["LIVE", "HELD", "HELD"]  # clean words wait for a person too


@pytest.mark.parametrize("query", ["status=HELD", "closing=open", "closing=closed", "q=porter"])
def test_the_list_can_be_narrowed(query: str) -> None:
    VacancyFactory(title="Porter", status="HELD")

    assert signed_in(EDITORS).get(f"{reverse('vacancies:index')}?{query}").status_code == 200
