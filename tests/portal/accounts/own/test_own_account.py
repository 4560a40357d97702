"""One's own account: address, password, second step, sessions, data, and its end."""

import json
import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.core import mail
from django.db.models.signals import pre_save
from django.test import Client
from django.urls import reverse

from catalogue.providers.enums import AuditAction, MemberRole
from catalogue.providers.models import AuditEntry, Invitation, Membership
from catalogue.publishing.people.invitations import invite
from portal.accounts.groups import EDITORS
from portal.accounts.services import create_staff
from portal.core.clock import now
from tests.factories import OrganisationFactory
from tests.portal.accounts.conftest import code_in_mail, other_than, sign_in_by_code
from tests.portal.accounts.own.second_step import turn_app_on
from tests.publishing_factories import make_member, make_user
from tests.staff import PASSWORD, words

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "orange boat under snow"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0"


def test_the_account_shows_what_it_is(client, lena) -> None:
    organisation = OrganisationFactory(name="Lockgate College")
    Membership.objects.create(user=lena, organisation=organisation, role=MemberRole.OWNER)

    page = words(client.get("/accounts/"))

    assert lena.email in page
    assert "Lockgate College : Owner" in page
    assert "In 1 browser." in page
    assert "The second step is off." in page


def test_a_stranger_is_sent_to_sign_in() -> None:
    for name in ("account_home", "account_data", "account_delete", "account_confirm"):
        answer = Client().get(reverse(name))
        assert answer.headers["Location"].startswith("/accounts/login/?next=")


def test_the_address_changes_when_the_code_of_the_new_one_is_typed(client, lena) -> None:
    page = client.post(
        reverse("account_email"),
        {"email": "lena@newplace.example", "action_add": "1"},
        follow=True,
    )
    before = get_user_model().objects.get().email
    client.post(reverse("account_email_verification_sent"), {"code": code_in_mail()})

    lena.refresh_from_db()
    assert page.status_code == 200
    assert before == "lena@lockgate.example"
    assert lena.email == "lena@newplace.example"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("lena@newplace.example", True, True)
    ]
    assert [message.to for message in mail.outbox] == [
        ["lena@newplace.example"],
        ["lena@lockgate.example"],
    ]
    assert "from lena@lockgate.example to lena@newplace.example" in mail.outbox[1].body


def test_a_wrong_code_leaves_the_address_as_it_was(client, lena) -> None:
    client.post(reverse("account_email"), {"email": "lena@newplace.example", "action_add": "1"})
    client.post(reverse("account_email_verification_sent"), {"code": other_than(code_in_mail())})

    lena.refresh_from_db()
    assert lena.email == "lena@lockgate.example"


def test_the_address_of_another_account_is_not_told_and_not_taken(client, lena) -> None:
    make_user("omar", second_step=False)
    pages = {
        re.sub(r"[\w.]+@[\w.]+|csrf\S+ value=\S+", "", answer.content.decode())
        for answer in (
            client.post(reverse("account_email"), {"email": email, "action_add": "1"}, follow=True)
            for email in ("omar@lockgate.example", "nobody@lockgate.example")
        )
    }

    client.post(reverse("account_email"), {"email": "omar@lockgate.example", "action_add": "1"})
    client.post(reverse("account_email_verification_sent"), {"code": code_in_mail()})

    lena.refresh_from_db()
    assert len(pages) == 1
    assert lena.email == "lena@lockgate.example"
    assert EmailAddress.objects.get(email="omar@lockgate.example").user.username == "omar"


def test_who_is_overtaken_by_another_account_keeps_their_own_address(client, lena) -> None:
    new = "lena@newplace.example"
    client.post(reverse("account_email"), {"email": new, "action_add": "1"})
    omar = make_user("omar", second_step=False)

    def take(**_sent: object) -> None:
        pre_save.disconnect(take, sender=EmailAddress)
        EmailAddress.objects.create(user=omar, email=new, verified=True)

    pre_save.connect(take, sender=EmailAddress)
    answer = client.post(
        reverse("account_email_verification_sent"), {"code": code_in_mail()}, follow=True
    )

    assert answer.redirect_chain == [(reverse("account_home"), 302)]
    assert "Another account has this address" in words(answer)
    assert EmailAddress.objects.get_primary_email(lena) == "lena@lockgate.example"


