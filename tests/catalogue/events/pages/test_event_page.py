"""The page of an event: all its facts, whatever state it is in."""

import datetime
import re

import pytest
from django.urls import reverse

from catalogue.events.dates import Slot
from catalogue.events.enums import (
    AttendanceMode,
    Audience,
    BookingRule,
    BookingState,
    EventStatus,
    Offered,
)
from catalogue.events.pages import EventSession, Exhibitor
from tests.catalogue.events.pages.reading import html_of, text_of
from tests.event_factories import NOW, at, make_booking, make_date, make_event
from tests.factories import OrganisationFactory, SectorFactory, VenueFactory


def page_of(client, event, query: str = "") -> str:
    return html_of(client, f"/events/{event.slug}/{query}")


@pytest.mark.row(57)
@pytest.mark.parametrize("audience", Audience.values)
def test_a_page_says_first_whom_the_event_is_for(client, site, audience):
    event = make_event(audience=audience, audience_note="Under 16 with an adult.")
    make_date(event)
    html = page_of(client, event)

    assert str(Audience(audience).label) in html.split("<h1", 1)[0].split("<main", 1)[1]
    assert "Under 16 with an adult." in html


def test_a_missing_access_fact_says_whom_to_ask(client, site):
    event = make_event(bsl=Offered.YES, captions=Offered.NO)
    make_date(event)
    text = text_of(page_of(client, event))

    assert "There is a sign language (BSL) interpreter." in text
    assert "There are no captions." in text
    assert re.search(r"hearing loop.*: Ask us: 0121 496 0142", text)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (20, "Interpreters: ask us by Tuesday 1 December."),
        (14, "Interpreters: ask us by Wednesday 25 November."),
        (13, "Interpreters: only if you asked before. Call us."),
    ],
    ids=["in time", "the last day", "too late"],
)
def test_what_has_to_be_asked_for_says_until_when(client, site, days, words):
    event = make_event(days=days, interpreters=Offered.ON_REQUEST)
    make_date(event)
    assert words in text_of(page_of(client, event))


def test_languages_stand_in_their_own_names(client, site):
    event = make_event(languages_spoken=["ur", "pl", "en", "xx"])
    make_date(event)
    html = page_of(client, event)

    assert '<bdi lang="ur" dir="rtl">اردو</bdi>, <bdi lang="pl" dir="ltr">polski</bdi>' in html


def test_the_halves_of_a_postcode_stay_on_one_line_of_a_page_only(client, site):
    event = make_event(venue=VenueFactory(town="West Bromwich", postcode="B70 8DT"))
    make_date(event)
    html = client.get(f"/events/{event.slug}/").content.decode()
    assert html.count("B70\u00a08DT") > 1
    assert html.count("B70 8DT") == html.count('"postalCode": "B70 8DT"') > 0


def test_all_facts_of_a_whole_event_are_on_its_page(client, site):
    organiser = OrganisationFactory(name="Events team")
    event = make_event(
        organiser=organiser,
        venue=VenueFactory(
            provider=organiser,
            name="Town Hall",
            address_line_1="High Street",
            town="West Bromwich",
            postcode="B70 8DT",
            nearest_stop="West Bromwich Central tram",
            hearing_loop="YES",
            prayer_room="NO",
        ),
        doors_minutes=15,
        arrival_note="Arrive any time.",
        getting_there="Bus 74 stops outside.",
        room="Main hall",
        bring="Your CV\nA pen",
        quiet_from=datetime.time(10),
        quiet_until=datetime.time(11),
        quiet_note="A quiet room all day.",
        children_welcome=Offered.YES,
        children_note="Baby changing on floor 1.",
        food=Offered.YES,
        creche=Offered.NO,
        cost_pence=250,
        cost_note="Pay at the door.",
        contact_name="Sam, events team",
        contact_email="sam@example.org",
    )
    event.sectors.set([SectorFactory(name="Health", slug="health-x")])
    event.save()
    make_date(event)
    text = text_of(page_of(client, event))

    for words in (
        "Wednesday 9 December 2026",
        "10am to 3pm",
        "Doors open at 9:45am",
        "Arrive any time.",
        "Town Hall, West Bromwich",
        "High Street, B70 8DT",
        "Bus 74 stops outside.",
        "Main hall",
        "Nearest stop: West Bromwich Central tram",
        "There is a hearing loop.",
        "There is no prayer room.",
        "Quiet time: 10am to 11am.",
        "A quiet room all day.",
        "Children are welcome. Baby changing on floor 1.",
        "There is food.",
        "There is no crèche.",
        "£2.50",
        "Pay at the door.",
        "Your CV",
        "Sam, events team",
        "0121 496 0142",
        "sam@example.org",
        "Are you an employer?",
        "No computer?",
        "Health",
    ):
        assert words in text, words


