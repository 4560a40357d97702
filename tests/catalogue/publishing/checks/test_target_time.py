"""When an answer is due: four hours in which the team works."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from catalogue.publishing.checks.target_time import due_after

LONDON = ZoneInfo("Europe/London")


def at(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        pytest.param("2026-11-26T09:12", "2026-11-26T13:12", id="the-same-day"),
        pytest.param("2026-11-26T13:00", "2026-11-26T17:00", id="to-the-minute-of-closing"),
        pytest.param("2026-11-26T13:01", "2026-11-27T09:01", id="one-minute-over"),
        pytest.param("2026-11-26T03:00", "2026-11-26T13:00", id="before-opening"),
        pytest.param("2026-11-26T20:00", "2026-11-27T13:00", id="in-the-evening"),
        pytest.param("2026-11-27T16:00", "2026-11-30T12:00", id="friday-afternoon"),
        pytest.param("2026-11-28T11:00", "2026-11-30T13:00", id="on-saturday"),
        pytest.param("2027-03-26T16:30", "2027-03-29T12:30", id="over-the-night-summer-begins"),
        pytest.param("2026-10-23T15:00", "2026-10-26T11:00", id="over-the-night-summer-ends"),
    ],
)
def test_four_working_hours_later(sent: str, due: str) -> None:
    assert due_after(at(sent)) == at(due)


def test_a_moment_of_another_zone_is_the_same_moment() -> None:
    moment = at("2026-07-01T16:00")

    assert due_after(moment.astimezone(datetime.UTC)) == at("2026-07-02T12:00")
