"""Lena, who acts for an organisation, and her browser."""

import pytest
from django.core import mail
from django.test import Client

from tests.portal.accounts.conftest import sign_in_by_code
from tests.publishing_factories import make_user


@pytest.fixture
def lena():
    return make_user("lena", second_step=False)


@pytest.fixture
def client(lena) -> Client:
    client = Client()
    sign_in_by_code(client, lena.email)
    mail.outbox.clear()
    return client
