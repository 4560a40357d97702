"""Who may stand at the door. A stranger learns nothing, not even which events there are."""

import pytest
from django.test import Client

from catalogue.events.bookings.records import AccessLook
from catalogue.events.dates import DoorPress, EventDate
from portal.accounts import groups
from tests.catalogue.events.door.conftest import Door
from tests.event_factories import make_booking, make_date, make_event
from tests.staff import PASSWORD, signed_in, signed_in_without_rights

pytestmark = pytest.mark.django_db
NAME = "Amina Khatun"


@pytest.fixture
def booking(date: EventDate):
    return make_booking(date, name=NAME)


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_a_stranger_gets_one_answer_for_every_event(booking, method: str) -> None:
    answers = [
        getattr(Client(), method)(f"/events/{slug}/checkin/") for slug in ("jobs-fair", "no-such")
    ]

    there, not_there = answers
    assert there.status_code == not_there.status_code == 302
    assert there["Location"] == "/accounts/login/?next=/events/jobs-fair/checkin/"
    assert not_there["Location"] == "/accounts/login/?next=/events/no-such/checkin/"
    assert there.content == not_there.content
    assert there["Cache-Control"] == not_there["Cache-Control"] == "private, no-store"


def test_the_script_of_a_stranger_is_told_to_sign_in(booking) -> None:
    answer = Client().get("/events/jobs-fair/checkin/", headers={"accept": "application/json"})

    assert (answer.status_code, answer.json()) == (401, {})


@pytest.mark.parametrize("role", [groups.EDITORS, groups.MODERATORS, None])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("slug", ["jobs-fair", "no-such"])
def test_other_staff_may_not_open_it(booking, role: str | None, method: str, slug: str) -> None:
    client = signed_in(role) if role else signed_in_without_rights()

    answer = getattr(client, method)(f"/events/{slug}/checkin/?date=once", {"press": "walk:1"})

    assert answer.status_code == 403
    assert answer["Cache-Control"] == "private, no-store"
    assert "noindex" in answer["X-Robots-Tag"]
    assert NAME not in answer.content.decode()
    assert not DoorPress.objects.exists()
    assert not AccessLook.objects.exists()


@pytest.mark.parametrize("role", [groups.EVENTS_TEAM, groups.ADMINISTRATORS])
def test_the_team_opens_it_and_nobody_keeps_it(booking, role: str) -> None:
    answer = signed_in(role).get("/events/jobs-fair/checkin/")

    assert answer.status_code == 200
    assert NAME in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert "noindex" in answer["X-Robots-Tag"]


@pytest.mark.parametrize("facts", [{"live": False}, {"is_template": True}])
def test_drafts_and_templates_have_no_door(team: Client, facts: dict[str, bool]) -> None:
    date = make_date(make_event(title="Draft", slug="draft", **facts))
    door = Door(team, date)

    assert door.open().status_code == 404
    assert door.press("walk:1").status_code == 404
    assert not DoorPress.objects.exists()


def test_a_forged_press_is_refused(booking) -> None:
    signed = signed_in(groups.EVENTS_TEAM)
    client = Client(enforce_csrf_checks=True)
    client.cookies = signed.cookies

    answer = client.post("/events/jobs-fair/checkin/?date=once", {"press": "walk:1"})

    assert answer.status_code == 403
    assert not DoorPress.objects.exists()


def test_who_may_check_in_but_not_see_needs_sees_no_tags(booking) -> None:
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Permission

    user = get_user_model().objects.create_user("door", password=PASSWORD)
    user.user_permissions.set(Permission.objects.filter(codename="check_in"))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    assert NAME in client.get("/events/jobs-fair/checkin/").content.decode()
    assert not AccessLook.objects.exists()
