"""Invitations: one link, one person, one use, seven days."""

import datetime
import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from catalogue.providers.enums import MemberRole
from catalogue.providers.models import AuditEntry, Invitation, Membership
from catalogue.publishing.models import Letter
from catalogue.publishing.people import invitations
from catalogue.publishing.people.invitations import InvitationRefused, masked
from tests.factories import OrganisationFactory
from tests.publishing_factories import client_of, make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_of_other_tests() -> None:
    cache.clear()


NOW = datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)


def sent_key(email: str = "amir@lockgate.example", role: str = "EDITOR") -> tuple[str, Membership]:
    """Invite somebody; return the key of the link in the letter, and the owner."""
    owner = make_member("OWNER", name="owner")
    invitations.invite(
        owner.organisation,
        email=email,
        role=MemberRole(role),
        actor=owner.user,
        now=NOW,
        language="en-gb",
    )
    link = Letter.objects.latest("pk").facts["link"]
    return re.search(r"/invitation/([^/]+)/$", link)[1], owner


def test_only_a_hash_of_the_key_is_kept_and_it_is_long() -> None:
    key, owner = sent_key()
    invitation = Invitation.objects.get()
    assert len(key) == 43  # 256 bits
    assert key not in invitation.key_hash
    assert invitation.created_at == NOW
    assert invitation.expires_at == NOW + datetime.timedelta(days=7)
    letter = Letter.objects.get()
    assert (letter.kind, letter.email) == ("INVITATION", "amir@lockgate.example")
    assert letter.facts["organisation"] == owner.organisation.name


@time_machine.travel(NOW)
def test_the_person_opens_the_link_and_accepts_with_a_press() -> None:
    key, owner = sent_key()
    client = client_of(make_user("amir", second_step=False))

    page = client.get(f"/manage/invitation/{key}/")
    assert page.status_code == 200
    assert "Accept the invitation" in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert not Membership.objects.filter(user__username="amir").exists()

    response = client.post(f"/manage/invitation/{key}/")
    assert response.url == f"/manage/{owner.organisation.slug}/"
    assert Membership.objects.get(user__username="amir").role == "EDITOR"
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "INVITED",
        "JOINED",
    ]


@time_machine.travel(NOW)
def test_who_has_no_name_here_yet_is_asked_for_one() -> None:
    key, _owner = sent_key()
    amir = make_user("amir", second_step=False)
    client = client_of(amir)
    assert 'name="person_name"' in client.get(f"/manage/invitation/{key}/").content.decode()

    refused = client.post(f"/manage/invitation/{key}/", {"person_name": "---"})
    assert "Enter your name" in refused.content.decode()
    client.post(f"/manage/invitation/{key}/", {"person_name": "  Amir   Ali Khan "})

    amir.refresh_from_db()
    assert (amir.first_name, amir.last_name) == ("Amir", "Ali Khan")
    assert AuditEntry.objects.get(action="JOINED").actor_name == "Amir Ali Khan"


@time_machine.travel(NOW)
def test_a_name_is_not_asked_twice() -> None:
    key, _owner = sent_key()
    amir = make_user("amir", second_step=False, first_name="Amir")
    client = client_of(amir)
    assert "person_name" not in client.get(f"/manage/invitation/{key}/").content.decode()

    client.post(f"/manage/invitation/{key}/", {"person_name": "Somebody Else"})

    amir.refresh_from_db()
    assert amir.get_full_name() == "Amir"


@time_machine.travel(NOW)
def test_a_link_works_once() -> None:
    key, _owner = sent_key()
    client = client_of(make_user("amir"))
    client.post(f"/manage/invitation/{key}/")
    again = client.post(f"/manage/invitation/{key}/")
    assert again.status_code == 410
    assert "used before" in again.content.decode()


def test_a_link_ends_after_seven_days() -> None:
    key, _owner = sent_key()
    user = make_user("amir")
    with pytest.raises(InvitationRefused, match="EXPIRED"):
        invitations.accept(key, user=user, now=NOW + datetime.timedelta(days=7))
    invitations.accept(key, user=user, now=NOW + datetime.timedelta(days=7, seconds=-1))


