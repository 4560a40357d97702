"""The page of keys: owners alone, a second step, a key shown once."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.providers.enums import AuditAction, MemberRole
from catalogue.providers.models import AuditEntry
from catalogue.publishing.api.keys import key_of
from catalogue.publishing.models import ApiToken
from portal.core.clock import today
from tests.publishing_factories import client_of, make_member, make_user
from tests.staff import words

pytestmark = pytest.mark.django_db


def address(membership, name: str = "keys", *more) -> str:
    return reverse(f"publishing:{name}", args=[membership.organisation.slug, *more])


def test_an_owner_makes_a_key_and_sees_it_once() -> None:
    owner = make_member(MemberRole.OWNER)
    client = client_of(owner.user)

    page = client.post(address(owner), {"name": "Student records"})
    [text] = re.findall(r"wmk_[\w-]{40,}", page.content.decode())
    again = client.get(address(owner)).content.decode()

    key = key_of(text, today=today())
    assert key.organisation == owner.organisation
    assert key.created_by == owner.user
    assert text not in again
    assert key.prefix in again
    assert text not in str(list(ApiToken.objects.values()))
    assert "no-store" in page.headers["Cache-Control"]
    assert AuditEntry.objects.get(action=AuditAction.TOKEN).about.startswith("Student records")
    assert text not in str(list(AuditEntry.objects.values()))


def test_without_a_second_step_no_key_is_made() -> None:
    owner = make_member(MemberRole.OWNER, second_step=False)

    answer = client_of(owner.user).post(address(owner), {"name": "Student records"})

    assert answer.status_code == 302
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("role", [MemberRole.VIEWER, MemberRole.EDITOR])
def test_others_than_owners_are_told_that_it_is_not_for_them(role) -> None:
    member = make_member(role)
    client = client_of(member.user)

    assert client.get(address(member)).status_code == 403
    assert client.post(address(member), {"name": "x"}).status_code == 403
    assert not ApiToken.objects.exists()


def test_strangers_find_nothing_and_stop_nothing() -> None:
    owner = make_member(MemberRole.OWNER)
    client_of(owner.user).post(address(owner), {"name": "Student records"})
    key = ApiToken.objects.get()
    other = make_member(MemberRole.OWNER, name="omar")
    stranger = client_of(make_user("mira"))

    answers = [
        stranger.get(address(owner)),
        stranger.post(address(owner, "key_stop", key.pk)),
        client_of(other.user).post(address(owner, "key_stop", key.pk)),
        client_of(other.user).post(address(other, "key_stop", key.pk)),
        client_of(other.user).get(address(other, "key_stopping", key.pk)),
    ]

    key.refresh_from_db()
    assert [one.status_code for one in answers] == [404] * 5
    assert key.revoked_at is None
    assert Client().get(address(owner)).status_code == 302


def test_a_key_is_stopped_after_a_question() -> None:
    owner = make_member(MemberRole.OWNER)
    client = client_of(owner.user)
    client.post(address(owner), {"name": "Student records"})
    key = ApiToken.objects.get()

    question = client.get(address(owner, "key_stopping", key.pk))
    before = ApiToken.objects.get().revoked_at
    looked = client.get(address(owner, "key_stop", key.pk))
    client.post(address(owner, "key_stop", key.pk))

    assert "Stop this key?" in words(question)
    assert before is None
    assert looked.status_code == 405
    assert ApiToken.objects.get().revoked_at is not None
    assert "stopped on" in words(client.get(address(owner)))


def test_an_eleventh_key_is_refused_in_words() -> None:
    owner = make_member(MemberRole.OWNER)
    client = client_of(owner.user)
    for number in range(10):
        client.post(address(owner), {"name": f"Key {number}"})

    page = client.post(address(owner), {"name": "One more"})

    assert "You have 10 keys. Stop one" in words(page)
    assert ApiToken.objects.count() == 10


def test_a_key_needs_a_name() -> None:
    owner = make_member(MemberRole.OWNER)

    page = client_of(owner.user).post(address(owner), {"name": " "})

    assert "Enter a name for the key" in words(page)
    assert "<title>Error:" in page.content.decode()


def test_without_a_second_step_the_page_leads_to_it_and_has_no_form() -> None:
    owner = make_member(MemberRole.OWNER, second_step=False)
    page = client_of(owner.user).get(address(owner)).content.decode()
    assert "Set up a second step" in page
    assert 'name="name"' not in page
