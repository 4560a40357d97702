"""How much the pages of events ask: the same, however long the lists are."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.events.enums import Repeats
from catalogue.events.pages import EventSession, Exhibitor
from catalogue.events.scheduling import sync_dates
from tests.event_factories import NOW, at, make_event
from tests.factories import OrganisationFactory, SectorFactory

MOST = {"": 30, "exhibitors/": 15, "poster/": 15}


def event_of(number: int):
    event = make_event(repeats=Repeats.WEEKLY, repeat_until=at(14 + 7 * number).date(), capacity=10)
    for position in range(number):
        Exhibitor.objects.create(event=event, organisation=OrganisationFactory())
        EventSession.objects.create(
            event=event,
            title=f"Talk {position}",
            starts_at=datetime.time(10),
            ends_at=datetime.time(11),
            capacity=5,
        )
    event.sectors.set([SectorFactory() for _position in range(number)])
    event.save()
    sync_dates(event, now=NOW)
    return event


@pytest.mark.parametrize("path", MOST)
def test_a_page_asks_the_same_for_one_and_for_thirty(client, site, path):
    counts = []
    for event in (event_of(2), event_of(30)):
        client.get(f"/events/{event.slug}/{path}")  # caches of a minute are warm
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/events/{event.slug}/{path}").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST[path]
