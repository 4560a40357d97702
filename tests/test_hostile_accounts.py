"""Attacks on accounts that their own tests do not try: stolen sessions, old codes, floods."""

import re
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from catalogue.publishing.models import ApiToken
from tests.portal.accounts.conftest import (
    code_in_mail,
    fresh_limits,  # noqa: F401
    sign_in_by_code,
)
from tests.portal.accounts.own.second_step import app_code, turn_app_on
from tests.publishing_factories import make_member, make_user
from tests.staff import words

pytestmark = pytest.mark.django_db
PASSWORD = "three quiet blue kettles"
TOO_MANY = re.compile("Too many (tries|codes)")


@pytest.fixture
def lena() -> Any:
    return make_user("lena", second_step=False)


def test_a_session_left_open_sets_no_password_beside_the_second_step(lena: Any) -> None:
    """With a password of their own, thieves would turn the second step off."""
    with time_machine.travel("2099-01-01T10:00:00Z", tick=False) as clock:
        clock.shift(1)
        client = Client()
        sign_in_by_code(client, lena.email)
        turn_app_on(client)
        clock.shift(16 * 60)
        answer = client.post(
            reverse("account_set_password"), {"password1": PASSWORD, "password2": PASSWORD}
        )

    lena.refresh_from_db()
    assert answer.url.startswith("/accounts/2fa/reauthenticate/")
    assert not lena.has_usable_password()


class Counted(MD5PasswordHasher):
    """Says how often a password was worked on."""

    algorithm = "md5"
    count = 0

    def encode(self, password: str, salt: str, iterations: Any = None) -> str:
        type(self).count += 1
        return super().encode(password, salt)


@pytest.mark.parametrize("by", ["name", "email"])
def test_a_wrong_password_is_the_same_work_for_known_and_unknown(settings: Any, by: str) -> None:
    """Argon2 takes 50 ms: once more or less would tell who has an account."""
    settings.PASSWORD_HASHERS = [f"{__name__}.Counted"]
    with_password = make_user("walid", second_step=False, password=PASSWORD)
    without = make_user("nora", second_step=False)
    off = make_user("olek", second_step=False, password=PASSWORD, is_active=False)
    logins = {"unknown": "nobody@lockgate.example" if by == "email" else "nobody"}
    for user in (with_password, without, off):
        logins[user.username] = user.email if by == "email" else user.username
    works = {}
    for who, login in logins.items():
        Counted.count = 0
        page = Client().post(
            reverse("account_login"), {"login": login, "password": "wrong words here"}
        )
        works[who] = (Counted.count, "name or the password is not right" in words(page))

    assert set(works.values()) == {works["unknown"]}, works


def test_a_link_for_a_new_password_names_our_site_whatever_the_request_says(lena: Any) -> None:
    lena.set_password(PASSWORD)
    lena.save()
    Client().post(
        reverse("account_reset_password"),
        {"email": lena.email},
        headers={"Host": "localhost", "X-Forwarded-Host": "evil.example"},
    )
    Client().post(
        reverse("account_reset_password"), {"email": lena.email}, headers={"Host": "evil.example"}
    )

    assert len(mail.outbox) == 1
    links = re.findall(r"https?://[^\s/]+", mail.outbox[0].body)
    assert links
    assert set(links) == {"http://127.0.0.1:8000"}


def test_signing_in_gives_another_session_than_the_one_before(lena: Any) -> None:
    client = Client()
    client.get(reverse("account_login"))
    client.session["planted"] = "yes"
    session = client.session
    session["planted"] = "yes"
    session.save()
    client.cookies["sessionid"] = planted = session.session_key

    sign_in_by_code(client, lena.email)

    assert client.session.session_key != planted
    assert Client(headers={"Cookie": f"sessionid={planted}"}).get("/accounts/").status_code == 302


def test_a_password_takes_nobody_past_the_second_step(lena: Any) -> None:
    """Not the first one, a changed one, nor one from a link; nor does looking at other pages."""
    client = Client()
    sign_in_by_code(client, lena.email)
    turn_app_on(client)
    lena.set_password(PASSWORD)
    lena.save()
    thief = Client()
    thief.post(reverse("account_login"), {"login": lena.email, "password": PASSWORD})
    thief.post(reverse("account_reset_password"), {"email": lena.email})
    [link] = re.findall(r"http://127.0.0.1:8000(/\S+)", mail.outbox[-1].body)
    page = thief.get(link, follow=True)
    new = "seven yellow paper boats"
    thief.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    answer = thief.post(reverse("account_login"), {"login": lena.email, "password": new})

    assert answer.url.startswith(reverse("mfa_authenticate"))
    for url in (
        "/manage/join/",
        "/accounts/",
        "/accounts/2fa/",
        "/admin/",
        "/accounts/password/set/",
    ):
        assert thief.get(url).status_code == 302, url
    thief.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=lena, type="totp").exists()


