"""The status of a scheme follows from its dates."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathways.support.enums import ProgrammeStatus
from pathways.support.status import CLOSES_SOON_DAYS, status_on, status_tag

TODAY = datetime.date(2026, 11, 25)


def day(number: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=number)


@pytest.mark.parametrize(
    ("opens", "closes", "status"),
    [
        (None, None, ProgrammeStatus.OPEN),
        (day(-10), None, ProgrammeStatus.OPEN),
        (day(0), None, ProgrammeStatus.OPEN),
        (day(1), None, ProgrammeStatus.PLANNED),
        (None, day(0), ProgrammeStatus.CLOSING),
        (None, day(CLOSES_SOON_DAYS), ProgrammeStatus.CLOSING),
        (None, day(CLOSES_SOON_DAYS + 1), ProgrammeStatus.OPEN),
        (day(-100), day(-1), ProgrammeStatus.CLOSED),
    ],
    ids=[
        "no dates",
        "opened",
        "opens today",
        "opens tomorrow",
        "last day",
        "soon",
        "not soon",
        "over",
    ],
)
def test_the_status_follows_from_the_dates(opens, closes, status):
    assert status_on(opens, closes, today=TODAY) == status


@settings(deadline=None)
@given(st.integers(-500, 500), st.integers(0, 500))
def test_a_scheme_that_closed_never_opens_again(opens, length):
    first, last = day(opens), day(opens + length)
    statuses = [status_on(first, last, today=day(number)) for number in range(-600, 1100, 7)]
    order = [ProgrammeStatus.PLANNED, ProgrammeStatus.OPEN, ProgrammeStatus.CLOSING]
    ranks = [order.index(one) if one in order else 3 for one in statuses]
    assert ranks == sorted(ranks)


def test_a_tag_names_the_day_that_matters():
    assert status_tag(day(3), None, today=TODAY).text == "Opens 28 November 2026"
    assert status_tag(None, day(3), today=TODAY).text == "Closes 28 November 2026"
