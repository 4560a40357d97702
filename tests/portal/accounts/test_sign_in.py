"""Signing in: password, second step, limits, and no telling who has an account."""

import re

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from portal.accounts.groups import EDITORS
from portal.accounts.services import create_staff
from tests.staff import PASSWORD, signed_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def editor():
    return create_staff("asha", PASSWORD, email="asha@example.org", group=EDITORS)


def sign_in(client: Client, login: str = "asha", password: str = PASSWORD, **more: str):
    return client.post(reverse("account_login"), {"login": login, "password": password, **more})


def test_the_admin_sends_to_the_one_sign_in_and_back(editor) -> None:
    client = Client()
    asked = client.get(reverse("courses:index"))

    response = sign_in(client, next=reverse("courses:index"))

    assert asked.headers["Location"] == f"/accounts/login/?next={reverse('courses:index')}"
    assert response.headers["Location"] == reverse("courses:index")
    assert client.get("/admin/").status_code == 200


def test_wagtails_own_form_is_not_served(editor) -> None:
    client = Client()

    page = client.get("/admin/login/", {"next": "/admin/"})
    posted = client.post("/admin/login/", {"username": "asha", "password": PASSWORD})

    assert page.headers["Location"] == "/accounts/login/?next=%2Fadmin%2F"
    assert posted.status_code == 405
    assert client.get("/admin/").status_code == 302
    assert client.get("/admin/password_reset/").status_code == 404


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_site(editor, wanted: str) -> None:
    handed_over = Client().get("/admin/login/", {"next": wanted}).headers["Location"]
    client = Client()
    signed = sign_in(client, next=wanted).headers["Location"]
    left = client.post(reverse("account_logout"), {"next": wanted}).headers["Location"]

    assert handed_over == "/accounts/login/"
    assert signed == "/admin/"
    assert left == "/"


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(editor) -> None:
    answers = {
        re.sub(
            r"(csrfmiddlewaretoken\S* value=\S+|value=\"\w+\")",
            "",
            sign_in(Client(), login, "wrong").content.decode(),
        )
        for login in ("asha", "nobody")
    }

    assert len(answers) == 1
    assert "password" in answers.pop()


def test_asking_for_a_new_password_does_not_tell_who_exists(editor) -> None:
    known, unknown = (
        Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in ("asha@example.org", "stranger@example.org")
    )

    assert words(known) == words(unknown)
    assert [message.to for message in mail.outbox] == [["asha@example.org"]]


def test_a_new_password_can_be_set_from_the_mail(editor) -> None:
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "asha@example.org"})
    [address] = re.findall(r"https?://[^/]+(/accounts/password/reset/key/\S+)", mail.outbox[0].body)

    page = client.get(address, follow=True)
    path = page.redirect_chain[-1][0]
    client.post(
        path, {"password1": "another long pass phrase", "password2": "another long pass phrase"}
    )

    editor.refresh_from_db()
    assert editor.check_password("another long pass phrase")


def test_five_failures_lock_a_name_for_a_while(editor) -> None:
    client = Client()
    for _ in range(5):
        sign_in(client, password="wrong")

    response = sign_in(client)

    assert client.get("/admin/").status_code == 302
    assert "Too many tries" in words(response)


def test_a_person_with_a_second_step_is_not_in_without_it(editor) -> None:
    secret = generate_totp_secret()
    TOTP.activate(editor, secret)
    client = Client()

    first = sign_in(client, next="/admin/")
    before = client.get("/admin/").status_code
    code = format_hotp_value(_code_now(secret))
    second = client.post(first.headers["Location"], {"code": code})

    assert first.headers["Location"].startswith(reverse("mfa_authenticate"))
    assert before == 302
    assert second.status_code == 302
    assert client.get("/admin/").status_code == 200


def test_a_recovery_code_works_once(editor) -> None:
    TOTP.activate(editor, generate_totp_secret())
    [code, *_rest] = RecoveryCodes.activate(editor).get_unused_codes()
    allowed = []
    for _ in range(2):
        client = Client()
        step = sign_in(client).headers["Location"]
        client.post(step, {"code": code})
        allowed.append(client.get("/admin/").status_code)

    assert allowed == [200, 302]


def test_staff_can_turn_the_second_step_on_for_themselves(editor) -> None:
    client = Client()
    sign_in(client)

    asked = client.get(reverse("mfa_activate_totp")).headers["Location"]
    page = client.post(asked, {"password": PASSWORD}, follow=True)
    secret = client.session["mfa.totp.secret"]
    client.post(reverse("mfa_activate_totp"), {"code": format_hotp_value(_code_now(secret))})

    assert asked.startswith(reverse("account_reauthenticate"))
    assert "data:image/svg+xml" in page.content.decode()
    assert Authenticator.objects.filter(user=editor, type="totp").exists()
    assert get_adapter().is_mfa_enabled(editor)


def test_the_admin_leads_to_the_second_step_and_the_password() -> None:
    page = signed_in(EDITORS).get("/admin/account/").content.decode()

    assert reverse("mfa_index") in page
    assert reverse("account_change_password") in page


@pytest.mark.parametrize("name", ["account_confirm_email", "socialaccount_connections"])
def test_there_is_no_address_for_what_the_site_does_not_offer(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_pages_of_accounts_are_not_for_search_engines() -> None:
    assert 'name="robots" content="noindex"' in Client().get("/accounts/login/").content.decode()


def _code_now(secret: str) -> int:
    from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time

    counters = list(yield_hotp_counters_from_time())
    return hotp_value(secret, counters[len(counters) // 2])
