"""A new account: an address, a code, nothing told to anybody else."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.portal.accounts.conftest import code_in_mail, other_than, plain, sign_in_by_code
from tests.publishing_factories import make_user
from tests.staff import words

pytestmark = pytest.mark.django_db

CONFIRM = "/accounts/confirm-email/"


def sign_up(client: Client, email: str, **more: str):
    return client.post(reverse("account_signup"), {"email": email, **more}, follow=True)


def test_an_address_and_its_code_make_an_account() -> None:
    client = Client()
    sign_up(client, "Amina@Community.example")

    answer = client.post(CONFIRM, {"code": code_in_mail()})

    user = get_user_model().objects.get()
    assert answer.headers["Location"].startswith("/manage/")
    assert user.email == "amina@community.example"
    assert "amina" not in user.username
    assert not user.has_usable_password()
    assert EmailAddress.objects.get().verified


def test_a_new_person_goes_on_without_another_code() -> None:
    client = Client()
    sign_up(client, "amina@community.example")
    client.post(CONFIRM, {"code": code_in_mail()})

    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_without_the_code_nobody_is_in() -> None:
    client = Client()
    sign_up(client, "amina@community.example")
    client.post(CONFIRM, {"code": other_than(code_in_mail())})

    assert client.get("/accounts/").status_code == 302
    assert not EmailAddress.objects.get().verified


def test_four_wrong_codes_end_it() -> None:
    client = Client()
    sign_up(client, "amina@community.example")
    right = code_in_mail()
    for _ in range(4):
        last = client.post(CONFIRM, {"code": other_than(right)}, follow=True)
    client.post(CONFIRM, {"code": right})

    assert "Too many tries" in words(last)
    assert client.get("/accounts/").status_code == 302


def test_known_and_new_addresses_see_the_same_pages() -> None:
    make_user("lena", second_step=False)
    asked, wrong, again, elsewhere = set(), set(), set(), set()
    for email in ("lena@lockgate.example", "amina@community.example"):
        client = Client()
        asked.add(plain(sign_up(client, email)))
        wrong.add(plain(client.post(CONFIRM, {"code": "abcdef"})))
        again.add(plain(client.post(CONFIRM, {"action": "resend"}, follow=True)))
        elsewhere.add(plain(client.get(reverse("account_login"))))

    assert len(asked) == len(wrong) == len(again) == len(elsewhere) == 1


def test_somebody_who_has_an_account_is_told_by_mail() -> None:
    make_user("lena", second_step=False)

    sign_up(Client(), "lena@lockgate.example")

    [message] = mail.outbox
    assert message.to == ["lena@lockgate.example"]
    assert "You have one already" in message.body
    assert "/accounts/login/" in message.body
    assert get_user_model().objects.count() == 1


def test_an_account_that_was_left_half_way_can_be_finished_with_a_code() -> None:
    sign_up(Client(), "amina@community.example")
    client = Client()

    sign_in_by_code(client, "amina@community.example")

    assert client.get("/accounts/").status_code == 200
    assert EmailAddress.objects.get().verified


def test_an_invitation_leads_on_to_its_page_and_keeps_nothing() -> None:
    client = Client()
    page = client.get(reverse("account_signup"), {"next": "/manage/join/abc/"})
    sign_up(client, "amina@community.example", next="/manage/join/abc/")
    answer = client.post(CONFIRM, {"code": code_in_mail(), "next": "/manage/join/abc/"})

    assert 'value="/manage/join/abc/"' in page.content.decode()
    assert answer.headers["Location"] == "/manage/join/abc/"


def test_a_new_account_sends_nobody_to_another_site() -> None:
    client = Client()
    sign_up(client, "amina@community.example", next="//evil.example/")
    answer = client.post(CONFIRM, {"code": code_in_mail(), "next": "//evil.example/"})

    assert answer.headers["Location"].startswith("/manage/")


@pytest.mark.parametrize("typed", ["", "amina", "amina@", "a@b", "<script>@x.example"])
def test_what_is_no_address_is_refused_in_words(typed: str) -> None:
    page = sign_up(Client(), typed)

    assert page.status_code == 200
    assert "There is 1 thing to change" in words(page)
    assert "<title>Error: Create an account" in page.content.decode()
    assert mail.outbox == []


def test_too_many_new_accounts_from_one_place_are_refused() -> None:
    statuses = [sign_up(Client(), f"person{n}@x.example").status_code for n in range(12)]

    assert statuses[:10] == [200] * 10
    assert statuses[-1] == 429


def test_an_address_in_a_link_is_not_read() -> None:
    page = Client().get(reverse("account_signup"), {"email": "amina@community.example"})

    assert "amina@community.example" not in page.content.decode().split("<main")[1]


def test_a_new_account_opens_nothing_of_staff() -> None:
    client = Client()
    sign_up(client, "amina@community.example")
    client.post(CONFIRM, {"code": code_in_mail()})

    assert client.get("/admin/").status_code in (302, 403)