@pytest.mark.parametrize(
    ("facts", "taken", "words", "button"),
    [
        ({"capacity": 200}, 162, "38 of 200 places left", "Book a free place"),
        ({"capacity": 200, "cost_pence": 500}, 199, "1 of 200 places left", "Book a place"),
        ({"capacity": 20}, 20, "All 20 places are taken", "Join the waiting list"),
        ({"capacity": 20, "has_waiting_list": False}, 20, "All 20 places are taken", ""),
        ({"capacity": None}, 7, "You need to book.", "Book a free place"),
        ({"booking": BookingRule.NONE}, 0, "You do not need to book.", ""),
        (
            {"booking": BookingRule.OPTIONAL},
            0,
            "You can also come without booking.",
            "Book a free place",
        ),
        (
            {"booking": BookingRule.EXTERNAL, "external_booking_url": "https://example.org/b"},
            0,
            "another website: example.org",
            "Book on the organiser’s website",
        ),
        ({"booking": BookingRule.EXTERNAL}, 0, "Call to ask how.", ""),
        ({"bookings_close_hours": 24 * 15}, 0, "Booking has ended", ""),
    ],
    ids=[
        "left",
        "one left",
        "full",
        "full for good",
        "no limit",
        "turn up",
        "optional",
        "external",
        "external, unknown",
        "closed",
    ],
)
def test_the_box_says_how_a_place_is_had(client, site, facts, taken, words, button):
    event = make_event(**facts)
    date = make_date(event)
    Slot.objects.filter(date=date).update(places_taken=taken)
    box = page_of(client, event).split('id="booking"', 1)[1].split("</aside>", 1)[0]
    buttons = re.findall(r'class="govuk-button[^>]*>([^<]*)', box)

    assert words in text_of(f"<main {box}")
    assert [one.strip() for one in buttons] == ([button] if button else [])
    for meter in re.findall(r'<svg class="wm-meter"[^>]*>', box):
        assert 'aria-hidden="true"' in meter


def test_the_box_says_how_many_wait(client, site):
    event = make_event(capacity=1)
    date = make_date(event)
    Slot.objects.filter(date=date).update(places_taken=1)
    for _number in range(2):
        make_booking(date, state=BookingState.WAITING, waiting_since=NOW)
    assert "2 bookings are on the waiting list." in text_of(page_of(client, event))


def test_the_button_books_the_date(client, site):
    event = make_event()
    make_date(event)
    assert f'href="{reverse("bookings:start", args=[event.slug])}"' in page_of(client, event)


def test_a_cancelled_event_says_so_at_the_top_and_why(client, site):
    event = make_event(status_reason="The hall is closed.")
    make_date(event, status=EventStatus.CANCELLED, status_reason="The hall is closed.")
    html = page_of(client, event)
    band = html.split("<main", 1)[1].split("wm-key", 1)[0]

    assert "This event is cancelled. Do not travel." in band
    assert re.search(r"<del>.*Wednesday 9 December 2026, 10am to 3pm</del>", band)
    assert "The hall is closed." in band
    assert "Book a" not in text_of(html)
    assert "See the next events" in html


def test_a_postponed_event_has_no_new_date_yet(client, site):
    event = make_event(days=-3)  # its first day is over, yet it waits for another
    make_date(event, status=EventStatus.POSTPONED)
    html = page_of(client, event)

    assert "This event is postponed. There is no new date yet." in html
    assert re.search(r"<del>.*Sunday 22 November 2026, 10am to 3pm</del>", html)
    assert "New date not known yet</ins>" in html


def test_a_moved_event_shows_the_old_time_beside_the_new_one(client, site):
    event = make_event()
    make_date(event, status=EventStatus.RESCHEDULED, previous_start_at=at(7, 18))
    html = page_of(client, event)

    assert re.search(r"<del>.*Wednesday 2 December 2026, 6pm</del>", html)
    assert re.search(r"<ins>.*Wednesday 9 December 2026, 10am to 3pm</ins>", html)
    assert "you still have your place" in html
    assert "Book a free place" in html


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"booking": BookingRule.EXTERNAL}, "If you booked with the organiser"),
        ({"booking": BookingRule.REQUIRED}, "If you booked, we sent you a message."),
        ({"booking": BookingRule.NONE}, ""),
    ],
    ids=["external", "here", "nothing to book"],
)
def test_what_to_do_depends_on_who_keeps_the_bookings(client, site, facts, words):
    event = make_event(**facts)
    make_date(event, status=EventStatus.CANCELLED)
    found = re.findall(r"If you booked[^.]*", text_of(page_of(client, event)))

    assert bool(found) == bool(words)
    assert words in page_of(client, event)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(14, 9, 59), "Book a free place"),
        (at(14, 10), "It is on now, until 3pm."),
        (at(14, 14, 59), "It is on now, until 3pm."),
        (at(14, 15), "This event is over."),
        (at(103), "This event is over."),
    ],
    ids=["before", "at the start", "before the end", "at the end", "long after"],
)
def test_the_page_follows_the_clock(client, site, time_machine, moment, words):
    event = make_event()
    make_date(event)
    time_machine.move_to(moment, tick=False)
    assert words in text_of(page_of(client, event))


