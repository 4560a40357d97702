"""Who may see what of bookings: every address of the team's area, every role."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from catalogue.events.bookings.records import AccessLook, AccessNeed, Booking
from catalogue.events.enums import BookingState
from catalogue.events.team import urls
from portal.accounts import groups
from portal.pages.home import HomePage
from tests.event_factories import events_page, make_booking, make_date, make_event
from tests.staff import signed_in, signed_in_without_rights, words

pytestmark = pytest.mark.django_db
NAME = "Amina Khatun"
NEED = "Front row please"
# Below these nobody but the team learns anything. Numbers are those of rows made in a test.
ADDRESSES = {
    "list": (),
    "attendance": (),
    "date": ("date",),
    "book": ("date",),
    "needs": ("date",),
    "cancel": ("booking",),
    "copy": ("event",),
    "exhibitors": ("event",),
}
OUTSIDERS = ["nobody", "no group", groups.EDITORS, groups.MODERATORS]


@pytest.fixture
def booking() -> Booking:
    home = HomePage.objects.first() or Page.objects.get(depth=1)
    assert home is not None
    made = make_booking(make_date(make_event()), name=NAME, email="amina.khatun@example.org")
    AccessNeed.objects.create(booking=made, kinds=["BSL"], text=NEED)
    groups.ensure_groups()
    return made


def client_of(role: str) -> Client:
    if role == "nobody":
        return Client()
    return signed_in_without_rights() if role == "no group" else signed_in(role)


def address_of(name: str, booking: Booking) -> str:
    numbers = {
        "date": booking.date_id,
        "booking": booking.pk,
        "event": booking.date.event_id,
    }
    return reverse(f"events_team:{name}", args=[numbers[kind] for kind in ADDRESSES[name]])


def test_every_address_of_the_area_is_walked() -> None:
    assert {pattern.name for pattern in urls.urlpatterns} == ADDRESSES.keys()


@pytest.mark.parametrize("role", OUTSIDERS)
@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_outside_the_team_gets_in(
    booking: Booking, role: str, name: str, method: str
) -> None:
    client = client_of(role)

    answer = getattr(client, method)(
        address_of(name, booking), {"first": "2026-01-01", "last": "2026-12-31"}
    )

    assert answer.status_code in (302, 403, 405)
    assert NAME.encode() not in answer.content
    assert NEED.encode() not in answer.content
    booking.refresh_from_db()
    assert booking.state == BookingState.CONFIRMED
    assert not AccessLook.objects.exists()


@pytest.mark.parametrize("name", ADDRESSES)
@pytest.mark.parametrize("role", [groups.EVENTS_TEAM, groups.ADMINISTRATORS])
def test_the_team_gets_in(booking: Booking, name: str, role: str) -> None:
    assert signed_in(role).get(address_of(name, booking)).status_code == 200


@pytest.mark.parametrize("role", [groups.EDITORS, groups.MODERATORS])
def test_the_menu_of_others_does_not_name_it(booking: Booking, role: str) -> None:
    assert 'admin/events/"' not in client_of(role).get("/admin/").content.decode()


@pytest.mark.parametrize("role", [groups.EDITORS, groups.EVENTS_TEAM])
def test_the_page_of_an_event_shows_no_booking(booking: Booking, role: str) -> None:
    answer = client_of(role).get(f"/admin/pages/{booking.date.event_id}/edit/")

    assert answer.status_code == 200
    assert NAME.encode() not in answer.content


def test_the_team_works_below_the_list_of_events_alone(booking: Booking) -> None:
    home = HomePage.objects.first()
    client = signed_in(groups.EVENTS_TEAM)

    assert client.get(f"/admin/pages/{events_page().pk}/").status_code == 200
    assert client.get(f"/admin/pages/{booking.date.event_id}/edit/").status_code == 200
    if home is not None:
        answer = client.get(f"/admin/pages/{home.pk}/edit/", follow=True)
        assert "do not have permission" in words(answer)


def test_rights_to_pages_are_exact_and_made_twice_the_same(booking: Booking) -> None:
    team = groups.Group.objects.get(name=groups.EVENTS_TEAM)
    stray = GroupPagePermission.objects.filter(group=team).first()
    assert stray is not None
    GroupPagePermission.objects.create(
        group=team, page=Page.objects.get(depth=1), permission=stray.permission
    )

    groups.ensure_groups()
    groups.ensure_groups()

    rows = GroupPagePermission.objects.filter(group=team)
    assert set(rows.values_list("page_id", "permission__codename")) == {
        (events_page().pk, name) for name in ("add_page", "change_page", "publish_page")
    }


@pytest.mark.parametrize(
    ("role", "right", "may"),
    [
        (groups.EVENTS_TEAM, "events.view_accessneed", True),
        (groups.EVENTS_TEAM, "events.check_in", True),
        (groups.EVENTS_TEAM, "events.delete_booking", False),
        (groups.EVENTS_TEAM, "courses.change_course", False),
        (groups.EVENTS_TEAM, "providers.change_organisation", False),
        (groups.EDITORS, "events.view_booking", False),
        (groups.EDITORS, "events.view_accessneed", False),
        (groups.MODERATORS, "events.view_booking", False),
        (groups.MODERATORS, "events.check_in", False),
    ],
)
def test_a_group_has_the_rights_of_its_work(role: str, right: str, may: bool) -> None:
    groups.ensure_groups()
    group = groups.Group.objects.get(name=role)
    label, codename = right.split(".")

    has_it = group.permissions.filter(content_type__app_label=label, codename=codename).exists()

    assert has_it is may


@pytest.mark.parametrize("name", ["date", "book", "needs", "cancel", "copy", "exhibitors"])
def test_a_number_of_nothing_is_not_found(booking: Booking, name: str) -> None:
    address = reverse(f"events_team:{name}", args=[999_999_999_999_999_999])

    assert signed_in(groups.EVENTS_TEAM).get(address).status_code == 404


def test_pages_with_names_are_not_kept_by_the_browser(booking: Booking) -> None:
    client = signed_in(groups.EVENTS_TEAM)

    for name in ("date", "needs", "cancel", "exhibitors"):
        assert "no-store" in client.get(address_of(name, booking))["Cache-Control"]


def test_choosing_an_employer_and_adding_one_is_the_teams_work(booking: Booking) -> None:
    client = signed_in(groups.EVENTS_TEAM)

    for model in ("organisation", "venue"):
        assert client.get(f"/admin/snippets/choose/providers/{model}/").status_code in (200, 404)
        assert client.get(f"/admin/snippets/providers/{model}/add/").status_code == 200
