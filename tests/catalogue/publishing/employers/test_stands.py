"""Organisations ask for stands at events, and the events team decides."""

import pytest
import time_machine

from catalogue.events.enums import EventKind
from catalogue.events.models import EventPage, Exhibitor, StandRequest
from catalogue.events.stand_services import StandRefused, approve_stand
from catalogue.providers.enums import MemberRole, RequestState
from catalogue.publishing.models import Letter
from portal.accounts.groups import EDITORS, EVENTS_TEAM
from portal.core.clock import now
from tests.event_factories import NOW, make_date, make_event
from tests.factories import OrganisationFactory
from tests.publishing_factories import client_of, make_member, make_user
from tests.staff import signed_in

pytestmark = pytest.mark.django_db
BRINGS = {
    "roles_wanted": "Care assistants",
    "jobs_count": "4",
    "needs": "Power",
    "contact_name": "Lena Hart",
    "contact_phone": "01632 960133",
    "contact_email": "lena@cogsmith.example",
}


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def member():
    return make_member(MemberRole.EDITOR, organisation=OrganisationFactory(slug="cogsmith"))


@pytest.fixture
def fair():
    return make_date(make_event(kind=EventKind.CAREERS_FAIR))


def ask(member, date, **changes):
    url = f"/manage/cogsmith/stands/dates/{date.pk}/"
    return client_of(member.user).post(url, BRINGS | changes)


@pytest.mark.row(25)
def test_a_request_becomes_an_exhibitor_on_the_public_page(member, fair):
    ask(member, fair)
    found = StandRequest.objects.get()
    staff = signed_in(EVENTS_TEAM)
    assert "To answer: 1" in staff.get("/admin/").content.decode()
    assert b"Care assistants" in staff.get("/admin/stands/").content
    staff.post(f"/admin/stands/{found.pk}/", {"do": "give", "stand": "B4", "comment": ""})
    found.refresh_from_db()
    row = Exhibitor.objects.get(event=fair.event)
    assert (found.state, row.organisation, row.stand) == ("APPROVED", member.organisation, "B4")
    assert row.jobs_count == 4
    assert (
        "Stand <bdi>B4</bdi>"
        in client_of(member.user).get("/manage/cogsmith/stands/").content.decode()
    )
    assert Letter.objects.get().email == "lena@cogsmith.example"


def test_a_page_with_unpublished_words_stays_as_it_is_and_its_draft_gets_the_stand(member, fair):
    event = EventPage.objects.get(pk=fair.event_id)
    event.summary = "Words that nobody approved"
    event.save_revision()
    ask(member, fair)
    _found, is_shown = approve_stand(
        StandRequest.objects.get().pk, stand="", comment="", user=make_user("sam"), now=now()
    )
    event.refresh_from_db()
    assert not is_shown
    assert event.summary == "Meet employers."
    draft = event.get_latest_revision_as_object()
    assert [one.organisation for one in draft.exhibitors.all()] == [member.organisation]


def test_the_list_tells_when_and_where_in_words(member, fair):
    page = client_of(member.user).get("/manage/cogsmith/stands/").content.decode()
    assert "Wednesday 9 December 2026, 10am to 3pm" in page


def test_a_refusal_needs_a_reason_and_the_organisation_reads_it(member, fair):
    ask(member, fair)
    found, staff = StandRequest.objects.get(), signed_in(EVENTS_TEAM)
    url = f"/admin/stands/{found.pk}/"
    assert b"Write why" in staff.post(url, {"do": "refuse"}).content
    staff.post(url, {"do": "refuse", "comment": "All stands are taken."})
    page = client_of(member.user).get("/manage/cogsmith/stands/").content.decode()
    assert "All stands are taken." in page
    assert not Exhibitor.objects.exists()


def test_two_of_the_team_decide_once(member, fair):
    ask(member, fair)
    number, user = StandRequest.objects.get().pk, make_user("sam", is_superuser=True)
    approve_stand(number, stand="A1", comment="", user=user, now=now())
    with pytest.raises(StandRefused):
        approve_stand(number, stand="A2", comment="", user=user, now=now())
    assert Exhibitor.objects.get().stand == "A1"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("contact_name", "...", "Write the name of a person"),
        ("contact_phone", "the office", "Write the phone number, like 01632 960 118."),
    ],
)
def test_an_answer_that_helps_nobody_is_told(member, fair, field, value, words):
    page = ask(member, fair, **{field: value}).content.decode()
    assert words in page
    assert f'value="{value}"' in page
    assert not StandRequest.objects.exists()


def test_an_organisation_asks_once_and_can_take_it_back(member, fair):
    ask(member, fair)
    ask(member, fair)
    found = StandRequest.objects.get()
    client_of(member.user).post(f"/manage/cogsmith/stands/{found.pk}/withdraw/")
    found.refresh_from_db()
    assert found.state == RequestState.WITHDRAWN
    ask(member, fair)
    assert StandRequest.objects.filter(state=RequestState.OPEN).count() == 1


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"kind": EventKind.WORKSHOP}, id="no stands there"),
        pytest.param({"kind": EventKind.CAREERS_FAIR, "days": 2}, id="too soon"),
        pytest.param({"kind": EventKind.CAREERS_FAIR, "live": False}, id="not on the site"),
    ],
)
def test_other_events_cannot_be_asked_for(member, facts):
    date = make_date(make_event(**facts))
    assert ask(member, date).status_code == 404
    assert not StandRequest.objects.exists()


def test_errors_stand_at_their_fields_and_nothing_is_sent(member, fair):
    answer = ask(member, fair, roles_wanted="", contact_email="lena at home", jobs_count="many")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write what you bring" in page
    assert "name@example.org" in page
    assert not StandRequest.objects.exists()


def test_another_organisation_sees_and_takes_back_nothing(member, fair):
    ask(member, fair)
    other = make_member(organisation=OrganisationFactory(slug="other"), name="marek")
    number = StandRequest.objects.get().pk
    client = client_of(other.user)
    assert client.post(f"/manage/other/stands/{number}/withdraw/").status_code == 404
    assert client.post(f"/manage/cogsmith/stands/{number}/withdraw/").status_code == 404
    assert StandRequest.objects.get().state == RequestState.OPEN


def test_editors_of_the_site_do_not_decide_about_stands(member, fair):
    ask(member, fair)
    answer = signed_in(EDITORS).get(f"/admin/stands/{StandRequest.objects.get().pk}/")
    assert answer.status_code in (302, 403)
