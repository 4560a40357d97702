"""What the tests of the team's area share: a fixed day, and somebody of the events team."""

from collections.abc import Iterator

import pytest
from django.test import Client
from time_machine import travel

from portal.accounts.groups import EVENTS_TEAM, ensure_groups
from tests.event_factories import NOW, events_page
from tests.staff import signed_in


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with travel(NOW, tick=False):
        yield


@pytest.fixture
def team() -> Client:
    events_page()
    ensure_groups()
    return signed_in(EVENTS_TEAM)
