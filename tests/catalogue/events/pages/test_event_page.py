"""The page of an event: all its facts, whatever state it is in."""

import re

import pytest

from catalogue.events.enums import Audience, Offered
from tests.event_factories import make_date, make_event


def html_of(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return re.sub(r"\s+", " ", response.content.decode())


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.split("<main", 1)[1]))


@pytest.mark.row(57)
@pytest.mark.parametrize("audience", Audience.values)
def test_a_page_says_first_whom_the_event_is_for(client, site, audience):
    event = make_event(audience=audience, audience_note="Under 16 with an adult.")
    make_date(event)
    html = html_of(client, f"/events/{event.slug}/")
    label = str(Audience(audience).label)

    assert label in html.split("<h1", 1)[0].split("<main", 1)[1]
    assert "Under 16 with an adult." in html


def test_a_missing_access_fact_says_whom_to_ask(client, site):
    event = make_event(bsl=Offered.YES, captions=Offered.NO)
    make_date(event)
    text = text_of(html_of(client, f"/events/{event.slug}/"))

    assert "There is a sign language (BSL) interpreter." in text
    assert "There are no captions." in text
    assert re.search(r"hearing loop.*: Ask us: 0121 496 0142", text)
