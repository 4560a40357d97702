"""Pay is computed only from what was told, and compared with the dated legal floors."""

import datetime
from decimal import Decimal

import pytest

from catalogue.vacancies.pay import Pay, ToldPay, pay_of, read_told_pay, shortfall
from portal.core.pay_floors import FloorGroup, floors_on, seed_floors


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("£24071.00 to £25674.00", ToldPay(2_407_100, 2_567_400, "")),
        ("£10,982.40 to £21,673.60", ToldPay(1_098_240, 2_167_360, "")),
        ("£24,000 a year", ToldPay(2_400_000, 2_400_000, "YEAR")),
        ("£12.71 per hour", ToldPay(1271, 1271, "HOUR")),
        ("£55,760 - £62,000", ToldPay(5_576_000, 6_200_000, "")),
        ("From £24k per annum", ToldPay(2_400_000, None, "YEAR")),
        ("Up to £310 a week", ToldPay(None, 31_000, "WEEK")),
        ("£12.71 an hour plus tips", ToldPay()),
        ("£0", ToldPay()),
        ("£25,000 to £20,000", ToldPay()),
        ("Competitive", ToldPay()),
        ("", ToldPay()),
    ],
)
def test_words_are_figures_only_when_they_say_nothing_else(text: str, told: ToldPay) -> None:
    assert read_told_pay(text) == told


@pytest.mark.parametrize(
    ("low", "unit", "hours", "pay"),
    [
        (1271, "HOUR", "37.5", Pay(1271, 1271, 2_478_450, 2_478_450)),
        (1271, "HOUR", None, Pay(1271, 1271, None, None)),
        (2_478_450, "YEAR", "37.5", Pay(1271, 1271, 2_478_450, 2_478_450)),
        (2_478_450, "YEAR", None, Pay(None, None, 2_478_450, 2_478_450)),
        (30_000, "WEEK", "30", Pay(1000, 1000, 1_560_000, 1_560_000)),
        (2_407_100, "", "37", Pay()),
        (None, "HOUR", "37", Pay()),
    ],
)
def test_only_what_can_be_computed_is_computed(
    low: int | None, unit: str, hours: str | None, pay: Pay
) -> None:
    told_hours = Decimal(hours) if hours else None

    assert pay_of(low=low, high=low, unit=unit, hours=told_hours) == pay


@pytest.mark.parametrize(
    ("date", "rates"),
    [
        (datetime.date(2025, 4, 1), (1221, 1000, 755, 755)),
        (datetime.date(2026, 3, 31), (1221, 1000, 755, 755)),
        (datetime.date(2026, 4, 1), (1271, 1085, 800, 800)),
    ],
)
def test_the_rate_is_that_of_the_day(date: datetime.date, rates: tuple[int, ...]) -> None:
    floors = floors_on(date, seed_floors())

    assert tuple(floors[group].pence_an_hour for group in FloorGroup) == rates


def test_every_rate_has_its_source_and_none_is_known_before_the_table() -> None:
    assert all(floor.source_url.startswith("https://www.gov.uk/") for floor in seed_floors())
    assert floors_on(datetime.date(2025, 3, 31), seed_floors()) == {}


@pytest.mark.parametrize(
    ("kind", "low", "unit", "date", "expected"),
    [
        ("APPRENTICESHIP", 755, "HOUR", "2026-03-31", None),
        ("APPRENTICESHIP", 755, "HOUR", "2026-04-01", (800, True)),
        ("APPRENTICESHIP", 800, "HOUR", "2026-04-01", None),
        ("JOB", 1271, "HOUR", "2026-04-01", None),
        ("JOB", 1270, "HOUR", "2026-04-01", (1271, False)),
        ("JOB", 799, "HOUR", "2026-04-01", (800, True)),
        ("JOB", 2_478_400, "YEAR", "2026-04-01", None),  # a yearly figure in whole pounds
        ("JOB", 2_400_000, "YEAR", "2026-04-01", (1271, False)),
        ("JOB", 1_000, "", "2026-04-01", None),
    ],
)
def test_pay_under_the_floor_is_found(
    kind: str, low: int, unit: str, date: str, expected: tuple[int, bool] | None
) -> None:
    short = shortfall(
        kind=kind,
        wage_type="CUSTOM",
        low=low,
        high=low,
        unit=unit,
        hours=Decimal("37.5"),
        date=datetime.date.fromisoformat(date),
        floors=seed_floors(),
    )

    assert (short and (short.floor.pence_an_hour, short.is_for_everyone)) == expected
