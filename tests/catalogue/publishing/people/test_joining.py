"""Asking to join, from the form to the first desk."""

import datetime
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client

from catalogue.providers.enums import MemberRole
from catalogue.providers.models import (
    AuditEntry,
    JoinRequest,
    Membership,
    Organisation,
    RegisteredProvider,
)
from catalogue.publishing.letter_writing import render_letter
from catalogue.publishing.models import Letter, Review
from catalogue.publishing.people import services
from tests.factories import OrganisationFactory
from tests.publishing_factories import client_of, make_member, make_user

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)
SAID = {
    "person_name": "Mira Hollis",
    "organisation_name": "Tame Street Community Centre",
    "kind": "COMMUNITY",
    "ukprn": "",
    "website": "www.tamestreet.example",
    "phone": "01632 960118",
    "reason": "English classes for beginners.",
}


@pytest.fixture(autouse=True)
def no_limits_of_other_tests() -> None:
    cache.clear()


def asked(user: Any = None, **changes: Any) -> JoinRequest:
    values = {**SAID, **changes}
    return services.ask_to_join(user or make_user("mira"), asked=services.Asked(**values), now=NOW)


def register(ukprn: str = "10001234", name: str = "LOCKGATE COLLEGE", **values: Any) -> None:
    RegisteredProvider.objects.create(
        ukprn=ukprn, name=name, imported_date=NOW.date(), **{"status": "Active", **values}
    )


def test_a_visitor_signs_in_first() -> None:
    response = Client().get("/manage/join/")
    assert response.status_code == 302
    assert "next=/manage/join/" in response.url


def test_a_volunteer_asks_and_reads_that_it_is_looked_at() -> None:
    mira = make_user("mira", second_step=False)
    client = client_of(mira)
    page = client.post("/manage/join/", SAID, follow=True).content.decode()
    assert "We are looking at your request" in page
    assert "Tame Street Community Centre" in page
    request = JoinRequest.objects.get()
    assert (request.state, request.website) == ("OPEN", "https://www.tamestreet.example")
    review = Review.objects.get()
    assert (review.kind, review.join_request) == ("JOIN", request)
    mira.refresh_from_db()
    assert mira.get_full_name() == "Mira Hollis"


def test_a_request_and_what_follows_from_it_have_the_time_of_who_asked() -> None:
    request = asked()
    later = NOW + datetime.timedelta(hours=1)

    membership = services.approve_join(request, actor=make_user("sam"), comment="", now=later)

    assert (request.created_at, Review.objects.get().created_at) == (NOW, NOW)
    assert (membership.created_at, Letter.objects.get().created_at) == (later, later)


def test_enter_sends_the_form_rather_than_looking_up() -> None:
    """A browser presses the first button of a form for who presses Enter."""
    page = client_of(make_user("mira")).get("/manage/join/").content.decode()
    form = page[page.index('action="/manage/join/"') :]
    first, *others = re.findall(r"<button\b[^>]*>", form[: form.index("</form>")])
    assert 'name="look"' not in first
    assert any('name="look"' in other for other in others)


def test_sending_twice_asks_once() -> None:
    client = client_of(make_user("mira"))
    client.post("/manage/join/", SAID)
    client.post("/manage/join/", SAID)
    assert (JoinRequest.objects.count(), Review.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("person_name", " ", "Enter your name"),
        ("person_name", "- . -", "Enter your name"),
        ("organisation_name", "!!!", "Enter the name of your organisation"),
        ("kind", "", "Choose what sort of organisation it is"),
        ("kind", "JOBCENTRE", "Choose one of the sorts"),
        ("ukprn", "2000", "8 digits of the UKPRN"),
        ("website", "not an address", "Enter a web address"),
        ("phone", "", "Enter a phone number"),
        ("phone", "ask for Mira", "Write the phone number, like 01632 960 118."),
        ("reason", "", "Write what you will publish"),
        ("person_name", "x\x00y", "Null characters"),
    ],
)
def test_an_answer_that_is_missing_is_named_at_its_place(
    field: str, value: str, words: str
) -> None:
    response = client_of(make_user("mira")).post("/manage/join/", {**SAID, field: value})
    page = response.content.decode()
    assert "There is 1 thing to change" in page
    assert words in page
    assert not JoinRequest.objects.exists()


def test_the_register_says_whose_number_it_is_before_anything_is_sent() -> None:
    register(town="Walsall")
    client = client_of(make_user("mira"))
    page = client.post("/manage/join/", {"ukprn": "1000 1234", "look": "1"}).content.decode()
    assert "10001234 is LOCKGATE COLLEGE, Walsall in the register." in page
    assert "thing to change" not in page
    assert not JoinRequest.objects.exists()


def test_a_number_that_no_register_has_is_a_warning_and_no_error() -> None:
    client = client_of(make_user("mira"))
    page = client.post("/manage/join/", {"ukprn": "10009999", "look": "1"}).content.decode()
    assert "We do not find 10009999" in page
    client.post("/manage/join/", {**SAID, "ukprn": "10009999"})
    assert JoinRequest.objects.get().ukprn == "10009999"


def test_an_organisation_that_is_here_is_offered_without_its_people() -> None:
    here = OrganisationFactory(name="Tame Street Community Centre", kind="COMMUNITY")
    owner = make_member("OWNER", organisation=here, name="olive")
    client = client_of(make_user("mira"))

    page = client.post("/manage/join/", SAID).content.decode()
    assert "Is it one of these?" in page
    assert owner.user.email not in page
    assert "olive" not in page
    assert not JoinRequest.objects.exists()

    client.post("/manage/join/", {**SAID, "match": str(here.pk)})
    request = JoinRequest.objects.get()
    assert request.organisation == here


