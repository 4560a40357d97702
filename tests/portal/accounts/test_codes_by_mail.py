"""Signing in with a code: right, wrong, too often, and for nobody."""

import time

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from portal.accounts.groups import EDITORS
from portal.accounts.services import create_staff
from tests.portal.accounts.conftest import (
    ask_for_code,
    code_in_mail,
    other_than,
    plain,
    sign_in_by_code,
)
from tests.publishing_factories import make_user
from tests.staff import PASSWORD, words

pytestmark = pytest.mark.django_db

CONFIRM = "/accounts/login/code/confirm/"


@pytest.fixture
def lena():
    return make_user("lena", second_step=False)


def is_in(client: Client) -> bool:
    return client.get("/accounts/").status_code == 200


def test_a_code_signs_in(lena) -> None:
    client = Client()

    page = ask_for_code(client, lena.email)
    answer = client.post(CONFIRM, {"code": code_in_mail()})

    assert 'autocomplete="one-time-code"' in page.content.decode()
    assert 'inputmode="numeric"' in page.content.decode()
    assert answer.status_code == 302
    assert is_in(client)


@pytest.mark.parametrize(
    "typed",
    [lambda code: f" {code[:3]} {code[3:]} ", lambda code: code.translate(URDU_DIGITS)],
    ids=["pasted with spaces", "typed in Urdu digits"],
)
def test_a_code_may_be_typed_in_other_ways(lena, typed) -> None:
    client = Client()
    ask_for_code(client, lena.email)

    client.post(CONFIRM, {"code": typed(code_in_mail())})

    assert is_in(client)


URDU_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def test_a_wrong_code_says_what_to_do_and_how_many_tries_are_left(lena) -> None:
    client = Client()
    ask_for_code(client, lena.email)

    page = client.post(CONFIRM, {"code": other_than(code_in_mail())})

    assert "<title>Error: Enter the code" in page.content.decode()
    assert "This code is not the one we sent" in words(page)
    assert "You have 3 more tries with this code." in words(page)


def test_after_four_wrong_codes_the_right_one_does_not_help(lena) -> None:
    client = Client()
    ask_for_code(client, lena.email)
    right = code_in_mail()
    for _ in range(4):
        last = client.post(CONFIRM, {"code": other_than(right)}, follow=True)

    client.post(CONFIRM, {"code": right})

    assert "Too many tries" in words(last)
    assert not is_in(client)


def test_many_sessions_together_have_no_more_tries_than_one_address(lena) -> None:
    statuses = []
    for number in range(14):
        client = Client(REMOTE_ADDR=f"10.0.{number}.1")
        session = client.session
        session.save()
        _as_if_asked(client, lena)
        statuses.append(client.post(CONFIRM, {"code": "000000"}).status_code)

    assert statuses[:12] == [200] * 12
    assert statuses[12:] == [429, 429]


def _as_if_asked(client: Client, user) -> None:
    """Put a waiting code into a session without the limit on asking."""
    session = client.session
    session["account_login"] = {
        "user_pk": str(user.pk),
        "email": user.email,
        "email_verification": "mandatory",
        "initiated_at": time.time(),
        "redirect_url": None,
        "signal_kwargs": None,
        "signup": False,
        "phone": None,
        "state": {
            "stages": {
                "current": "login_by_code",
                "login_by_code": {
                    "data": {
                        "at": time.time(),
                        "failed_attempts": 0,
                        "resend_count": 0,
                        "change_count": 0,
                        "email": user.email,
                        "user_id": str(user.pk),
                        "code": "123456",
                        "initiated_by_user": True,
                    }
                },
            }
        },
    }
    session.save()


def test_a_code_works_for_a_quarter_of_an_hour(lena) -> None:
    client = Client()
    with time_machine.travel("2026-11-26T10:00:00Z", tick=False) as clock:
        ask_for_code(client, lena.email)
        clock.shift(15 * 60 + 1)
        client.post(CONFIRM, {"code": code_in_mail()})

        assert not is_in(client)


def test_a_code_that_went_to_an_address_the_account_has_left_signs_nobody_in(lena) -> None:
    stranger = Client()  # who reads the old mail
    ask_for_code(stranger, lena.email)
    code = code_in_mail()
    EmailAddress.objects.filter(user=lena).update(email="lena@newplace.example")

    page = stranger.post(CONFIRM, {"code": code}, follow=True)

    assert not is_in(stranger)
    assert "This code is not the one we sent" in words(page)


def test_a_new_code_takes_the_place_of_the_old_one(lena) -> None:
    client = Client()
    ask_for_code(client, lena.email)
    client.post(CONFIRM, {"action": "resend"})
    first, second = code_in_mail(0), code_in_mail(1)

    client.post(CONFIRM, {"code": first})
    was_in = is_in(client)
    client.post(CONFIRM, {"code": second})

    assert first == second or not was_in
    assert is_in(client)


