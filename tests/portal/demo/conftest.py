"""The demonstration, seeded on a fixed day."""

import datetime

import pytest

from portal.demo.services import SeedReport, seed

TODAY = datetime.date(2026, 9, 2)


@pytest.fixture
def demonstration(db) -> SeedReport:
    return seed(today=TODAY)