@pytest.mark.parametrize(
    "name",
    [
        "account_email",
        "account_set_password",
        "account_delete",
        "mfa_activate_totp",
        "mfa_add_webauthn",
    ],
)
def test_a_session_that_was_left_open_changes_nothing_that_matters(client, lena, name) -> None:
    with time_machine.travel("2099-01-01T10:00:00Z", tick=False) as clock:
        clock.shift(1)
        other = Client()
        sign_in_by_code(other, lena.email)
        clock.shift(16 * 60)

        answer = other.post(reverse(name), {"email": "thief@x.example", "action_add": "1"})

    assert answer.headers["Location"].startswith("/accounts/confirm/?next=")


def test_a_code_by_mail_shows_again_who_one_is(lena) -> None:
    client = Client()
    with time_machine.travel("2026-11-26T10:00:00Z", tick=False) as clock:
        sign_in_by_code(client, lena.email)
        clock.shift(16 * 60)
        asked = client.get(reverse("account_email")).headers["Location"]
        client.post(asked, {"send": "1", "next": reverse("account_email")})
        wrong = client.post(asked, {"code": other_than(code_in_mail())})
        right = client.post(asked, {"code": code_in_mail(), "next": reverse("account_email")})

        assert "This code is not the one we sent" in words(wrong)
        assert right.headers["Location"] == reverse("account_email")
        assert client.get(reverse("account_email")).status_code == 200


def test_the_code_to_confirm_is_thrown_away_after_four_wrong_ones(client) -> None:
    confirm = reverse("account_confirm")
    client.post(confirm, {"send": "1"})
    right = code_in_mail()
    for _ in range(4):
        client.post(confirm, {"code": other_than(right)})

    page = client.post(confirm, {"code": right})

    assert page.status_code == 200
    assert "Send me a code" in words(page)


def test_confirming_sends_nobody_to_another_site(client) -> None:
    confirm = reverse("account_confirm")
    client.post(confirm, {"send": "1"})

    answer = client.post(confirm, {"code": code_in_mail(), "next": "//evil.example/"})

    assert answer.headers["Location"] == "/accounts/"


def test_a_password_can_be_set_changed_and_used(client, lena) -> None:
    client.post(reverse("account_set_password"), {"password1": PASSWORD, "password2": PASSWORD})
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD},
    )
    other = Client()
    answer = other.post(reverse("account_login"), {"login": lena.email, "password": NEW_PASSWORD})

    assert answer.headers["Location"].startswith("/manage/")
    assert [message.subject for message in mail.outbox] == [
        "Your account at Waymark has a password",
        "Your password at Waymark is changed",
    ]


@pytest.mark.parametrize("weak", ["short", "password1234", "123456789012"])
def test_a_weak_password_is_refused_in_words(client, weak: str) -> None:
    page = client.post(reverse("account_set_password"), {"password1": weak, "password2": weak})

    assert "There is 1 thing to change" in words(page)


def test_a_changed_password_signs_out_everywhere_else(client, lena) -> None:
    other = Client()
    sign_in_by_code(other, lena.email)

    client.post(reverse("account_set_password"), {"password1": PASSWORD, "password2": PASSWORD})

    assert client.get("/accounts/").status_code == 200
    assert other.get("/accounts/").status_code == 302


def test_sessions_are_listed_in_words_and_ended(client, lena) -> None:
    other = Client(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="203.0.113.77")
    sign_in_by_code(other, lena.email)

    page = words(client.get(reverse("usersessions_list")))
    client.post(reverse("usersessions_list"))

    assert "Firefox on Windows" in page
    assert "This browser" in page
    assert other.get("/accounts/").status_code == 302
    assert client.get("/accounts/").status_code == 200


def test_of_a_session_only_the_network_is_kept(lena) -> None:
    sign_in_by_code(Client(REMOTE_ADDR="203.0.113.77"), lena.email)
    sign_in_by_code(Client(REMOTE_ADDR="2001:db8:12:34:56::9"), lena.email)

    assert set(UserSession.objects.values_list("ip", flat=True)) == {
        "203.0.113.0",
        "2001:db8:12::",
    }


