"""Odd addresses of mail: pasted with marks that nobody sees, in borrowed letters, too long."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django import forms
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from catalogue.events.bookings.personal_fields import EmailAddressField
from catalogue.providers.models import Invitation
from catalogue.publishing.desk.profile_forms import ProfileForm
from catalogue.publishing.employers.stand_forms import StandForm
from catalogue.publishing.people.forms import InviteForm
from portal.accounts.forms import CodeRequestForm, NewAccountForm, PasswordLinkForm
from tests.publishing_factories import client_of, make_member, make_user

pytestmark = pytest.mark.django_db
FIELDS: dict[str, Any] = {
    "booking": lambda: EmailAddressField(),
    "invitation": lambda: InviteForm().fields["email"],
    "profile": lambda: ProfileForm.base_fields["email"],
    "inbox": lambda: ProfileForm.base_fields["enquiry_email"],
    "stand": lambda: StandForm().fields["contact_email"],
    "new account": lambda: NewAccountForm().fields["email"],
    "code": lambda: CodeRequestForm().fields["email"],
    "password": lambda: PasswordLinkForm().fields["email"],
}
PASTED = (
    "amina@example.org\u200b", "\u202aamina@example.org\u202c", "amina\u00ad@example.org",
    "amina＠example.org", "amina@ｅｘａｍｐｌｅ．org", "\ufeffamina@example.org\x00",
    " amina@example.org ",
)  # fmt: skip
REFUSED = (
    "İ@example.org", "am\u0131na@example.org", "amіna@example.org", '"a b"@example.org',
    '"a,b"@example.org', "a@[127.0.0.1]", "a@[::1]", "a@b@example.org", "a..b@example.org",
    "a@example.org\nBcc: b@example.org", "a@example.org\nlena", "a@example.org,b@example.org",
    "<a@example.org>",
    "a" * 250 + "@example.org", "a@" + "b." * 40_000 + "org",
)  # fmt: skip


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.mark.parametrize("field", FIELDS)
def test_an_address_is_the_one_that_people_see(field: str) -> None:
    for typed in PASTED:
        assert FIELDS[field]().clean(typed) == "amina@example.org", repr(typed)


@pytest.mark.parametrize("field", FIELDS)
def test_an_address_that_nobody_has_is_refused(field: str) -> None:
    for typed in REFUSED:
        with pytest.raises(forms.ValidationError):
            FIELDS[field]().clean(typed)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("typed", ["o'brien@example.org", "a+b@example.org", "a@bücher.example"])
def test_an_odd_address_that_somebody_may_have_is_taken(field: str, typed: str) -> None:
    assert FIELDS[field]().clean(typed) == typed


def test_who_pasted_an_address_comes_back_by_typing_it() -> None:
    Client().post("/accounts/signup/", {"email": "amina@example.org\u200b"})

    assert [one.to for one in mail.outbox] == [["amina@example.org"]]
    assert EmailAddress.objects.get().email == "amina@example.org"


def test_who_was_invited_by_a_pasted_address_may_accept() -> None:
    owner = make_member("OWNER", name="lena", second_step=True)
    amina = make_user("amina", email="amina@example.org")

    client_of(owner.user).post(
        reverse("publishing:people", args=[owner.organisation.slug]),
        {"email": "amina@example.org\u2060", "role": "EDITOR"},
    )

    assert Invitation.objects.get().email == amina.email


def test_a_name_of_seventy_thousand_letters_is_nobodys() -> None:
    answer = Client().post(
        "/accounts/login/?way=password", {"login": "x" * 70_000, "password": "x"}
    )
    assert answer.status_code == 200
    assert "The name or the password is not right" in answer.content.decode()
