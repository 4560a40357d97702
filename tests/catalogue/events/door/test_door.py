"""The door: who is on the list, who is found, and every press counted once."""

import datetime
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.events import door as reading
from catalogue.events.bookings.records import AccessLook, AccessNeed, Booking
from catalogue.events.dates import ArrivalCount, DoorPress, EventDate
from catalogue.events.enums import AgeBand, BookingState, EventStatus
from portal.accounts import groups
from portal.operations.retention import prune
from tests.catalogue.events.bookings.asking import ask, assert_places_add_up, now_of, taken
from tests.catalogue.events.door.conftest import THE_DAY, Door
from tests.event_factories import NOW, at, make_booking, make_date, make_event
from tests.staff import signed_in, words

pytestmark = pytest.mark.django_db


def book(date: EventDate, name: str, people: int = 1) -> Booking:
    return ask(date, people, name=name, email=f"{uuid.uuid4().hex[:8]}@example.org")


def here(date: EventDate) -> int:
    return sum(ArrivalCount.objects.filter(date=date).values_list("people", flat=True))


def rows_shown(answer) -> list[str]:
    return [row.booking.name for row in answer.context["rows"] if not row.is_hidden]


def test_a_press_checks_in_and_leads_back_to_the_row(door: Door, date: EventDate) -> None:
    booking = book(date, "Amina Khatun", 2)

    answer = door.press(f"in:{booking.public_id}")

    assert answer.status_code == 302
    assert answer["Location"].endswith(f"#b-{booking.public_id}")
    assert "Amina" not in answer["Location"]
    page = door.client.get(answer["Location"].partition("#")[0])
    assert "Amina Khatun is in." in words(page)
    assert "2 of 2 people are here." in words(page)
    assert "Undo: Amina Khatun is in" in page.content.decode()


def test_pressing_in_takes_it_back(door: Door, date: EventDate) -> None:
    booking = book(date, "Amina Khatun", 2)
    door.press(f"in:{booking.public_id}")

    answer = door.client.get(door.press(f"out:{booking.public_id}")["Location"].partition("#")[0])

    assert now_of(booking).arrived_at is None
    assert here(date) == 0
    assert "Amina Khatun is not in." in words(answer)


@pytest.mark.parametrize("how", ["press", "send"])
def test_the_same_press_sent_twice_is_counted_once(door: Door, date: EventDate, how: str) -> None:
    booking = book(date, "Amina Khatun", 2)
    keys = [uuid.uuid4(), uuid.uuid4()]
    for _ in range(3):
        getattr(door, how)(f"in:{booking.public_id}", key=keys[0])
        getattr(door, how)("walk:2", key=keys[1], band="UNDER_18")

    assert here(date) == 4
    assert taken(date) == 4
    assert DoorPress.objects.count() == 2


def test_an_old_press_that_arrives_late_does_not_undo_what_came_after(
    door: Door, date: EventDate
) -> None:
    booking = book(date, "Amina Khatun")
    key = uuid.uuid4()
    door.send(f"in:{booking.public_id}", key=key)
    door.send(f"out:{booking.public_id}")

    door.send(f"in:{booking.public_id}", key=key)

    assert now_of(booking).arrived_at is None


def test_a_key_that_was_refused_counts_when_there_is_room(door: Door) -> None:
    date = make_date(make_event(title="Small", slug="small"), capacity=1)
    door = Door(door.client, date)
    key = uuid.uuid4()
    first = uuid.uuid4()
    door.send("walk:1", key=first)
    assert door.send("walk:1", key=key).status_code == 409

    door.send(f"back:{first}")

    assert door.send("walk:1", key=key).status_code == 200
    assert here(date) == 1


@pytest.mark.parametrize(
    ("pressed", "fields", "people"),
    [("walk:1", {}, 1), ("walk:2", {}, 2), ("walk:other", {"other": "10"}, 10)],
)
def test_people_without_a_booking_are_numbers_by_age(
    door: Door, date: EventDate, pressed: str, fields: dict[str, str], people: int
) -> None:
    answer = door.press(pressed, band="FROM_50", **fields)

    row = ArrivalCount.objects.get(date=date, people__gt=0)
    assert (row.band, row.is_walk_in, row.people) == (AgeBand.FROM_50, True, people)
    assert_places_add_up(date)
    page = door.client.get(answer["Location"].partition("#")[0])
    assert f"Free places: {20 - people} ." in words(page)


def test_the_last_walk_in_is_taken_back_once(door: Door, date: EventDate) -> None:
    door.press("walk:2", band="UNDER_18")
    key = uuid.uuid4()
    page = door.client.get(door.press("walk:1", key=key)["Location"].partition("#")[0])
    assert f'value="back:{key}"' in page.content.decode()

    door.press(f"back:{key}")
    door.press(f"back:{key}")

    assert here(date) == 2
    assert taken(date) == 2


