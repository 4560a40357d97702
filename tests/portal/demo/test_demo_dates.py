import datetime

import pytest

from catalogue.courses.enums import Weekday
from portal.demo.dates import start_date

WEDNESDAY = datetime.date(2026, 9, 2)


@pytest.mark.parametrize(
    ("in_days", "days", "expected"),
    [
        pytest.param(5, [Weekday.MON], datetime.date(2026, 9, 7), id="already the right day"),
        pytest.param(1, [Weekday.MON], datetime.date(2026, 9, 7), id="moves on to Monday"),
        pytest.param(0, [Weekday.WED], WEDNESDAY, id="today is allowed"),
        pytest.param(1, [Weekday.TUE, Weekday.FRI], datetime.date(2026, 9, 4), id="next of two"),
        pytest.param(10, [], datetime.date(2026, 9, 12), id="no weekdays keep the day"),
        pytest.param(-1, [Weekday.THU], datetime.date(2026, 8, 27), id="begun stays in the past"),
    ],
)
def test_a_run_starts_on_one_of_its_weekdays(in_days, days, expected):
    assert start_date(WEDNESDAY, in_days=in_days, days_of_week=days) == expected
