"""An organisation with one editor who is signed in, made in the served site and cleared away."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    get_user_model,
)
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Page

from benchmarks.serving import ROOT, manage
from catalogue.courses.models import Course
from catalogue.providers.models import Organisation
from tests.factories import OrganisationFactory, VenueFactory
from tests.publishing_factories import BACKEND, make_member, make_user

VAR_DIR = ROOT / "var" / "browser-test"


@dataclass(frozen=True, slots=True)
class Editor:
    """Whose area it is, and the cookie of the one who works there."""

    slug: str
    session: str

    def sign_in(self, page: Page, address: str) -> str:
        """Be the editor in a window. Return the address of the area."""
        cookie = {"name": "sessionid", "value": self.session, "url": address}
        page.context.add_cookies([cookie])
        return f"{address}/manage/{self.slug}"


@contextmanager
def one_editor(slug: str, *, venues: Sequence[str] = ()) -> Iterator[Editor]:
    """Give an editor of an organisation that is trusted. What an earlier test left goes first."""
    clear = f"from tests.browser import one_editor as here; here.clear({slug!r})"
    make = f"print('session:', here.make({slug!r}, {list(venues)!r}))"
    printed = manage(VAR_DIR, "shell", "-c", f"{clear}; {make}")
    [session] = re.findall(r"^session: (\w+)$", printed, re.MULTILINE)
    yield Editor(slug, session)
    manage(VAR_DIR, "shell", "-c", clear)


def make(slug: str, venues: Sequence[str]) -> str:
    """Make it all, and return the key of the session."""
    organisation = OrganisationFactory(name=f"{slug} of the test", slug=slug, is_trusted=True)
    for name in venues:
        VenueFactory(provider=organisation, name=name)
    person = make_user(slug)
    make_member("EDITOR", organisation=organisation, user=person)
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def clear(slug: str) -> None:
    """Delete it all. Each course says to the search that it is gone."""
    for course in Course.objects.filter(provider__slug=slug):
        course.delete()
    Organisation.objects.filter(slug=slug).delete()
    get_user_model().objects.filter(username=slug).delete()
