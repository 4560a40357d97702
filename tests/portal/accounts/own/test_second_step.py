"""The second step of signing in: the app, recovery codes, and who lost the phone."""

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from portal.accounts.groups import EDITORS
from portal.accounts.services import create_staff
from tests.portal.accounts.conftest import other_than, sign_in_by_code
from tests.portal.accounts.own.second_step import app_code, turn_app_on
from tests.staff import PASSWORD, words

pytestmark = pytest.mark.django_db


def test_the_app_is_turned_on_and_the_codes_are_shown_once(
    client, lena, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        turn_app_on(client)
    first = client.get(reverse("mfa_view_recovery_codes"))
    again = client.get(reverse("mfa_view_recovery_codes"))

    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert len(codes) == 10
    assert all(code in first.content.decode() for code in codes)
    assert again.status_code == 200
    assert not any(code in again.content.decode() for code in codes)
    assert mail.outbox[-1].subject == "The second step at Waymark is on"


def test_with_the_app_on_a_code_by_mail_is_not_enough(client, lena) -> None:
    secret = turn_app_on(client)
    other = Client()

    first = sign_in_by_code(other, lena.email, next="/accounts/sessions/")
    between = other.get("/accounts/").status_code
    with time_machine.travel(_later(40)):
        second = other.post(first.headers["Location"], {"code": app_code(secret)})

    assert first.headers["Location"].startswith(reverse("mfa_authenticate"))
    assert between == 302
    assert second.headers["Location"] == "/accounts/sessions/"


def _later(seconds: int):
    import datetime

    return datetime.datetime.now(tz=datetime.UTC) + datetime.timedelta(seconds=seconds)


def test_a_recovery_code_opens_the_account_once(client, lena) -> None:
    turn_app_on(client)
    [code, *_rest] = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    statuses = []
    for _ in range(2):
        other = Client()
        step = sign_in_by_code(other, lena.email).headers["Location"]
        other.post(step, {"code": f"{code[:4]} {code[4:]}"})
        statuses.append(other.get("/accounts/").status_code)

    assert statuses == [200, 302]


def test_the_second_step_says_what_to_do_without_the_phone(client, lena) -> None:
    turn_app_on(client)
    other = Client()
    step = sign_in_by_code(other, lena.email).headers["Location"]

    page = words(other.get(step))

    assert "recovery codes" in page
    assert "ask our team" in page


def test_guessing_the_second_step_is_stopped(client, lena) -> None:
    secret = turn_app_on(client)
    other = Client()
    step = sign_in_by_code(other, lena.email).headers["Location"]
    for _ in range(6):
        page = other.post(step, {"code": other_than(app_code(secret))})

    assert "Too many tries" in words(page)


def test_staff_with_an_unchecked_address_turn_the_second_step_on() -> None:
    user = create_staff("asha", PASSWORD, email="asha@example.org", group=EDITORS)
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)
    client = Client()
    client.post(reverse("account_login"), {"login": "asha", "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    turn_app_on(client)

    assert Authenticator.objects.filter(user=user, type="totp").exists()
