"""The area of the events team."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.events.bookings import services
from catalogue.events.bookings.records import AccessLook, AccessNeed, Booking
from catalogue.events.dates import EventDate
from catalogue.events.enums import BookingSource, BookingState, EventStatus, Repeats
from catalogue.events.pages import EventDateChange, EventPage, EventSession, EventsPage, Exhibitor
from catalogue.events.scheduling import sync_dates
from portal.accounts.groups import ADMINISTRATORS, EDITORS, ensure_groups
from tests.catalogue.events.admin.event_form import local
from tests.event_factories import NOW, at, events_page, make_booking, make_date, make_event
from tests.factories import OrganisationFactory
from tests.staff import signed_in, words

pytestmark = pytest.mark.django_db


def shown(team: Client, part: str) -> str:
    return words(team.get("/admin/events/", {"show": part}))


def book(date: EventDate, name: str, **facts: object) -> Booking:
    request = services.BookingRequest(
        date_id=date.pk, name=name, email=f"{name.lower()}@example.org", **facts
    )
    return services.book(request, now=NOW).booking


def test_the_menu_leads_there(team: Client) -> None:
    assert "/admin/events/" in team.get("/admin/").content.decode()


def test_each_part_of_the_list_has_its_dates(team: Client) -> None:
    make_date(make_event(title="Soon fair", days=5))
    make_date(make_event(title="Today fair", days=0))
    make_date(make_event(title="Past fair", days=-5))
    full = make_date(make_event(title="Full fair", days=6, capacity=1))
    book(full, "Amina")
    book(full, "Bilal")
    make_event(title="Draft fair", live=False, has_unpublished_changes=True)
    make_event(title="Pattern fair", live=False, is_template=True)

    upcoming = shown(team, "upcoming")
    assert all(title in upcoming for title in ("Soon fair", "Today fair", "Full fair"))
    assert "Past fair" not in upcoming
    assert "Draft fair" not in upcoming
    assert "1 of 1 Full" in upcoming
    assert "Soon fair" not in shown(team, "today")
    assert "Today fair" in shown(team, "today")
    assert "Past fair" in shown(team, "past")
    assert "Full fair" in shown(team, "full")
    assert "Soon fair" not in shown(team, "full")
    assert "Draft fair" in shown(team, "drafts")
    assert "Pattern fair" not in shown(team, "drafts")
    assert "Pattern fair" in shown(team, "templates")


@pytest.mark.parametrize("part", ["", "nothing", "full'", "UPCOMING"])
def test_an_unknown_part_is_what_is_upcoming(team: Client, part: str) -> None:
    make_date(make_event(title="Soon fair"))

    assert "Soon fair" in shown(team, part)


def test_the_list_asks_few_questions(team: Client, django_assert_max_num_queries) -> None:
    for _number in range(12):
        make_date(make_event())
    team.get("/admin/events/")

    with django_assert_max_num_queries(25):
        team.get("/admin/events/")


def test_the_page_of_a_date_shows_who_comes_and_who_waits(team: Client) -> None:
    event = make_event(capacity=2)
    talk = EventSession.objects.create(
        event=event,
        title="Write a CV",
        starts_at=datetime.time(11),
        ends_at=datetime.time(12),
        capacity=5,
    )
    date = make_date(event)
    book(date, "Amina", party_size=2, session_keys=[talk.key])
    book(date, "Bilal")

    answer = team.get(reverse("events_team:date", args=[date.pk]))
    said = words(answer)

    check_in = reverse("door:check_in", args=[event.slug])
    assert f'href="{check_in}?date={date.key}"' in answer.content.decode()
    assert "2 of 2" in said
    assert "Amina" in said
    assert "amina@example.org" in said
    assert "Write a CV" in said
    assert "Waiting list" in said
    assert said.index("Amina") < said.index("Bilal")


def test_a_caller_gets_a_place(team: Client) -> None:
    date = make_date(make_event(capacity=10))
    address = reverse("events_team:book", args=[date.pk])
    form = team.get(address).context["form"]
    key = str(form["idempotency_key"].value())
    sent = {
        "name": "Amina K",
        "phone": "07700 900123",
        "email": "",
        "party_size": "2",
        "language": "ur",
        "needs": ["BSL"],
        "needs_language": "",
        "needs_text": "",
        "idempotency_key": key,
    }

    for _press in range(2):
        answer = team.post(address, sent)
        assert answer.status_code == 302

    booking = Booking.objects.get()
    assert (booking.source, booking.state) == (BookingSource.STAFF, BookingState.CONFIRMED)
    assert (booking.phone, booking.party_size, booking.language) == ("+447700900123", 2, "ur")
    assert booking.access_need.kinds == ["BSL"]


def test_a_caller_must_be_reached(team: Client) -> None:
    date = make_date(make_event(capacity=10))

    answer = team.post(
        reverse("events_team:book", args=[date.pk]), {"name": "Amina", "party_size": "1"}
    )

    assert "Write a phone number or an email address." in words(answer)
    assert not Booking.objects.exists()


def test_a_full_event_without_a_waiting_list_says_so(team: Client) -> None:
    date = make_date(make_event(capacity=1, has_waiting_list=False))
    book(date, "Amina")
    address = reverse("events_team:book", args=[date.pk])
    key = str(team.get(address).context["form"]["idempotency_key"].value())

    answer = team.post(
        address,
        {
            "name": "Bilal",
            "phone": "07700 900123",
            "party_size": "1",
            "language": "en-gb",
            "idempotency_key": key,
        },
    )

    assert "Every place is taken, and this event has no waiting list." in words(answer)
    assert Booking.objects.count() == 1


def test_a_cancelled_date_takes_no_bookings(team: Client) -> None:
    date = make_date(make_event(), status=EventStatus.CANCELLED)

    answer = team.get(reverse("events_team:book", args=[date.pk]), follow=True)

    assert "This date does not take place." in words(answer)


def test_a_booking_is_cancelled_after_one_question(team: Client) -> None:
    date = make_date(make_event(capacity=1))
    booking, waiting = book(date, "Amina"), book(date, "Bilal")
    address = reverse("events_team:cancel", args=[booking.pk])

    assert team.get(address).status_code == 200
    booking.refresh_from_db()
    assert booking.state == BookingState.CONFIRMED
    team.post(address)

    booking.refresh_from_db()
    waiting.refresh_from_db()
    assert (booking.state, waiting.state) == (BookingState.CANCELLED, BookingState.OFFERED)


def test_each_look_at_access_needs_is_written_down(team: Client) -> None:
    date = make_date(make_event())
    booking = make_booking(date, name="Amina K")
    AccessNeed.objects.create(booking=booking, kinds=["BSL"], text="Front row")

    page = words(team.get(reverse("events_team:date", args=[date.pk])))
    assert "A sign language (BSL) interpreter: 1" in page
    assert "Front row" not in page
    assert not AccessLook.objects.exists()

    needs = words(team.get(reverse("events_team:needs", args=[date.pk])))
    assert "Front row" in needs
    assert AccessLook.objects.get().needs == 1


def test_exhibitors_can_be_printed_with_their_contacts(team: Client) -> None:
    event = make_event()
    Exhibitor.objects.create(
        event=event,
        organisation=OrganisationFactory(name="Hill Foods"),
        stand="A1",
        jobs_count=3,
        contact_name="Sam",
        contact_phone="0121 496 0001",
    )

    said = words(team.get(reverse("events_team:exhibitors", args=[event.pk])))

    for word in ("Hill Foods", "A1", "Sam", "0121 496 0001", "3 jobs"):
        assert word in said


def test_a_copy_has_new_dates_and_the_same_exhibitors(team: Client) -> None:
    event = make_event(
        title="Jobs fair", repeats=Repeats.WEEKLY, repeat_until=at(28).date(), status="CANCELLED"
    )
    Exhibitor.objects.create(event=event, organisation=OrganisationFactory(name="Hill Foods"))
    EventDateChange.objects.create(event=event, on_date=at(21).date(), kind="CANCELLED")
    EventSession.objects.create(
        event=event, title="CV", starts_at=datetime.time(11), ends_at=datetime.time(12)
    )
    sync_dates(event, now=NOW)
    make_booking(event.dates.first())

    answer = team.post(
        reverse("events_team:copy", args=[event.pk]),
        {
            "title": "Jobs fair in May",
            "first_start": local(at(150, 10)),
            "first_end": local(at(150, 12)),
            "repeat_until": str(at(170).date()),
        },
    )

    made = EventPage.objects.get(title="Jobs fair in May")
    assert answer["Location"] == f"/admin/pages/{made.pk}/edit/"
    assert not made.live
    draft = made.get_latest_revision_as_object()
    for page in (made, draft):
        assert (page.slug, page.status, page.first_start) == (
            "jobs-fair-in-may",
            EventStatus.SCHEDULED,
            at(150, 10),
        )
        assert [str(one) for one in page.exhibitors.all()] == ["Hill Foods"]
        assert [one.title for one in page.sessions.all()] == ["CV"]
        assert not page.date_changes.all()
    assert not made.dates.exists()
    assert made.translation_key != event.translation_key


def test_a_template_becomes_an_event(team: Client) -> None:
    template = make_event(title="Drop-in", live=False, is_template=True)

    team.post(
        reverse("events_team:copy", args=[template.pk]),
        {
            "title": "Drop-in",
            "first_start": local(at(30, 10)),
            "first_end": local(at(30, 12)),
        },
    )

    made = EventPage.objects.exclude(pk=template.pk).get()
    assert not made.is_template
    assert made.slug == "drop-in"


def test_a_copy_needs_possible_dates(team: Client) -> None:
    event = make_event(repeats=Repeats.WEEKLY, repeat_until=at(28).date())

    answer = team.post(
        reverse("events_team:copy", args=[event.pk]),
        {
            "title": "Fair",
            "first_start": local(at(30, 12)),
            "first_end": local(at(30, 10)),
            "repeat_until": "",
        },
    )

    said = words(answer)
    assert "The event ends before it starts." in said
    assert "Write the last day of the new series." in said
    assert EventPage.objects.count() == 1


def test_a_postponed_date_stays_with_what_is_to_come_when_its_day_has_passed(team: Client) -> None:
    event = make_event(title="Green fair", days=-3)
    make_date(event, status=EventStatus.POSTPONED)

    assert "Green fair" in shown(team, "upcoming")
    assert "Green fair" not in shown(team, "past")


def test_the_copy_action_of_the_page_tree_asks_for_new_dates(team: Client) -> None:
    event = make_event(status=EventStatus.CANCELLED)

    answer = team.get(f"/admin/pages/{event.pk}/copy/")

    assert answer.url == reverse("events_team:copy", args=[event.pk])


def test_an_editor_without_the_right_to_bookings_copies_a_page_that_is_no_demonstration() -> None:
    event = make_event(is_demo=True, live=False)
    ensure_groups()
    facts = {
        "new_title": "Jobs fair again",
        "new_slug": "jobs-fair-again",
        "new_parent_page": event.get_parent().pk,
    }

    signed_in(EDITORS).post(f"/admin/pages/{event.pk}/copy/", facts)

    copy = EventPage.objects.get(slug="jobs-fair-again")
    assert not copy.is_demo
    assert not copy.get_latest_revision_as_object().is_demo


def test_nobody_makes_an_alias_of_an_event() -> None:
    event = make_event()
    ensure_groups()
    parent = event.get_parent().pk
    facts = {"new_title": "Alias", "new_slug": "alias", "new_parent_page": parent, "alias": "on"}

    signed_in(EDITORS).post(f"/admin/pages/{event.pk}/copy/", facts)

    assert list(EventPage.objects.all()) == [event]


def test_the_list_of_events_is_not_copied() -> None:
    page = events_page()

    assert not EventsPage.can_create_at(page.get_parent())


def test_the_report_of_looks_asks_the_same_questions_for_many_as_for_few() -> None:
    ensure_groups()
    administrator = signed_in(ADMINISTRATORS)
    address = reverse("access-looks:index")

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert administrator.get(address).status_code == 200
        return len(asked)

    for _ in range(2):
        AccessLook.objects.create(date=make_date(make_event()), where="door", looked_at=NOW)
    questions()
    few = questions()
    for _ in range(5):
        AccessLook.objects.create(date=make_date(make_event()), where="door", looked_at=NOW)
    assert questions() == few
