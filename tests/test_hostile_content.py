"""Texts that want to be more than texts, in every column that people write and every page."""

import datetime
import html
import json
from contextlib import suppress
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, models, transaction
from django.test import Client

from catalogue.courses.models import Course, CourseRun
from catalogue.events.models import StandRequest
from catalogue.feedback.models import Enquiry, ProblemReport
from catalogue.providers.models import (
    AuditEntry,
    Invitation,
    JoinRequest,
    Organisation,
    Venue,
)
from catalogue.publishing.checks.look_alikes import similar_names
from catalogue.publishing.enums import LetterKind
from catalogue.publishing.letter_writing import mail_of
from catalogue.publishing.models import (
    ApiToken,
    CourseFeed,
    Draft,
    Letter,
    Review,
    Upload,
    UploadChange,
    UploadRow,
)
from catalogue.vacancies.models import Vacancy
from search import indexing
from tests import publishing_table as table
from tests.factories import OrganisationFactory
from tests.publishing_addresses import all_lines
from tests.publishing_roles import ADMINISTRATOR, EVENTS_TEAM, MODERATOR, OWNER, VISITOR, World
from tests.publishing_world import built_world, client_for, world_of_a_test  # noqa: F401

pytestmark = pytest.mark.django_db

MODELS: tuple[type[models.Model], ...] = (
    Course, CourseRun, Organisation, Venue, Vacancy, Draft, Upload, UploadRow, CourseFeed, Enquiry,
    ProblemReport, StandRequest, AuditEntry, Review, ApiToken, JoinRequest, Invitation,
    get_user_model(),
)  # fmt: skip
# Written by us, or read by programs alone.
OURS = {
    "slug", "language", "username", "password", "key_hash", "prefix", "idempotency_key", "sha256",
    "etag", "last_modified", "identity_key", "file", "source_key", "released_key", "postcode",
    "source", "ukprn", "reference", "claim", "lease_key", "email", "place_slug", "apply_url_key",
}  # fmt: skip
MARKUP = "\"'><svg/onload=hostile()></title></script><script>hostile()</script>{{7*191}}\u202e"
ADDRESS = "javascript:hostile()//https://x.example"


