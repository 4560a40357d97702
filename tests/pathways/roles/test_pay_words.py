"""What pay reads like, and when two figures may be compared."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from pathways.figures import PayFigure
from pathways.pay_words import pay_change, pay_words, shown_figures, why_hidden
from portal.core.pay_floors import floors_on, seed_floors

TODAY = datetime.date(2026, 11, 25)


def figure(low: float, high: float | None = None, **values: Any) -> PayFigure:
    defaults: dict[str, Any] = {
        "name": "A figure",
        "basis": "NHS_BAND",
        "basis_detail": "Band 2",
        "unit": "YEAR",
        "year_label": "2025 to 2026",
        "hours_per_week": Decimal("37.5"),
        "source_name": "NHS Employers",
        "as_of_date": datetime.date(2025, 4, 1),
        "stale_after_date": datetime.date(2026, 3, 31),
    }
    return PayFigure(
        **{**defaults, **values},
        low_pence=round(low * 100),
        high_pence=round((high or low) * 100),
    )


def hourly(low: float, high: float | None = None, **values: Any) -> PayFigure:
    return figure(
        low, high, **{"unit": "HOUR", "hours_per_week": None, "basis": "ADVERTS", **values}
    )


def words_of(one: PayFigure, today: datetime.date = TODAY):
    return pay_words(one, today=today, floors=floors_on(today, seed_floors()))


@pytest.mark.row(28)
@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        pytest.param(
            figure(24_465),
            figure(24_937, 26_598),
            "About £472 to £2,133 more a year",
            id="the next band",
        ),
        pytest.param(
            figure(24_937, 26_598),
            figure(27_485, 30_162),
            "About £887 to £5,225 more a year",
            id="from the highest of the one to the lowest of the other",
        ),
        pytest.param(
            figure(24_937, 26_598),
            figure(26_000, 28_000),
            "Up to £3,063 more a year",
            id="ranges that overlap",
        ),
        pytest.param(figure(24_465), figure(24_465), "The same pay", id="the same band"),
        pytest.param(figure(25_000), figure(24_465), "About £535 less a year", id="less"),
        pytest.param(
            hourly(12), hourly(13, 14.5), "£1 to £2.50 more an hour", id="both by the hour"
        ),
        pytest.param(
            figure(24_465),
            figure(13, unit="HOUR"),
            "About £955 more a year",
            id="an hour counts as a year when its hours are known",
        ),
        pytest.param(
            figure(24_465),
            figure(13, unit="HOUR", hours_per_week=None),
            "£0.49 more an hour",
            id="or a year as an hour",
        ),
    ],
)
def test_a_step_adds_what_two_figures_of_one_year_differ_by(now, then, words):
    assert pay_change([now], [then]).words == words


@pytest.mark.row(28)
@pytest.mark.parametrize(
    ("now", "then"),
    [
        pytest.param(figure(24_465), figure(27_000, year_label="2026 to 2027"), id="other years"),
        pytest.param(figure(24_465), figure(27_000, basis="SURVEY"), id="a scale and a survey"),
        pytest.param(
            figure(24_465, hours_per_week=None),
            figure(13, unit="HOUR", hours_per_week=None),
            id="a year and an hour of unknown hours",
        ),
    ],
)
def test_figures_that_do_not_compare_show_no_difference(now, then):
    assert pay_change([now], [then]) is None
    assert pay_change([], [then]) is None


def test_of_several_figures_the_first_two_that_compare_count():
    old, new = figure(24_465), figure(25_000, year_label="2026 to 2027")

    change = pay_change([old, new], [figure(27_000, year_label="2026 to 2027")])

    assert change is not None
    assert change.words == "About £2,000 more a year"


def test_an_old_figure_under_the_floor_says_that_pay_is_higher_now():
    words = words_of(figure(24_465))

    assert words.amount == "£24,465 a year"
    assert words.explained == "About £12.51 an hour, full time. NHS Band 2, 2025 to 2026."
    assert words.is_stale
    assert words.is_under_floor
    assert words.warning == (
        "This pay figure is from 2025 to 2026.",
        "The legal minimum from April 2026 is £12.71 an hour, so pay now is higher.",
    )


def test_an_old_figure_above_the_floor_only_says_its_age():
    words = words_of(figure(38_682, 46_580))

    assert words.warning == ("This pay figure is from 2025 to 2026.", "Pay now may be different.")


def test_a_current_figure_says_nothing_of_its_age():
    on_its_day = words_of(figure(24_465), datetime.date(2026, 3, 31))

    assert not on_its_day.is_stale
    assert on_its_day.warning is None


def test_a_yearly_figure_without_hours_is_not_held_against_the_floor():
    words = words_of(figure(10_000, hours_per_week=None, stale_after_date=None))

    assert not words.is_under_floor
    assert words.computed == ""


def test_an_apprentice_has_a_floor_of_her_own():
    legal = hourly(8, basis="APPRENTICE_MINIMUM", stale_after_date=None)

    words = words_of(legal)

    assert not words.is_under_floor
    assert words.is_at_floor


def test_a_figure_from_the_future_is_not_shown_and_the_editor_is_told():
    future = figure(26_000, name="NHS Band 2, 2027 to 2028", as_of_date=datetime.date(2027, 4, 1))

    assert shown_figures([future, figure(24_465)], today=TODAY)[0].low_pence == 2_446_500
    assert "NHS Band 2, 2027 to 2028" in why_hidden(future, today=TODAY)


@pytest.mark.parametrize(
    "wrong",
    [figure(12.71), figure(24_465, unit="HOUR"), figure(24_465, unit="WEEK")],
    ids=["an hour told as a year", "a year told as an hour", "a unit we do not have"],
)
def test_pay_in_the_wrong_unit_is_not_shown_and_the_editor_is_told(wrong):
    assert shown_figures([wrong], today=TODAY) == []
    assert "does not fit its unit" in why_hidden(wrong, today=TODAY)
