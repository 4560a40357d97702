"""Attacks on accounts that their own tests do not try: stolen sessions, old codes, floods."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.portal.accounts.conftest import (
    fresh_limits,  # noqa: F401
    sign_in_by_code,
)
from tests.portal.accounts.own.second_step import turn_app_on
from tests.publishing_factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "three quiet blue kettles"


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