def test_saying_that_it_is_another_one_goes_on_with_a_hint_for_the_moderator() -> None:
    OrganisationFactory(name="Tame Street Community Centre")
    client_of(make_user("mira")).post("/manage/join/", {**SAID, "match": "new"})
    assert JoinRequest.objects.get().organisation is None
    assert "LOOK_ALIKE" in Review.objects.get().reasons


def test_nobody_asks_for_an_organisation_that_was_not_offered() -> None:
    OrganisationFactory(name="Tame Street Community Centre")
    other = OrganisationFactory(name="Somebody else entirely")
    client_of(make_user("mira")).post("/manage/join/", {**SAID, "match": str(other.pk)})
    assert not JoinRequest.objects.exists()


def test_one_ukprn_is_one_organisation() -> None:
    here = OrganisationFactory(name="Lockgate College", ukprn="10001234", is_live=False)
    client = client_of(make_user("mira"))
    said = {**SAID, "ukprn": "10001234"}
    page = client.post("/manage/join/", {**said, "match": "new"}).content.decode()
    assert "Lockgate College has this UKPRN." in page
    client.post("/manage/join/", {**said, "match": str(here.pk)})
    assert JoinRequest.objects.get().organisation == here


def test_approval_makes_the_organisation_with_its_owner_and_it_is_checked_first() -> None:
    request = asked()
    moderator = make_user("mod")

    membership = services.approve_join(request, actor=moderator, comment="Welcome.", now=NOW)

    assert membership.role == MemberRole.OWNER
    organisation = membership.organisation
    assert (organisation.name, organisation.is_trusted) == ("Tame Street Community Centre", False)
    letter = Letter.objects.get()
    assert (letter.kind, letter.email) == ("JOIN_OK", "mira@lockgate.example")
    assert letter.facts["slug"] == organisation.slug
    assert AuditEntry.objects.get().action == "JOINED"
    page = client_of(request.user).get("/manage/", follow=True)
    assert page.redirect_chain[-1][0] == f"/manage/{organisation.slug}/"


@pytest.mark.parametrize(("has_owner", "role"), [(True, "EDITOR"), (False, "OWNER")])
def test_of_one_that_is_here_they_become_editor_or_the_missing_owner(
    has_owner: bool, role: str
) -> None:
    here = OrganisationFactory()
    if has_owner:
        make_member("OWNER", organisation=here, name="olive")
    else:
        make_member("OWNER", organisation=here, name="olive", is_suspended=True)
    request = asked(organisation=here)
    assert services.approve_join(request, actor=None, comment="", now=NOW).role == role
    assert Organisation.objects.count() == 1


def test_owners_are_told_whom_a_moderator_let_in() -> None:
    here = OrganisationFactory(name="Tame Street Community Centre", slug="tame-street")
    make_member("OWNER", organisation=here, name="olive")
    make_member("EDITOR", organisation=here, name="ed")
    make_member("OWNER", organisation=here, name="stopped", is_suspended=True)

    request = asked(organisation=here)
    services.approve_join(request, actor=None, comment="", now=NOW)

    letter = Letter.objects.get(kind="EDITOR_IN")
    words = render_letter(letter).text
    assert letter.email == "olive@lockgate.example"
    assert request.person_name in words
    assert "mira@lockgate.example" in words
    assert "/manage/tame-street/people/" in words


def test_an_organisation_called_like_an_address_of_ours_gets_another_one() -> None:
    request = asked(organisation_name="Checks")
    slug = services.approve_join(request, actor=None, comment="", now=NOW).organisation.slug
    assert slug == "checks-2"


def test_a_number_that_was_taken_meanwhile_is_told_to_the_moderator() -> None:
    request = asked(ukprn="10001234")
    OrganisationFactory(name="Lockgate College", ukprn="10001234")
    with pytest.raises(ValidationError, match="Lockgate College has this UKPRN"):
        services.approve_join(request, actor=None, comment="", now=NOW)
    assert not Membership.objects.exists()


def test_a_suspended_member_does_not_come_back_by_asking() -> None:
    member = make_member("EDITOR", is_suspended=True)
    request = asked(member.user, organisation=member.organisation)
    with pytest.raises(ValidationError, match="owner decides"):
        services.approve_join(request, actor=None, comment="", now=NOW)


def test_a_request_that_was_sent_back_shows_why_and_is_filled_in_again() -> None:
    request = asked()
    services.return_join(request, actor=None, comment="Which building?\nCall us.", now=NOW)
    client = client_of(request.user)

    page = client.get("/manage/").content.decode()
    assert "Which building?" in page
    again = client.get("/manage/join/").content.decode()
    assert 'value="Tame Street Community Centre"' in again
    assert Letter.objects.get().kind == "JOIN_BACK"
    client.post("/manage/join/", SAID)
    assert JoinRequest.objects.filter(state="OPEN").count() == 1


def test_a_request_is_decided_once() -> None:
    request = asked()
    services.return_join(request, actor=None, comment="No.", now=NOW)
    with pytest.raises(ValidationError, match="decided or taken back"):
        services.approve_join(request, actor=None, comment="", now=NOW)


def test_a_person_takes_their_request_back() -> None:
    request = asked()
    client = client_of(request.user)
    assert client.get("/manage/join/take-back/").status_code == 405
    client.post("/manage/join/take-back/")
    request.refresh_from_db()
    assert request.state == "WITHDRAWN"
    assert Review.objects.get().state == "WITHDRAWN"


def test_a_moderator_finds_the_way_to_the_checks(admin_user: Any) -> None:
    page = client_of(admin_user).get("/manage/").content.decode()
    assert "Providers" in page
