"""People of each staff group, and the words of a page, for tests of the admin."""

import html
import re

from django.contrib.auth import get_user_model
from django.test import Client

from portal.accounts.services import create_staff

PASSWORD = "a long pass phrase for tests"


def signed_in(group: str) -> Client:
    """Return a client signed in as a person of a group."""
    user = create_staff(group.lower().replace(" ", "-"), PASSWORD, group=group)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def signed_in_without_rights() -> Client:
    """Return a client signed in as a person of no group."""
    user = get_user_model().objects.create_user("nobody", password=PASSWORD)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def words(response) -> str:
    """Return the text of a page without its tags, white space folded."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())