def test_known_and_unknown_addresses_see_the_same_pages(lena) -> None:
    create_staff("asha", PASSWORD, email="asha@example.org", group=EDITORS)
    asked, wrong, again = set(), set(), set()
    for email in (lena.email, "asha@example.org", "stranger@example.org"):
        client = Client()
        asked.add(plain(ask_for_code(client, email)))
        wrong.add(plain(client.post(CONFIRM, {"code": "abcdef"})))
        again.add(plain(client.post(CONFIRM, {"action": "resend"}, follow=True)))

    assert len(asked) == len(wrong) == len(again) == 1
    assert [message.to for message in mail.outbox] == [
        [lena.email],
        [lena.email],
        ["asha@example.org"],
    ]


def test_staff_get_no_code_but_are_told_how_they_sign_in() -> None:
    create_staff("asha", PASSWORD, email="asha@example.org", group=EDITORS)
    client = Client()

    ask_for_code(client, "asha@example.org")

    assert "user name and password" in mail.outbox[0].body
    assert "asha@example.org" in mail.outbox[0].to
    assert "Your code" not in mail.outbox[0].subject


def test_a_fourth_code_in_five_minutes_is_refused_for_everybody_alike(lena) -> None:
    pages = set()
    for email in (lena.email, "stranger@example.org"):
        for number in range(4):
            page = ask_for_code(Client(REMOTE_ADDR=f"10.1.{number}.1"), email)
        pages.add(plain(page))

    assert len(pages) == 1
    page = pages.pop()
    assert "Too many codes were asked for with this address." in page
    assert "way=password" in page
    assert 'id="passkey_login"' in page
    assert len(mail.outbox) == 3


def test_who_others_asked_codes_for_still_has_a_password(lena) -> None:
    lena.set_password(PASSWORD)
    lena.save()
    for number in range(4):
        ask_for_code(Client(REMOTE_ADDR=f"10.1.{number}.1"), lena.email)
    client = Client()

    client.post(reverse("account_login"), {"login": lena.email, "password": PASSWORD})

    assert is_in(client)


def test_an_account_that_is_switched_off_gets_no_code(lena) -> None:
    lena.is_active = False
    lena.save()

    ask_for_code(Client(), lena.email)

    assert mail.outbox == []


def test_a_mail_says_the_same_as_text_and_as_a_page(lena) -> None:
    ask_for_code(Client(), lena.email)
    [message] = mail.outbox
    [page] = [body for body, kind in message.alternatives if kind == "text/html"]

    assert code_in_mail() in page
    assert '<html lang="en-GB" dir="ltr">' in page
    assert "15 minutes" in message.body
    assert message.subject == "Your code to sign in to Waymark"


def test_the_wanted_page_opens_after_the_code(lena) -> None:
    answer = sign_in_by_code(Client(), lena.email, next="/accounts/sessions/")

    assert answer.headers["Location"] == "/accounts/sessions/"


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_code_sends_nobody_to_another_site(lena, wanted: str) -> None:
    answer = sign_in_by_code(Client(), lena.email, next=wanted)

    assert answer.headers["Location"].startswith("/manage/")


def test_the_first_page_asks_for_an_address_and_staff_for_a_password() -> None:
    pages = {
        wanted: Client().get("/accounts/login/", {"next": wanted}).content.decode()
        for wanted in ("", "/manage/", "/ur/manage/lock/", "/admin/", "/events/fair/checkin/")
    }

    asks_password = {wanted for wanted, page in pages.items() if 'name="password"' in page}
    assert asks_password == {"/admin/", "/events/fair/checkin/"}
    assert all(('name="email"' in page) != ('name="password"' in page) for page in pages.values())


def test_a_mail_server_that_is_down_is_no_error_for_anybody(lena, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    page = ask_for_code(Client(), lena.email)

    assert page.status_code == 200
    assert "Enter the code" in words(page)


def test_only_looking_sends_and_changes_nothing(lena) -> None:
    for name in ("account_login", "account_request_login_code", "account_signup"):
        Client().get(reverse(name))

    assert mail.outbox == []


def test_known_and_unknown_addresses_are_answered_at_even_times(lena, settings) -> None:
    settings.ACCOUNT_EVEN_SECONDS = 0.4
    taken = []
    for email in (lena.email, "stranger@example.org"):
        started = time.monotonic()
        Client().post(reverse("account_request_login_code"), {"email": email})
        taken.append(time.monotonic() - started)

    assert all(seconds >= 0.4 for seconds in taken)
