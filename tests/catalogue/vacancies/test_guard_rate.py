"""How often the guard is wrong: sixty honest adverts of many trades, and invented scams."""

import csv
import sys
from pathlib import Path

import pytest

from catalogue.vacancies.guard import reasons_to_hold

DATA_DIR = Path(__file__).resolve().parent / "data"
MOST_HELD_WRONGLY = 2


def adverts(name: str) -> list[dict[str, str]]:
    with (DATA_DIR / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def signs(advert: dict[str, str]) -> list[str]:
    return [reason.value for reason in reasons_to_hold([advert["title"], advert["text"]])]


def test_hardly_an_honest_advert_waits_for_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    honest = adverts("harmless_adverts.csv")
    held = [f"{one['title']}: {found}" for one in honest if (found := signs(one))]

    assert len(honest) >= 60
    with capsys.disabled():
        sys.stdout.write(f"\n{len(held)} of {len(honest)} honest adverts held: {held}\n")
    assert len(held) <= MOST_HELD_WRONGLY


@pytest.mark.parametrize("scam", adverts("scams.csv"), ids=lambda scam: scam["title"])
def test_a_scam_is_held_for_its_sign(scam: dict[str, str]) -> None:
    assert scam["sign"] in signs(scam)


@pytest.mark.parametrize(
    "text",
    [
        "Before the interview, send your bank details for payroll.",
        "Give your bank details with your application on the first day.",
        "A registration fee of £30 is charged to you, as to customers.",
        "Have questions? Apply on WhatsApp.",
        "Questions only on WhatsApp, interview there too.",
        "Buy gift cards for our customers.",
        "Customers' payments go to your bank account.",
        "Applicants should explain how they will pay the application fee to clients.",
    ],
)
def test_honest_words_in_a_scam_do_not_hide_it(text: str) -> None:
    assert reasons_to_hold([text])
