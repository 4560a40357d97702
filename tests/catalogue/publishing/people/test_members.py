"""Who may act for an organisation, and that an owner always remains."""

import datetime
from typing import Any

import pytest
from django.test import Client

from catalogue.providers import members
from catalogue.providers.enums import MemberRole
from catalogue.providers.members import PeopleRefused
from catalogue.providers.models import AuditEntry, Invitation, Membership
from catalogue.publishing.people import member_services
from tests.factories import OrganisationFactory
from tests.publishing_factories import client_of, make_member, make_user

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)


def people_of(organisation: Any, *roles: str) -> list[Membership]:
    return [
        make_member(role, organisation=organisation, name=f"{role.lower()}{number}")
        for number, role in enumerate(roles)
    ]


def step_down(owner: Membership) -> Any:
    role = MemberRole.EDITOR
    return members.change_role(owner.organisation_id, owner.pk, role=role, actor=owner.user)


CHANGES = {
    "leave": (lambda one: members.leave(one.organisation_id, user=one.user), "LAST_OWNER"),
    "step down": (step_down, "LAST_OWNER"),
    "take oneself out": (
        lambda one: members.remove(one.organisation_id, one.pk, actor=one.user),
        "LAST_OWNER",
    ),
    "stop one's own access": (
        lambda one: members.suspend(one.organisation_id, one.pk, actor=one.user),
        "ONESELF",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_last_owner_stays(change: str) -> None:
    owner = make_member("OWNER")
    make_member("EDITOR", organisation=owner.organisation, name="amir")
    work, refusal = CHANGES[change]

    with pytest.raises(PeopleRefused, match=refusal):
        work(owner)

    owner.refresh_from_db()
    assert (owner.role, owner.is_suspended) == ("OWNER", False)


@pytest.mark.parametrize("state", ["suspended", "closed account"])
def test_an_owner_who_cannot_come_in_does_not_count(state: str) -> None:
    owner, other = people_of(OrganisationFactory(), "OWNER", "OWNER")
    if state == "suspended":
        Membership.objects.filter(pk=other.pk).update(is_suspended=True)
    else:
        other.user.is_active = False
        other.user.save()

    with pytest.raises(PeopleRefused, match="LAST_OWNER"):
        members.leave(owner.organisation_id, user=owner.user)


def test_one_of_two_owners_can_step_down_and_the_other_cannot_follow() -> None:
    first, second = people_of(OrganisationFactory(), "OWNER", "OWNER")
    organisation = first.organisation

    member_services.change_role(
        organisation, first.pk, role=MemberRole.VIEWER, actor=first.user, now=NOW
    )

    with pytest.raises(PeopleRefused, match="LAST_OWNER"):
        member_services.remove(organisation, second.pk, actor=second.user, now=NOW)
    assert AuditEntry.objects.get().facts == {"role": "VIEWER"}


def test_who_is_no_owner_any_more_changes_nobody() -> None:
    owner, editor, viewer = people_of(OrganisationFactory(), "OWNER", "EDITOR", "VIEWER")

    for actor in (editor.user, viewer.user, make_user("stranger")):
        with pytest.raises(PeopleRefused, match="NOT_OWNER"):
            members.change_role(
                owner.organisation_id, viewer.pk, role=MemberRole.OWNER, actor=actor
            )
    viewer.refresh_from_db()
    assert viewer.role == "VIEWER"


def test_an_owner_reaches_no_member_of_another_organisation() -> None:
    owner = make_member("OWNER")
    elsewhere = make_member("OWNER", name="other")
    make_member("OWNER", organisation=elsewhere.organisation, name="third")

    with pytest.raises(PeopleRefused, match="GONE"):
        members.remove(owner.organisation_id, elsewhere.pk, actor=owner.user)
    assert Membership.objects.filter(pk=elsewhere.pk).exists()


def test_who_loses_the_right_to_invite_leaves_no_open_invitation_behind() -> None:
    first, second = people_of(OrganisationFactory(), "OWNER", "OWNER")
    Invitation.objects.create(
        organisation=first.organisation,
        email="back@door.example",
        role="OWNER",
        key_hash="x",
        invited_by=second.user,
        expires_at=NOW + datetime.timedelta(days=7),
    )

    member_services.suspend(first.organisation, second.pk, actor=first.user, now=NOW)

    assert Invitation.objects.get().withdrawn_at == NOW


PAGES = {
    "people": "people/",
    "log": "log/",
    "leave": "people/leave/",
    "member": "people/{member}/",
}
MAY = {
    "people": {"VIEWER": 200, "EDITOR": 200, "OWNER": 200},
    "log": {"VIEWER": 200, "EDITOR": 200, "OWNER": 200},
    "leave": {"VIEWER": 200, "EDITOR": 200, "OWNER": 200},
    "member": {"VIEWER": 403, "EDITOR": 403, "OWNER": 200},
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["VIEWER", "EDITOR", "OWNER", "suspended", "other", "visitor"])
def test_each_page_opens_for_its_roles_alone(page: str, who: str) -> None:
    organisation = OrganisationFactory()
    owner = make_member("OWNER", organisation=organisation, name="owner")
    url = f"/manage/{organisation.slug}/{PAGES[page].format(member=owner.pk)}"
    if who == "visitor":
        assert Client().get(url).status_code == 302
        return
    if who == "other":
        member = make_member("OWNER", name="elsewhere")
    elif who == "suspended":
        member = make_member("OWNER", organisation=organisation, is_suspended=True)
    else:
        member = make_member(who, organisation=organisation)

    status = client_of(member.user).get(url).status_code

    assert status == MAY[page].get(who, 404)


def test_the_list_asks_the_same_of_the_database_however_many_people_there_are(
    django_assert_max_num_queries: Any,
) -> None:
    organisation = OrganisationFactory()
    owner = make_member("OWNER", organisation=organisation, name="owner")
    client = client_of(owner.user)
    for number in range(12):
        make_member("EDITOR", organisation=organisation, name=f"person{number}")
    client.get(f"/manage/{organisation.slug}/people/")
    with django_assert_max_num_queries(14):
        page = client.get(f"/manage/{organisation.slug}/people/").content.decode()
    assert "13 people act for you" in page


def test_an_owner_stops_and_gives_back_access_in_the_page() -> None:
    owner, editor = people_of(OrganisationFactory(), "OWNER", "EDITOR")
    client, url = client_of(owner.user), f"/manage/{owner.organisation.slug}/people/{editor.pk}/"
    theirs = client_of(editor.user)
    desk = f"/manage/{owner.organisation.slug}/"

    assert theirs.get(desk).status_code == 200
    page = client.post(url, {"action": "suspend"}, follow=True).content.decode()
    assert "cannot come in any more" in page
    assert theirs.get(desk).status_code == 404
    client.post(url, {"action": "restore"})
    assert theirs.get(desk).status_code == 200
    actions = AuditEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["SUSPENDED", "RESTORED"]


def test_an_owner_without_a_second_step_is_led_to_it_first() -> None:
    organisation = OrganisationFactory()
    owner = make_member("OWNER", organisation=organisation, second_step=False)
    editor = make_member("EDITOR", organisation=organisation, name="amir")
    client = client_of(owner.user)

    for url in (f"/manage/{organisation.slug}/people/{editor.pk}/",):
        response = client.post(url, {"action": "remove"})
        assert response.status_code == 302
        assert response.url.startswith("/manage/second-step/")
    assert Membership.objects.filter(pk=editor.pk).exists()


def test_reading_a_page_changes_nothing() -> None:
    owner, editor = people_of(OrganisationFactory(), "OWNER", "EDITOR")
    client, base = client_of(owner.user), f"/manage/{owner.organisation.slug}/people"
    client.get(f"{base}/{editor.pk}/?action=remove")
    client.get(f"{base}/leave/")
    assert client.get(f"{base}/invitations/1/again/").status_code == 405
    assert client.get(f"{base}/invitations/1/take-back/").status_code == 405
    assert Membership.objects.count() == 2