class Reader(HTMLParser):
    """Finds what a browser would run."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[str] = []
        self._script = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        if tag == "script":
            self._script = facts.get("type", "text/javascript")
        for name, value in facts.items():
            if "hostile" in name or (name.startswith("on") and "hostile" in value):
                self.runs.append(f"<{tag} {name}={value[:40]}>")
            is_address = name in ("href", "src", "action", "formaction", "data", "poster", "srcset")
            if is_address and value.strip().lower().startswith(("javascript:", "data:text")):
                self.runs.append(f"<{tag} {name}={value[:40]}>")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = ""

    def handle_data(self, data: str) -> None:
        if self._script == "text/javascript" and "hostile" in data:
            self.runs.append(f"script: {data[:60]}")
        if self._script.endswith("json") and data.strip():
            json.loads(data)


def poison(model: type[models.Model]) -> int:
    """Write an attack into every text of every row of a table."""
    count = 0
    for row in model._default_manager.all():
        values: dict[str, Any] = {}
        for one in model._meta.get_fields():
            is_text = isinstance(one, models.CharField | models.TextField)
            if not is_text or one.name in OURS or one.choices:
                continue
            text = ADDRESS if isinstance(one, models.URLField) else f"{row.pk}{MARKUP}"
            values[one.name] = text[: one.max_length or None]
            if one.unique:
                values.pop(one.name)
        if isinstance(row, Draft | UploadChange):
            for name in ("content", "before", "after", "base"):
                if isinstance(getattr(row, name, None), dict):
                    values[name] = poisoned(getattr(row, name))
        for name, value in values.items():
            with suppress(IntegrityError), transaction.atomic():  # a column with rules of its own
                count += model._default_manager.filter(pk=row.pk).update(**{name: value})
    return count


def poisoned(value: Any, name: str = "") -> Any:
    """Return a content with every free text of it poisoned."""
    if isinstance(value, dict):
        return {key: poisoned(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [poisoned(one, name) for one in value]
    if isinstance(value, str) and not value.isupper() and not value[:1].isdigit():
        return ADDRESS if name in ("webpage", "join_value", "apply_url") else MARKUP
    return value


@pytest.fixture
def poisoned_world(world: World) -> World:
    counts = {model.__name__: poison(model) for model in (*MODELS, UploadChange)}
    assert sum(counts.values()) > 150, counts
    for model in (Organisation, Course, Vacancy):
        model._default_manager.update(updated_at=datetime.datetime.now(tz=datetime.UTC))
    indexing.rebuild(today=table.NOW.date())
    for one in (world.a, world.b, world.course, world.paused):
        one.refresh_from_db()
    return world


@pytest.mark.parametrize("role", [VISITOR, OWNER, MODERATOR, EVENTS_TEAM, ADMINISTRATOR])
def test_no_text_becomes_a_program_on_any_page(poisoned_world: World, role: str) -> None:
    client, wrong, shown = client_for(poisoned_world, role), list[str](), 0
    client.raise_request_exception = False
    urls = [one.url for one in (*all_lines(poisoned_world), *table.public_lines(poisoned_world))]
    course = poisoned_world.course
    urls += [course.get_absolute_url(), "/search/?q=hostile", "/search/?q=", "/api/v1/search?q="]
    for url in urls:
        response = client.get(url)
        if response.status_code >= 500:
            wrong.append(f"{url} gave {response.status_code}")
            continue
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = body.decode("utf-8", "replace")
        shown += "hostile" in text
        if "html" in response.get("Content-Type", ""):
            reader = Reader()
            reader.feed(text)
            wrong += [f"{url}: {one}" for one in reader.runs]
        if "1337" in html.unescape(text) and "7*191" not in html.unescape(text):
            wrong.append(f"{url} computed a template")
        for name, value in response.headers.items():
            if "\n" in value or "\r" in value or "<script" in value:
                wrong.append(f"{url}: header {name}")
    assert not wrong, "\n".join(sorted(set(wrong)))
    assert shown > 3


@pytest.mark.parametrize("kind", LetterKind.values)
def test_no_letter_becomes_a_page_of_somebody_else(world: World, kind: str) -> None:
    words = "title name organisation inviter comment text phone email address message person"
    facts: dict[str, Any] = dict.fromkeys(words.split(), f"{MARKUP}\r\nBcc: all@evil.example\r\n")
    facts |= {"courses": [{"title": MARKUP, "day": "1", "days": 1}], "number": 1, "days": 1}
    facts |= {"more": 0, "until": table.NOW.isoformat(), "role": "EDITOR", "kind": "COURSE"}
    letter = Letter.objects.create(
        kind=kind, email="a@b.example", organisation=world.a, due_at=table.NOW, facts=facts
    )

    message = mail_of(letter)

    reader = Reader()
    reader.feed(message.html)
    assert reader.runs == []
    assert "hostile" in message.subject + message.text
    assert not set("\r\n\u202e") & set(message.subject)
    assert "\u202e" not in message.text


def test_pages_for_everybody_of_hostile_courses_open(poisoned_world: World) -> None:
    for url in (poisoned_world.course.get_absolute_url(), f"/providers/{poisoned_world.a.slug}/"):
        response = Client().get(url, follow=True)
        assert response.status_code == 200, url
        assert "hostile" in response.content.decode()


BLANK = ["\u200d", "\u200b\u200c\u200d", "\u202e\u2069", "\u3164", "\u2800 \u115f", "\ufeff\u2060"]


@pytest.mark.parametrize("name", BLANK, ids=ascii)
def test_a_name_that_nobody_sees_is_no_name(world: World, name: str) -> None:
    client = client_for(world, OWNER, checks_forms=False)
    before = Course.objects.count(), Draft.objects.count(), Venue.objects.count()
    desk = f"/manage/{world.a.slug}"

    course = client.post(f"{desk}/courses/new/", {"title": name, "kind": "COURSE"})
    place = client.post(f"{desk}/venues/new/", {"name": name, "postcode": "DY4 8NU"})
    call = Client().put(
        "/api/v1/provider/courses/blank",
        {
            "course": {"COURSE_NAME": name},
            "runs": [{"DELIVERY_MODE": "Online", "START_DATE": "Any time", "COST": "1"}],
        },
        content_type="application/json",
        headers={"Authorization": f"Bearer {world.key}"},
    )

    assert (course.status_code, place.status_code) == (200, 200)
    assert call.status_code == 422
    assert (Course.objects.count(), Draft.objects.count(), Venue.objects.count()) == before


def test_a_name_with_joiners_inside_keeps_them(world: World) -> None:
    """Urdu, Bengali and families of emoji need them."""
    client = client_for(world, OWNER, checks_forms=False)
    name = "\u06a9\u0645\u067e\u06cc\u0648\u0679\u0631\u200c\u0632 \U0001f469\u200d\U0001f4bb"

    client.post(f"/manage/{world.a.slug}/courses/new/", {"title": name, "kind": "COURSE"})

    assert Draft.objects.filter(title=name).exists()


@pytest.mark.parametrize(
    "reference", ["\u202eA-REF-1", "A-REF-1\u200b", "A\u2066REF", "\ufffd\ufffd"], ids=ascii
)
def test_a_reference_that_looks_like_another_one_is_refused(world: World, reference: str) -> None:
    before = list(Course.objects.values_list("pk", "title"))
    body = {
        "course": {"COURSE_NAME": "Taken over"},
        "runs": [{"DELIVERY_MODE": "Online", "START_DATE": "Any time", "COST": "1"}],
    }

    answers = [
        Client()
        .generic(
            method,
            f"/api/v1/provider/courses{path}",
            json.dumps(sent),
            content_type="application/json",
            headers={"Authorization": f"Bearer {world.key}"},
        )
        .status_code
        for method, path, sent in (
            ("PUT", f"/{reference}", body),
            ("POST", "", {"courses": [{"reference": reference, **body}]}),
        )
    ]

    assert answers == [422, 422]
    assert list(Course.objects.values_list("pk", "title")) == before


@pytest.mark.parametrize(
    ("name", "borrowed"),
    [
        ("NHS", "N\u041dS"),  # a Cyrillic capital that is an N in small letters
        ("NHS", "\uff2e\uff28\uff33"),
        ("NHS", "N\u200bH\u202eS\u2066"),
        ("NHS", "N\u3164H\u2061S"),
        ("BMet", "\u0412\u039cet"),
        ("Lockgate", "L\u043e\u0441kg\u0430t\u0435"),
        ("Lockgate", "L\u00f3ckgat\u00ea"),
    ],
    ids=ascii,
)
@pytest.mark.django_db
def test_a_borrowed_name_is_known_whatever_letters_it_has(name: str, borrowed: str) -> None:
    OrganisationFactory(name=name)
    OrganisationFactory(name="Moor Hall")

    assert [one.name for one in similar_names(borrowed)] == [name]