@time_machine.travel(NOW)
def test_another_account_cannot_use_the_link_and_learns_no_address() -> None:
    key, _owner = sent_key()
    client = client_of(make_user("lena"))

    for response in (
        client.get(f"/manage/invitation/{key}/"),
        client.post(f"/manage/invitation/{key}/"),
        Client().get(f"/manage/invitation/{key}/"),
    ):
        text = response.content.decode()
        assert "amir@lockgate.example" not in text
        assert "a•••@l•••.example" in text
    assert Membership.objects.count() == 1


def test_an_address_that_is_not_confirmed_is_not_enough() -> None:
    key, _owner = sent_key("work@lockgate.example")
    user = make_user("lena")
    EmailAddress.objects.create(user=user, email="work@lockgate.example", verified=False)
    with pytest.raises(InvitationRefused, match="OTHER_ADDRESS"):
        invitations.accept(key, user=user, now=NOW)
    EmailAddress.objects.filter(email="work@lockgate.example").update(verified=True)
    assert invitations.accept(key, user=user, now=NOW).role == "EDITOR"


def test_a_second_letter_ends_the_first_link() -> None:
    key, owner = sent_key()
    invitations.invite(
        owner.organisation,
        email="AMIR@lockgate.example",
        role=MemberRole.VIEWER,
        actor=owner.user,
        now=NOW,
        language="en-gb",
    )
    assert Invitation.objects.count() == 1
    with pytest.raises(InvitationRefused, match="UNKNOWN"):
        invitations.accept(key, user=make_user("amir"), now=NOW)


def test_an_old_link_gives_a_suspended_member_nothing_back() -> None:
    key, owner = sent_key()
    amir = make_user("amir")
    make_member("VIEWER", organisation=owner.organisation, user=amir, is_suspended=True)
    with pytest.raises(InvitationRefused, match="SUSPENDED"):
        invitations.accept(key, user=amir, now=NOW)
    assert Membership.objects.get(user=amir).is_suspended


def test_a_member_keeps_their_role_when_they_use_an_old_link() -> None:
    key, owner = sent_key(role="OWNER")
    amir = make_user("amir")
    make_member("VIEWER", organisation=owner.organisation, user=amir)
    assert invitations.accept(key, user=amir, now=NOW).role == "VIEWER"


@pytest.mark.parametrize("key", ["x", "a" * 5000, "../../etc", "%00"])
def test_a_made_up_key_opens_nothing(key: str) -> None:
    assert Client().get(f"/manage/invitation/{key}/").status_code == 404


@time_machine.travel(NOW)
def test_an_owner_invites_sends_again_and_takes_back_in_the_page() -> None:
    owner = make_member("OWNER")
    client, base = client_of(owner.user), f"/manage/{owner.organisation.slug}/people/"

    page = client.post(base, {"email": "amir@example.org", "role": "EDITOR"}, follow=True)
    assert "We are sending an invitation to amir@example.org" in page.content.decode()
    one = Invitation.objects.get()
    client.post(f"{base}invitations/{one.pk}/again/")
    assert Letter.objects.count() == 2
    client.post(f"{base}invitations/{one.pk}/take-back/")
    assert Invitation.objects.get().withdrawn_at is not None
    refused = client.post(base, {"email": owner.user.email, "role": "EDITOR"})
    assert "is a member already" in refused.content.decode()


def test_nobody_can_make_the_site_send_a_stream_of_mail() -> None:
    owner = make_member("OWNER")
    client, base = client_of(owner.user), f"/manage/{owner.organisation.slug}/people/"
    for _ in range(8):
        client.post(base, {"email": "amir@example.org", "role": "EDITOR"})
    assert Letter.objects.count() == 4


@pytest.mark.parametrize("role", ["EDITOR", "VIEWER"])
def test_only_an_owner_invites(role: str) -> None:
    member = make_member(role)
    client, base = client_of(member.user), f"/manage/{member.organisation.slug}/people/"
    assert client.post(base, {"email": "a@example.org", "role": "OWNER"}).status_code == 403
    assert not Invitation.objects.exists()


def test_an_owner_reaches_no_invitation_of_another_organisation() -> None:
    sent_key()
    other = make_member("OWNER", name="other", organisation=OrganisationFactory())
    client, one = client_of(other.user), Invitation.objects.get()
    for what in ("again", "take-back"):
        url = f"/manage/{other.organisation.slug}/people/invitations/{one.pk}/{what}/"
        assert client.post(url).status_code == 404
    assert Invitation.objects.get().withdrawn_at is None


def test_an_address_is_masked() -> None:
    assert masked("amir@lockgate.ac.uk") == "a•••@l•••.ac.uk"