def test_a_code_of_the_app_works_once(lena: Any) -> None:
    client = Client()
    sign_in_by_code(client, lena.email)
    secret = turn_app_on(client)
    statuses = []
    with time_machine.travel("2099-01-01T10:00:00Z", tick=False):
        for _one in range(2):
            other = Client()
            step = sign_in_by_code(other, lena.email).url
            other.post(step, {"code": app_code(secret)})
            statuses.append(other.get("/accounts/").status_code)

    assert statuses == [200, 302]


def test_without_its_last_passkey_an_account_publishes_nothing(lena: Any) -> None:
    """Taking the second step off is allowed; the desk asks for a new one, and codes go too."""
    member = make_member("OWNER", user=lena)
    client = Client()
    sign_in_by_code(client, lena.email)
    turn_app_on(client)
    client.post(reverse("mfa_deactivate_totp"))

    slug = member.organisation.slug
    answer = client.post(f"/manage/{slug}/keys/", {"name": "Records"})

    assert not Authenticator.objects.filter(user=lena).exists()
    assert "/manage/second-step/" in answer.url
    assert not ApiToken.objects.exists()
    assert Client().get("/manage/").status_code == 200


def test_too_many_tries_are_refused_in_our_words_on_each_page(lena: Any) -> None:
    names = {
        "account_login": {"login": "x", "password": "y"},
        "account_request_login_code": {"email": "x@y.example"},
        "account_signup": {"email": "x@y.example"},
        "account_reset_password": {"email": "x@y.example"},
        "mfa_login_webauthn": {"credential": "{}"},
    }
    for name, form in names.items():
        cache.clear()
        client, answer = Client(), None
        for number in range(45):
            sent = {key: f"{number}{value}" for key, value in form.items()}
            answer = client.post(reverse(name), sent)
            if answer.status_code == 429 or TOO_MANY.search(answer.content.decode()):
                break
        assert answer is not None
        text = answer.content.decode()
        assert TOO_MANY.search(text), name
        assert 'class="govuk-template' in text, name


def test_an_address_of_mail_is_not_moved_by_a_code_of_another_session(lena: Any) -> None:
    """A code that was sent for a thief's own change opens nothing in the browser of lena."""
    thief = make_user("thief", second_step=False)
    theirs, hers = Client(), Client()
    sign_in_by_code(theirs, thief.email)
    sign_in_by_code(hers, lena.email)
    theirs.post(reverse("account_email"), {"email": "mine@evil.example", "action_add": "1"})
    code = code_in_mail()

    hers.post(reverse("account_email_verification_sent"), {"code": code})

    lena.refresh_from_db()
    assert lena.email == "lena@lockgate.example"
    assert not EmailAddress.objects.filter(user=lena, email="mine@evil.example").exists()


NO_PASSKEYS = {
    "a number": '{"id": 1}',
    "nothing": "{}",
    "null": "null",
    "a list": "[1]",
    "a text": '"x"',
    "deep": "[" * 5000,
    "half": '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    "numbers": '{"id": "AA", "rawId": 1, "type": 2, "response": {"userHandle": 3}}',
    "no response": '{"id": "AA", "rawId": "AA", "type": "public-key", "response": null}',
    "garbage": (
        '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA",'
        ' "authenticatorData": "AA", "signature": "AA", "userHandle": "AA"}}'
    ),
    "surrogate": '{"id": "\\ud800", "rawId": "\\ud800", "response": {"userHandle": "\\ud800"}}',
}


@pytest.mark.parametrize("what", NO_PASSKEYS)
def test_what_is_no_answer_of_a_passkey_is_a_wrong_one(lena: Any, what: str) -> None:
    form = {"credential": NO_PASSKEYS[what], "name": "Laptop"}
    stranger, client = Client(), Client()
    stranger.get(reverse("mfa_login_webauthn"), headers={"X-Requested-With": "XMLHttpRequest"})

    by_passkey = stranger.post(reverse("mfa_login_webauthn"), form)

    assert by_passkey.url == reverse("account_login")
    sign_in_by_code(client, lena.email)
    added = client.post(reverse("mfa_add_webauthn"), form)
    turn_app_on(client)
    client.post(reverse("mfa_reauthenticate_webauthn"), form)
    other = Client()
    step = other.post(sign_in_by_code(other, lena.email).url, form)
    assert added.status_code == step.status_code == 200
    assert other.get("/accounts/").status_code == 302
    assert not Authenticator.objects.filter(type="webauthn").exists()
