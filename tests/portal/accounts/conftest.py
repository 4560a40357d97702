"""People and their mails, for tests of accounts."""

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def code_in_mail(index: int = -1) -> str:
    """Return the six digits of a mail."""
    [code] = re.findall(r"^(\d{6})$", mail.outbox[index].body, flags=re.MULTILINE)
    return code


def other_than(code: str) -> str:
    """Return six digits that are not the code."""
    return f"{(int(code) + 1) % 1_000_000:06}"


def ask_for_code(client: Client, email: str, **more: str):
    """Send the form of the first page and open what follows."""
    return client.post(reverse("account_request_login_code"), {"email": email, **more}, follow=True)


def sign_in_by_code(client: Client, email: str, **more: str):
    """Ask for a code and type it."""
    ask_for_code(client, email, **more)
    return client.post(reverse("account_confirm_login_code"), {"code": code_in_mail(), **more})


def plain(response) -> str:
    """Return a page without what differs from one request to the next."""
    text = response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    return re.sub(r"[\w.-]+@[\w.-]+", "<address>", text)
