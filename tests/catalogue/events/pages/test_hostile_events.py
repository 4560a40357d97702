"""Events whose texts would break a page, and events that tell nothing."""

import re

import pytest

from catalogue.events.enums import BookingRule, Offered
from catalogue.events.pages import EventPage, EventSession, Exhibitor
from catalogue.providers.models import Venue
from tests.catalogue.events.pages.reading import data_of, html_of, text_of
from tests.event_factories import at, make_date, make_event
from tests.factories import OrganisationFactory

PATHS = ["", "exhibitors/", "poster/"]
SCRIPT = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'"
TURNING = "\u202eevil\u2066 title"
LONG = "Donaudampfschiff" * 20
TEXTS = {
    "script": SCRIPT,
    "turning": TURNING,
    "long": LONG,
    "braces": "{{ 7|add:7 }} {% now 'Y' %} %(left)d {} {0}",
    "marks": "a\u0301" * 30 + "\u0000\u200b".replace("\u0000", ""),
    "arabic": "معرض الوظائف 2027 (B70 8DT)",
}
WORDS = (
    "audience_note",
    "arrival_note",
    "room",
    "cost_note",
    "walk_in_note",
    "children_note",
    "food_note",
    "quiet_note",
    "status_reason",
    "bring",
    "getting_there",
    "access_note",
)


def spoilt(text: str):
    organiser = OrganisationFactory(name=text[:200], website="javascript:alert(1)")
    event = make_event(
        title=text[:255],
        summary=text[:240],
        organiser=organiser,
        venue=Venue.objects.create(
            provider=organiser,
            name=text[:250],
            address_line_1=text[:100],
            town=text[:75],
            nearest_stop=text[:200],
            access_notes=text,
        ),
        **dict.fromkeys(WORDS, text[:120]),
        children_welcome=Offered.YES,
        food=Offered.YES,
        contact_name=text[:80],
        contact_phone="0121 <b>1",
        languages_spoken=[text, 1, None, {}],
        booking=BookingRule.EXTERNAL,
    )
    EventPage.objects.filter(pk=event.pk).update(external_booking_url="javascript:alert(1)")
    EventSession.objects.create(
        event=event, title=text[:120], speaker=text[:120], summary=text[:300],
        room=text[:80], starts_at=at(0).time(), ends_at=at(0, 11).time(),
    )  # fmt: skip
    Exhibitor.objects.create(
        event=event, organisation=organiser, stand=text[:20], roles_wanted=text,
        languages_spoken=[text],
    )  # fmt: skip
    make_date(event, status="CANCELLED", status_reason=text[:300])
    return event


@pytest.mark.parametrize("prefix", ["", "/ur"], ids=["english", "urdu"])
@pytest.mark.parametrize("name", TEXTS)
def test_no_text_breaks_out_of_a_page(client, site, name, prefix):
    event = spoilt(TEXTS[name])
    for path in PATHS:
        html = html_of(client, f"{prefix}/events/{event.slug}/{path}")
        assert not re.search(r"<script>alert|<img src=x|0121 <b>|javascript:", html)
        assert not re.search("[\u202a-\u202e]", html.split("<main", 1)[1])
        assert not re.search(r"\sstyle=", html)
        assert html.count("<h1") == 1
        data_of(html)


def test_words_of_three_hundred_letters_can_break_in_the_cells_of_tables(client, site):
    event = spoilt(LONG)
    html = html_of(client, f"/events/{event.slug}/exhibitors/")
    cells = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", html)
    words = re.split(r"[\s\u200b]+", re.sub(r"<[^>]+>", " ", " ".join(cells)))
    assert max(map(len, words)) <= 40


@pytest.mark.parametrize("prefix", ["", "/ur", "/pl"], ids=["english", "urdu", "polish"])
@pytest.mark.parametrize("path", PATHS)
def test_an_event_that_tells_nothing_has_a_whole_page(client, site, path, prefix):
    event = make_event(
        venue=None, summary="", contact_phone="", cost_pence=None, booking=BookingRule.NONE
    )
    make_date(event)
    html = html_of(client, f"{prefix}/events/{event.slug}/{path}")
    assert html.count("<h1") == 1
    assert "None" not in text_of(html)


def test_without_a_phone_of_its_own_the_help_phone_answers(client, site):
    event = make_event(contact_phone="", venue=None)
    make_date(event)
    text = text_of(html_of(client, f"/events/{event.slug}/"))

    assert "Ask us: 0808 157 0000" in text
    assert "The place is not known yet." in text