def test_what_is_held_can_be_taken_away(client, lena) -> None:
    membership = make_member(MemberRole.EDITOR, user=lena)
    AuditEntry.objects.create(
        organisation=membership.organisation,
        actor=lena,
        action=AuditAction.UPLOADED,
        about="courses.csv",
        at=lena.date_joined,
    )
    turn_app_on(client)

    answer = client.get(reverse("account_data"))
    held = json.loads(answer.content)

    assert "attachment" in answer.headers["Content-Disposition"]
    assert held["account"]["email"] == lena.email
    assert held["organisations"][0]["organisation"] == membership.organisation.name
    assert held["log"][0]["about"] == "courses.csv"
    assert {one["kind"] for one in held["ways_to_sign_in"]} == {"totp", "recovery_codes"}
    secret = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in answer.content.decode()


def test_an_account_is_deleted_after_a_tick(client, lena) -> None:
    organisation = OrganisationFactory()
    make_member(MemberRole.EDITOR, user=lena, organisation=organisation)
    entry = AuditEntry.objects.create(
        organisation=organisation,
        actor=lena,
        actor_name="lena",
        action=AuditAction.UPLOADED,
        at=lena.date_joined,
    )

    unticked = client.post(reverse("account_delete"), {})
    answer = client.post(reverse("account_delete"), {"is_sure": "on"}, follow=True)

    entry.refresh_from_db()
    assert "Tick the box" in words(unticked)
    assert "Your account is deleted" in words(answer)
    assert not get_user_model().objects.exists()
    assert not Membership.objects.exists()
    assert (entry.actor, entry.actor_name) == (None, "lena")
    assert AuditEntry.objects.filter(action=AuditAction.LEFT, actor_name="lena").exists()
    assert client.get("/accounts/").status_code == 302
    assert mail.outbox[-1].to == ["lena@lockgate.example"]


def test_the_last_owner_stays_and_reads_why(client, lena) -> None:
    organisation = OrganisationFactory(name="Lockgate College")
    make_member(MemberRole.OWNER, user=lena, organisation=organisation)
    make_member(MemberRole.OWNER, organisation=organisation, name="omar", is_suspended=True)

    page = client.post(reverse("account_delete"), {"is_sure": "on"})

    assert "You are the last owner" in words(page)
    assert "Lockgate College" in words(page)
    assert get_user_model().objects.filter(pk=lena.pk).exists()


def test_with_a_second_owner_one_may_go(client, lena) -> None:
    organisation = OrganisationFactory()
    make_member(MemberRole.OWNER, user=lena, organisation=organisation)
    make_member(MemberRole.OWNER, organisation=organisation, name="omar")
    invite(
        organisation,
        email="second@lena.example",
        role=MemberRole.OWNER,
        actor=lena,
        now=now(),
        language="en-gb",
    )

    client.post(reverse("account_delete"), {"is_sure": "on"})

    assert not get_user_model().objects.filter(pk=lena.pk).exists()
    assert Invitation.objects.get().withdrawn_at  # nobody comes in by it again


def test_staff_do_not_delete_themselves() -> None:
    user = create_staff("asha", PASSWORD, email="asha@example.org", group=EDITORS)
    client = Client()
    client.post(reverse("account_login"), {"login": "asha", "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    page = client.post(reverse("account_delete"), {"is_sure": "on"})

    assert "Ask an administrator" in words(page)
    assert get_user_model().objects.filter(pk=user.pk).exists()


def test_staff_with_an_address_that_nobody_checked_still_come_in() -> None:
    user = create_staff("asha", PASSWORD, email="asha@example.org", group=EDITORS)
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    for login in ("asha", "asha@example.org"):
        client = Client()
        answer = client.post(reverse("account_login"), {"login": login, "password": PASSWORD})
        assert answer.headers["Location"] == "/admin/"
        assert client.get("/admin/").status_code == 200


PAGES = [
    "account_home",
    "account_email",
    "account_set_password",
    "account_delete",
    "account_confirm",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "usersessions_list",
    "account_logout",
    "account_data",
]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("prefix", ["", "/ur"])
def test_only_looking_changes_nothing(client, lena, name: str, prefix: str) -> None:
    before = _rows()

    page = client.get(prefix + reverse(name))

    assert page.status_code == 200
    assert _rows() == before
    assert mail.outbox == []


def _rows() -> tuple:
    return (
        list(get_user_model().objects.values()),
        list(EmailAddress.objects.values()),
        list(Authenticator.objects.values()),
        list(UserSession.objects.values("session_key")),
    )
