"""Who booked a talk is told when it has another time or room, or is no more."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from catalogue.events.bookings import sending
from catalogue.events.bookings.records import BookedSlot, Booking
from catalogue.events.dates import EventDate, Slot
from catalogue.events.pages import EventPage, EventSession
from catalogue.events.publishing_checks import people_are_told
from catalogue.events.scheduling import sync_dates
from tests.event_factories import NOW, at, make_booking, make_event

pytestmark = pytest.mark.django_db
AT_11 = {"starts_at": datetime.time(11), "ends_at": datetime.time(11, 30)}
AT_2 = {"starts_at": datetime.time(14), "ends_at": datetime.time(14, 30)}


@pytest.fixture(autouse=True)
def _before_the_event() -> Iterator[None]:
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def event() -> EventPage:
    made = make_event(title="Jobs fair", capacity=20)
    for key, title in (("cv", "Writing a CV"), ("care", "Work in care")):
        made.sessions.add(EventSession(key=key, title=title, capacity=5, **AT_11))
    made.save()
    sync_dates(made, now=NOW)
    return made


def booked(event: EventPage, *keys: str, **facts: Any) -> Booking:
    date = EventDate.objects.get(event=event)
    booking = make_booking(date, **facts)
    for slot in Slot.objects.filter(date=date, session_key__in=("", *keys)):
        BookedSlot.objects.create(booking=booking, slot=slot)
    return booking


def changed(event: EventPage, **facts: Any) -> EventPage:
    """Return the page in memory with other facts of the talk about CVs; with none, without it."""
    page = EventPage.objects.get(pk=event.pk)
    talks = list(page.sessions.all())
    for talk in talks:
        if talk.key == "cv":
            for name, value in facts.items():
                setattr(talk, name, value)
    page.sessions.set(talk for talk in talks if facts or talk.key != "cv")
    return page


def letters() -> dict[str, str]:
    """Send what is queued and return the texts by their reader."""
    sending.send_due(now=timezone.now())
    return {message.to[0]: re.sub("[\u2066-\u2069]", "", message.body) for message in mail.outbox}


def test_who_booked_a_talk_is_told_of_its_new_time_and_nobody_else(event) -> None:
    booked(event, "cv", email="cv@example.org")
    booked(event, "care", email="care@example.org")

    changed(event, **AT_2).save_revision().publish()

    [(reader, text)] = letters().items()
    assert reader == "cv@example.org"
    assert "A talk or workshop that you booked has changed." in text
    assert "Before, it was: 11am to 11:30am, Writing a CV\n" in text
    assert "Now it is: 2pm to 2:30pm, Writing a CV\n" in text


@pytest.mark.parametrize(
    ("facts", "now"),
    [({"room": "Room 2"}, "11am to 11:30am, Writing a CV, Room 2"), ({}, "Cancelled")],
    ids=["another room", "no more"],
)
def test_who_booked_a_talk_is_told_of_its_room_and_of_its_end(event, facts, now) -> None:
    booked(event, "cv", email="cv@example.org")

    changed(event, **facts).save_revision().publish()

    assert f"Now it is: {now}\n" in letters()["cv@example.org"]


def test_nobody_is_told_of_other_words_or_twice(event) -> None:
    booked(event, "cv")
    changed(event, summary="Bring yours.").save_revision().publish()
    assert not letters()

    changed(event, **AT_2).save_revision().publish()
    assert len(letters()) == 1
    mail.outbox.clear()
    changed(event, **AT_2).save_revision().publish()
    assert not letters()


def test_a_new_day_and_a_new_talk_are_one_letter(event) -> None:
    booked(event, "cv", email="cv@example.org")
    booked(event, email="none@example.org")
    page = changed(event, **AT_2)
    page.first_start, page.first_end = at(15), at(15, 15)

    page.save_revision().publish()

    found = letters()
    assert len(mail.outbox) == len(found) == 2
    assert "This event has a new date or time." in found["none@example.org"]
    assert "Writing a CV" not in found["none@example.org"]
    assert "Now it is: 2pm to 2:30pm, Writing a CV\n" in found["cv@example.org"]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (AT_2, "They will be told of the new time: 2pm to 2:30pm, Writing a CV."),
        ({}, "They will be told that it is cancelled."),
    ],
    ids=["another time", "no more"],
)
def test_the_form_says_before_who_would_be_told(event, facts, words) -> None:
    booked(event, "cv", party_size=2)
    booked(event, "care")

    [finding] = people_are_told(changed(event, **facts), NOW.date())

    message = re.sub("[\u2066-\u2069]", "", finding.message)
    assert message == f"2 people booked Writing a CV. {words}"
