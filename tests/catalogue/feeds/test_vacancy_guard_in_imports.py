"""What is held stays held, and what a moderator decided stays decided."""

from pathlib import Path
from typing import Any

import pytest

from catalogue.publishing.checks.reports import pause
from catalogue.vacancies.models import Vacancy
from catalogue.vacancies.services import release, withdraw, withdraw_absent
from tests.catalogue.feeds.vacancy_files import (
    NOW,
    TODAY,
    advert,
    codes,
    load_paths,
    page,
    write,
)

pytestmark = pytest.mark.django_db
FEE = {"description": "You must pay a registration fee of £30 before the interview."}


def load(tmp_path: Path, **changes: Any) -> tuple[Vacancy, set[str]]:
    reports = load_paths([write(tmp_path, page(advert(**changes)))])
    return Vacancy.objects.get(), codes(reports)


def test_a_vacancy_that_asks_for_money_is_held_with_its_reason(tmp_path: Path) -> None:
    vacancy, found = load(tmp_path, **FEE)

    assert (vacancy.status, vacancy.held_reasons) == ("HELD", ["ASKS_FEE"])
    assert "VACANCY_HELD" in found
    assert vacancy not in Vacancy.objects.live(TODAY)


def test_a_release_sticks_for_the_same_words_and_not_for_others(tmp_path: Path) -> None:
    vacancy, _found = load(tmp_path, **FEE)
    release(vacancy, today=TODAY)

    same, found = load(tmp_path, **FEE)
    assert (same.status, same.held_reasons) == ("LIVE", [])
    assert "VACANCY_HELD" not in found

    other, _found = load(tmp_path, description=FEE["description"] + " Pay today.")
    assert other.status == "HELD"

    back, _found = load(tmp_path, **FEE)
    assert (back.status, back.held_reasons) == ("LIVE", [])


def test_words_that_became_clean_still_wait_for_a_person(tmp_path: Path) -> None:
    load(tmp_path, **FEE)

    vacancy, found = load(tmp_path)

    assert vacancy.status == "HELD"
    assert "VACANCY_HELD" in found


def test_a_withdrawal_by_a_moderator_outlives_every_import(tmp_path: Path) -> None:
    vacancy, _found = load(tmp_path)
    withdraw(vacancy, now=NOW)

    again, found = load(tmp_path, title="Apprentice Joiner")

    assert (again.status, again.title) == ("WITHDRAWN", "Apprentice Joiner")
    assert "VACANCY_WITHDRAWN_BY_STAFF" in found


def test_a_job_that_a_moderator_paused_stays_held_when_its_source_lists_it_anew(
    tmp_path: Path,
) -> None:
    vacancy, _found = load(tmp_path)
    pause(vacancy, seen=[], comment="", actor=None, now=NOW)
    withdraw_absent([vacancy.pk], now=NOW)

    again, found = load(tmp_path)

    assert (again.status, again.held_reasons) == ("HELD", ["REPORTED"])
    assert "VACANCY_HELD" in found


def test_a_trap_in_new_words_of_a_withdrawn_vacancy_is_noted(tmp_path: Path) -> None:
    vacancy, _found = load(tmp_path)
    withdraw(vacancy, now=NOW)

    again, _found = load(tmp_path, **FEE)

    assert (again.status, again.held_reasons) == ("WITHDRAWN", ["ASKS_FEE"])


def test_a_decision_does_not_undo_an_import_that_came_between(tmp_path: Path) -> None:
    seen, _found = load(tmp_path)
    load(tmp_path, title="Apprentice Joiner")

    withdraw(seen, now=NOW)

    stored = Vacancy.objects.get()
    assert (stored.status, stored.title) == ("WITHDRAWN", "Apprentice Joiner")


def test_words_that_nobody_looked_at_are_not_released(tmp_path: Path) -> None:
    seen, _found = load(tmp_path, **FEE)
    load(tmp_path, description="Send a deposit of £90 in bitcoin before you start.")

    release(seen, today=TODAY)

    stored = Vacancy.objects.get()
    assert (stored.status, stored.released_key) == ("HELD", "")
    assert "bitcoin" in stored.summary


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("javascript:alert(1)", "LINK_SCHEME"),
        ("https://user:secret@example.org/apply", "LINK_WITH_LOGIN"),
        ("http://203.0.113.9/apply", "LINK_TO_NUMBER"),
        ("bit.ly/3abc", "SHORT_LINK"),
    ],
)
def test_a_link_that_hides_where_it_leads_is_held(tmp_path: Path, link: str, reason: str) -> None:
    vacancy, _found = load(tmp_path, applicationUrl=link)

    assert (vacancy.status, vacancy.held_reasons) == ("HELD", [reason])
    if reason in ("LINK_SCHEME", "LINK_WITH_LOGIN"):
        assert vacancy.apply_url == ""