@pytest.mark.parametrize(
    "pressed",
    ["", "in", "in:", "in:x", "walk:0", "walk:11", "walk:-1", "walk:other", "walk:²", "dance:1"],
)
def test_what_no_form_sends_is_refused(door: Door, date: EventDate, pressed: str) -> None:
    assert door.press(pressed, other="11").status_code == 400
    assert not DoorPress.objects.exists()


@pytest.mark.parametrize("fields", [{"key": "x"}, {"band": "OLD"}])
def test_a_press_without_a_proper_key_or_age_is_refused(
    door: Door, date: EventDate, fields: dict[str, str]
) -> None:
    assert door.press("walk:1", **fields).status_code == 400
    assert here(date) == 0


def test_a_full_date_says_so(door: Door) -> None:
    date = make_date(make_event(title="Small", slug="small"), capacity=2)
    door = Door(door.client, date)
    door.press("walk:2")

    answer = door.press("walk:1")

    assert answer["Location"].endswith("#said")
    page = door.client.get(answer["Location"].partition("#")[0])
    assert "Every place is taken. Nobody was added." in words(page)
    sent = door.send("walk:1")
    assert sent.status_code == 409
    assert sent.json()["words"] == "Every place is taken. Nobody was added."
    assert sent.json()["totals"]["left"] == 0


def test_who_waits_is_found_and_let_in_where_there_is_room(door: Door) -> None:
    date = make_date(make_event(title="Small", slug="small", has_waiting_list=True), capacity=2)
    door = Door(door.client, date)
    held = book(date, "Held Place", 2)
    waiting = ask(date, 1, name="Waits Here", email="waits@example.org")
    assert waiting.state == BookingState.WAITING
    assert rows_shown(door.open()) == ["Held Place"]

    page = door.open(q="waits")
    assert rows_shown(page) == ["Waits Here"]
    assert "Every place is taken." in words(page)
    assert "Let in Waits Here" not in page.content.decode()
    refused = door.press(f"in:{waiting.public_id}")
    page = door.client.get(refused["Location"].partition("#")[0])
    assert "There is no free place for Waits Here." in words(page)

    make_room(held)
    page = door.open(q="waits")
    assert "Let in Waits Here" in page.content.decode()
    door.press(f"in:{waiting.public_id}")

    assert now_of(waiting).state == BookingState.CONFIRMED
    assert now_of(waiting).arrived_at is not None


def make_room(booking: Booking) -> None:
    """Free places without offering them on."""
    row = booking.slots.get().slot
    row.capacity = 4
    row.save()


def test_a_cancelled_booking_is_found_with_its_state(door: Door, date: EventDate) -> None:
    make_booking(date, name="Gone Away", state=BookingState.CANCELLED)

    page = door.open(q="gone")

    assert rows_shown(page) == ["Gone Away"]
    assert "Cancelled" in words(page)
    assert "Let in Gone Away" in page.content.decode()


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("khatun", True),
        ("KHATUN amina", True),
        ("khat", True),
        ("Michał", False),
        ("k7qm-4xpd", True),
        ("K7 QM 4X", True),
        ("o'kh", False),
    ],
)
def test_a_booking_is_found_by_part_of_a_name_or_reference(
    door: Door, date: EventDate, wanted: str, found: bool
) -> None:
    make_booking(date, name="Amina Khatun-Begum", reference="K7QM4XPD")
    make_booking(date, name="Zofia", reference="ZZZZZZZZ")

    assert ("Amina Khatun-Begum" in rows_shown(door.open(q=wanted))) is found


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Michał Łoś", "michal los"),
        ("Renée O’Brien", "renee obrien"),
        ("Jean-Luc", "jean luc"),
        ("Nguyễn Văn", "nguyen van"),
        ("Straße", "strasse"),
        ("آمنہ خان", "خان"),
    ],
)
def test_accents_hyphens_and_marks_are_ignored(
    door: Door, date: EventDate, name: str, wanted: str
) -> None:
    make_booking(date, name=name)

    assert rows_shown(door.open(q=wanted)) == [name]


def test_a_search_for_signs_alone_finds_nobody(door: Door, date: EventDate) -> None:
    make_booking(date, name="Amina")

    page = door.open(q="--")

    assert rows_shown(page) == []
    assert "Nobody is found" in words(page)


def test_a_booking_of_another_event_cannot_be_pressed_here(door: Door, date: EventDate) -> None:
    other = book(make_date(make_event(title="Other", slug="other"), capacity=5), "Other Person")

    answer = door.press(f"in:{other.public_id}")
    sent = door.send(f"in:{other.public_id}")

    assert now_of(other).arrived_at is None
    page = door.client.get(answer["Location"].partition("#")[0])
    assert "This booking is no longer here. Nobody was counted." in words(page)
    assert "Other Person" not in page.content.decode()
    assert sent.status_code == 404
    assert "Other Person" not in sent.content.decode()