def test_a_past_event_leads_on_and_is_gone_after_ninety_days(client, site, time_machine):
    event = make_event()
    make_date(event)
    time_machine.move_to(at(14 + 90, 14, 59), tick=False)
    assert "See the next events" in page_of(client, event)

    time_machine.move_to(at(14 + 90, 15), tick=False)
    for path in ("", "exhibitors/", "poster/"):
        html = html_of(client, f"/events/{event.slug}/{path}", 410)
        assert "See the next events" in html
        assert '<meta name="robots" content="noindex">' in html


@pytest.mark.parametrize("path", ["", "exhibitors/", "poster/"])
def test_templates_and_drafts_have_no_page(client, site, path):
    template = make_event(is_template=True)
    draft = make_event(live=False)
    make_date(template)
    make_date(draft)
    for event in (template, draft):
        assert client.get(f"/events/{event.slug}/{path}").status_code == 404
    assert client.get(f"/events/no-such-event/{path}").status_code == 404


def test_a_session_for_staff_says_so_and_is_kept_from_search_engines(client, site):
    event = make_event(audience=Audience.STAFF)
    make_date(event)
    html = page_of(client, event)

    assert "Staff only" in html
    assert '<meta name="robots" content="noindex">' in html
    assert "application/ld+json" not in html
    assert "Are you an employer?" not in html


def test_the_address_of_the_online_room_is_never_on_a_page(client, site):
    event = make_event(
        attendance_mode=AttendanceMode.ONLINE, online_url="https://rooms.example.org/secret"
    )
    make_date(event)
    for path in ("", "exhibitors/", "poster/"):
        assert "secret" not in html_of(client, f"/events/{event.slug}/{path}")
    assert "We send the address" in page_of(client, event)


def test_contacts_of_exhibitors_stay_with_the_team(client, site):
    event = make_event()
    make_date(event)
    Exhibitor.objects.create(
        event=event,
        organisation=OrganisationFactory(name="Meadowlark Care"),
        stand="Stand 2",
        roles_wanted="Care worker\nPorter",
        jobs_count=15,
        languages_spoken=["pl"],
        contact_name="Private Person",
        contact_phone="07700900999",
        contact_email="private@example.org",
    )
    for path in ("", "exhibitors/", "poster/"):
        html = html_of(client, f"/events/{event.slug}/{path}")
        assert not re.search("Private Person|07700900999|private@", html)
    text = text_of(html_of(client, f"/events/{event.slug}/exhibitors/"))
    for words in ("Meadowlark Care", "Stand 2", "Care worker, Porter", "polski", "15"):
        assert words in text


@pytest.mark.parametrize(
    ("jobs", "words"), [(None, "Not known"), (0, "None"), (12, "12")], ids=["unknown", "0", "12"]
)
def test_jobs_of_a_stand_are_said_or_not_known(client, site, jobs, words):
    event = make_event()
    make_date(event)
    Exhibitor.objects.create(event=event, organisation=OrganisationFactory(), jobs_count=jobs)
    assert f'data-label="Jobs"><span>{words}</span>' in page_of(client, event)


def test_talks_stand_in_the_order_of_the_day_with_their_places(client, site):
    event = make_event()
    for title, hour, places in (("Later talk", 13, None), ("First talk", 11, 20)):
        EventSession.objects.create(
            event=event,
            title=title,
            starts_at=datetime.time(hour),
            ends_at=datetime.time(hour, 45),
            capacity=places,
        )
    date = make_date(event)
    Slot.objects.filter(date=date).exclude(session_key="").update(places_taken=19)
    text = text_of(page_of(client, event))

    assert text.index("First talk") < text.index("1 place left.") < text.index("Later talk")
    assert "11am to 11:45am" in text
    assert "You do not have to book it." in text


def test_a_page_without_any_date_says_not_known(client, site):
    event = make_event()
    text = text_of(page_of(client, event))
    assert "When Not known" in text
    for path in ("exhibitors/", "poster/"):
        assert "Not known" in html_of(client, f"/events/{event.slug}/{path}")
