"""The day of an event, and people who booked it."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from catalogue.events.dates import EventDate
from portal.accounts import groups
from tests.event_factories import at, make_date, make_event
from tests.staff import signed_in

THE_DAY = at(14, 10, 30)  # the event of the factories has begun


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with travel(THE_DAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def date(db: None) -> EventDate:
    return make_date(make_event(title="Jobs fair", slug="jobs-fair"), capacity=20)


@pytest.fixture
def team(db: None) -> Client:
    return signed_in(groups.EVENTS_TEAM)


class Door:
    """The door of a date in a staff member's browser, without script."""

    def __init__(self, client: Client, date: EventDate) -> None:
        self.client = client
        self.address = reverse("door:check_in", args=[date.event.slug])
        self.query = f"?date={date.key}"

    def open(self, **query: str) -> Any:
        return self.client.get(self.address, query)

    def press(self, what: str, **fields: Any) -> Any:
        """Press a button. The page that follows is not opened."""
        data = {"key": str(uuid.uuid4()), "press": what, **fields}
        return self.client.post(self.address + self.query, data)

    def send(self, what: str, **fields: Any) -> Any:
        """Press as the script does."""
        data = {"key": str(uuid.uuid4()), "press": what, **fields}
        return self.client.post(
            self.address + self.query, data, headers={"accept": "application/json"}
        )


@pytest.fixture
def door(team: Client, date: EventDate) -> Door:
    return Door(team, date)