def test_a_cancelled_date_counts_nobody(door: Door, date: EventDate) -> None:
    booking = book(date, "Amina Khatun")
    EventDate.objects.filter(pk=date.pk).update(status=EventStatus.CANCELLED)

    answer = door.press(f"in:{booking.public_id}")

    page = door.client.get(answer["Location"].partition("#")[0])
    assert "This date does not take place. Nobody was counted." in words(page)
    assert 'value="in:' not in page.content.decode()


def test_numbers_for_a_phone_name_nobody(door: Door, date: EventDate) -> None:
    booking = book(date, "Amina Khatun", 2)
    book(date, "Zofia Nowak")

    found = door.send(f"in:{booking.public_id}").json()

    assert found["in"] == [str(booking.public_id)]
    assert found["totals"]["here"] == 2
    assert found["totals"]["expected"] == 1
    assert "Amina" not in str(found)
    again = door.client.get(door.address + door.query, headers={"accept": "application/json"})
    assert again.json() == found


def test_rows_below_the_first_are_hidden_until_all_are_asked_for(
    door: Door, date: EventDate
) -> None:
    for number in range(reading.ROWS_AT_FIRST + 5):
        make_booking(date, name=f"Guest {number:03}")

    assert len(rows_shown(door.open())) == reading.ROWS_AT_FIRST
    assert f"Show all {reading.ROWS_AT_FIRST + 5}" in words(door.open())
    assert len(rows_shown(door.open(all="1"))) == reading.ROWS_AT_FIRST + 5


def test_hundreds_of_rows_ask_no_more_than_one(door: Door, date: EventDate) -> None:
    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert door.open(q="guest").status_code == 200
        return len(asked)

    booking = make_booking(date, name="Guest")
    AccessNeed.objects.create(booking=booking, kinds=["BSL"])
    door.open()
    few = questions()
    for number in range(300):
        booking = make_booking(date, name=f"Guest {number}")
        AccessNeed.objects.create(booking=booking, kinds=["QUIET"])

    assert questions() == few
    assert len(door.open().content) < 700 * 301


def test_access_needs_are_tags_on_the_day_and_each_page_is_a_look(
    door: Door, date: EventDate
) -> None:
    booking = book(date, "Amina Khatun")
    AccessNeed.objects.create(
        booking=booking, kinds=["BSL", "INTERPRETER"], language="اردو", text="Call my brother"
    )

    page = door.open()

    assert "BSL" in words(page)
    assert "Helper: اردو" in words(page)
    assert "Call my brother" not in page.content.decode()
    assert AccessLook.objects.get().where == "door"
    door.press(f"in:{booking.public_id}")
    door.send(f"out:{booking.public_id}")
    assert AccessLook.objects.count() == 1


@pytest.mark.parametrize("moment", [NOW, at(13, 23, 59), at(15, 0, 1)])
def test_on_other_days_nobodys_needs_are_shown_or_looked_at(
    door: Door, date: EventDate, clock, moment
) -> None:
    AccessNeed.objects.create(booking=book(date, "Amina Khatun"), kinds=["BSL"])
    clock.move_to(moment)
    door.client = signed_in(groups.EVENTS_TEAM)  # a session ends with the working day

    page = door.open()

    assert "Amina Khatun" in words(page)
    assert "BSL" not in words(page)
    assert "Today is not the day of this event." in words(page)
    assert not AccessLook.objects.exists()


def test_the_date_of_today_is_shown_unless_another_is_named(door: Door, date: EventDate) -> None:
    later = make_date(date.event, key="2026-12-10", start_at=at(15), end_at=at(15, 12))
    make_date(date.event, key="2026-12-01", start_at=at(6), end_at=at(6, 12))

    assert door.open().context["date"] == date
    assert door.open(date=later.key).context["date"] == later
    assert door.open(date="1999-01-01").context["date"] == date


@pytest.mark.parametrize(
    ("moment", "expected"),
    [(at(0), 6), (at(6, 11), 6), (at(6, 13), 6), (at(7), 14), (at(20), 14)],
)
def test_the_default_date_is_todays_then_the_next_then_the_last(date, moment, expected) -> None:
    first = make_date(date.event, key="2026-12-01", start_at=at(6), end_at=at(6, 12))

    chosen = reading.choose_date([first, date], now=moment)

    assert chosen == (first if expected == 6 else date)


def test_a_press_for_a_date_that_is_not_there_counts_nowhere(door: Door, date: EventDate) -> None:
    for query in ("", "?date=1999-01-01"):
        door.query = query
        assert door.press("walk:1").status_code == 404
    assert here(date) == 0


def test_an_event_without_a_date_says_so(door: Door) -> None:
    event = make_event(title="Undated", slug="undated")
    answer = door.client.get(f"/events/{event.slug}/checkin/")

    assert answer.status_code == 200
    assert "This event has no date yet." in words(answer)


def test_keys_of_presses_are_kept_for_seven_days(door: Door, date: EventDate) -> None:
    door.press("walk:1")

    assert prune(now=THE_DAY + datetime.timedelta(days=6))["door_presses"] == 0
    assert prune(now=THE_DAY + datetime.timedelta(days=8))["door_presses"] == 1
    assert here(date) == 1
