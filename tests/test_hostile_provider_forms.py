"""What programs send to the forms of the providers' area: an answer each time, and never a 500.

The forms are read off the pages themselves, so that a new field is tried without a word here.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from catalogue.courses.contents import run_key
from catalogue.providers.enums import MemberRole
from catalogue.publishing.editor.drafting import open_draft
from catalogue.publishing.editor.parts import BY_CODE
from catalogue.publishing.models import Draft
from tests import publishing_addresses as addresses
from tests import publishing_table as table
from tests.publishing_roles import EDITOR, EVENTS_TEAM, MODERATOR, OWNER, World
from tests.publishing_world import built_world, client_for, world_of_a_test  # noqa: F401

pytestmark = pytest.mark.django_db
URLENCODED = "application/x-www-form-urlencoded"
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL | re.IGNORECASE)
BOX = re.compile(r"<(?:input|select|textarea|button)\b([^>]*)>", re.IGNORECASE)
PART = re.compile(r"([\w-]+)=\"([^\"]*)\"")
# Each is sent in every box of a form. Bytes as they go over the wire.
VALUES = {
    "nothing": b"",
    "nul": b"a%00b",
    "huge number": b"9" * 30,
    "below zero": b"-1",
    "many digits": b"0" * 400,
    "infinite": b"1e400",
    "no number": b"NaN",
    "other digits": quote_plus("٣²").encode(),
    "lone surrogate": b"%ED%A0%80",
    "no utf-8": b"%ff%fe%00",
    "surrogate in json": quote_plus('{"title": "\\ud800", "runs": "\\ud800"}').encode(),
    "list": b"%5B%5B%5D%2C1%5D",
    "deep list": b"%5B" * 3000,
    "null": b"null",
    "script": quote_plus("</textarea><script>alert(1)</script>{{ 7*7 }}{% now %}").encode(),
    "bidi": quote_plus("\u202e\u2066gpj.exe\u200f").encode(),
    "no day": b"31%2F02%2F2027",
    "last day": b"31%2F12%2F9999",
    "year 0": b"0000-00-00",
    "other site": b"%2F%2Fevil.example%2F",
    "path": b"..%2F..%2Fetc%2Fpasswd",
    "formula": b"%3Dcmd%7C%27+%2FC+calc%27%21A0",
    "lines": b"%0d%0aSet-Cookie%3A+a%3Db%0d%0a" * 20,
    "emoji": quote_plus("👩🏽‍🦽" * 50).encode(),
    "long": b"x" * 70_000,
}
TRIED_ALONE = ("huge number", "last day")  # each takes half a minute
# What takes the thing itself away, or the right to it.
LOSING = "throw-away|/delete/|/people/|/retire/|withdraw|/leave/|/stopped/|/stop/|cancel|/close/"
QUERIES = (
    "page=-1", "page=" + "9" * 30, "page=%00", "page=1&page=2", "page[]=1", "page=%ff%fe",
    "page=%D9%A3", "page=1e3", "row=" + "9" * 30, "row=-1&column=%00", "who=%00&kind=%ED%A0%80",
    "part=../../x", "sort=%00", "fill=term", "look=again", "next=//evil.example/",
    "show=" + "x" * 3000,
    "changes=" + "9" * 30, "held=-1", "kind=removed&at=" + "9" * 30, "%00=%00", "&&&=&",
    "q=" + "%F0" * 99,
)  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """A form of a page: where it goes, and the names of its boxes."""

    url: str
    names: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]


def forms_of(url: str, text: str) -> Iterator[Sent]:
    """Give the forms of a page that change something."""
    for head, body in FORM.findall(text):
        facts = dict(PART.findall(head))
        if facts.get("method", "").lower() != "post":
            continue
        boxes = [dict(PART.findall(box)) for box in BOX.findall(body)]
        named = [box for box in boxes if box.get("name") and box["name"] != "csrfmiddlewaretoken"]
        kept = tuple((box["name"], html.unescape(box.get("value", ""))) for box in named)
        names = tuple(dict.fromkeys(box["name"] for box in named))
        yield Sent(html.unescape(facts.get("action") or url), names, kept)


def found_forms(world: World, role: str) -> list[Sent]:
    """Return every form that somebody meets, once."""
    client, found = client_for(world, role), {}
    for line in [*_lines(world), *(editor_lines(world) if role == OWNER else ())]:
        response = client.get(line.url)
        if response.status_code == 200 and "html" in response.get("Content-Type", ""):
            for form in forms_of(line.url, response.content.decode()):
                if "/logout/" not in form.url and "/language/" not in form.url:
                    found[form.url, form.names] = form
    return list(found.values())


def editor_lines(world: World) -> list[table.Line]:
    """Return every part of a draft of a live course, and one of its dates."""
    draft = open_draft(world.course, actor=world.people[OWNER])
    key = run_key(draft.content["runs"][0], 0)
    base = f"/manage/{world.a.slug}/drafts/{draft.pk}"
    urls = [f"{base}/{code}/" for code in BY_CODE] + [f"{base}/dates/{key}/", f"{base}/publish/"]
    return [table.Line("", url, MemberRole.EDITOR, table.BOTH) for url in urls]


def _lines(world: World) -> list[table.Line]:
    return [
        *table.desk_lines(world), *addresses.check_lines(world), *addresses.open_lines(world),
        *addresses.stand_lines(world),
    ]  # fmt: skip


def press(client: Client, url: str, body: bytes, kind: str = URLENCODED, **more: Any) -> Any:
    """Send something, and undo what it did."""
    cache.clear()
    with transaction.atomic():
        response = client.generic("POST", url, body, content_type=kind, **more)
        transaction.set_rollback(True)
    return response


def told(response: Any, what: str) -> str:
    error = response.exc_info[1] if getattr(response, "exc_info", None) else ""
    return f"{what}: {response.status_code} {error!r}"[:400]


@pytest.fixture
def clients(world: World) -> dict[str, Client]:
    found = {}
    for role in (OWNER, MODERATOR, EVENTS_TEAM):
        client = client_for(world, role, checks_forms=False)
        client.raise_request_exception = False
        found[role] = client
    return found


@pytest.mark.parametrize("role", [OWNER, MODERATOR, EVENTS_TEAM])
def test_every_form_answers_whatever_stands_in_its_boxes(
    world: World,
    clients: dict[str, Client],
    role: str,
) -> None:
    forms = found_forms(world, role)
    assert len(forms) >= {OWNER: 30, MODERATOR: 4, EVENTS_TEAM: 1}[role], [f.url for f in forms]
    wrong = []
    for form in forms:
        for name, value in VALUES.items():
            body = joined([(box, value) for box in form.names])
            response = press(clients[role], form.url, body)
            if response.status_code >= 500:
                wrong.append(told(response, f"{form.url} with {name}"))
            location = response.get("Location", "")
            if location.startswith(("//", "http")) or "evil.example" in location.split("?")[0]:
                wrong.append(told(response, f"{form.url} with {name} leads to {location}"))
    assert not wrong, "\n".join(wrong)


def strange(form: Sent, what: str) -> Iterator[tuple[bytes, str]]:
    """Give bodies with a value in one box after the other, then in all."""
    for name in form.names if what in TRIED_ALONE else ():
        pairs = [(box, quote_plus(text).encode()) for box, text in form.kept if box != name]
        yield joined([*pairs, (name, VALUES[what])]), name
    yield joined([(box, VALUES[what]) for box in form.names]), "all"


def opened(world: World, client: Client, lines: list[table.Line]) -> Iterator[tuple[str, Any]]:
    """Open the pages of the desk and of the site, and press Publish for every draft."""
    for line in lines:
        if line.how != "press" and not line.url.startswith("/admin"):
            yield line.url, client.get(line.url)
    for line in table.public_lines(world):
        yield line.url, client.get(line.url)
    for draft in Draft.objects.filter(organisation=world.a, kind="COURSE"):
        url = f"/manage/{world.a.slug}/drafts/{draft.pk}/publish/"
        yield url, client.post(url)


def joined(pairs: list[tuple[str, bytes]]) -> bytes:
    return b"&".join(quote_plus(box).encode() + b"=" + value for box, value in pairs)


@pytest.mark.parametrize("what", VALUES)
def test_pages_open_after_a_value_was_kept_in_every_box(
    world: World, clients: dict[str, Client], what: str
) -> None:
    """Also when it is the only strange one of its form: then it is more often kept."""
    client, wrong = clients[OWNER], []
    cache.clear()
    with transaction.atomic():
        forms = found_forms(world, OWNER)
        keeping = [form for form in forms if not re.search(LOSING, form.url)]
        lines = [*_lines(world), *editor_lines(world)]
        assert len(keeping) >= 20
        for form in keeping:
            for body, where in strange(form, what):
                response = client.generic("POST", form.url, body, content_type=URLENCODED)
                if response.status_code >= 500:
                    wrong.append(told(response, f"{form.url} with {what} in {where}"))
        for url, response in opened(world, client, lines):
            if response.status_code >= 500:
                wrong.append(told(response, f"{url} after {what}"))
        transaction.set_rollback(True)
    assert not wrong, "\n".join(wrong)


def bodies() -> dict[str, tuple[bytes, str]]:
    """Return bodies that are no form: each with the type that it says it has."""
    part = b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\n'
    return {
        "json": (b'{"title": "x", "action": "remove"}', "application/json"),
        "json list": (b"[" * 5000, "application/json"),
        "xml": (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "text/xml"),
        "no boundary": (part + b"x\r\n--x--", "multipart/form-data"),
        "open end": (part + b"x", "multipart/form-data; boundary=x"),
        "other boundary": (part + b"x\r\n--x--", "multipart/form-data; boundary=y"),
        "empty boundary": (part, "multipart/form-data; boundary="),
        "nothing": (b"", "multipart/form-data; boundary=x"),
        "no headers": (b"--x\r\n\r\n\r\n--x--\r\n", "multipart/form-data; boundary=x"),
        "base64": (
            part.replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n")
            + b"!!!\r\n--x--",
            "multipart/form-data; boundary=x",
        ),
        "nested": (part + b"a\r\n--x\r\n" + part + b"\r\n--x--", "multipart/form-data; boundary=x"),
        "utf-16": ("title=x".encode("utf-16"), URLENCODED + "; charset=utf-16"),
        "no charset": (b"title=%ff", URLENCODED + "; charset=no-such-charset"),
        "utf-7 parts": (part + b"+AD4-\r\n--x--", "multipart/form-data; boundary=x; charset=utf-7"),
        "many fields": (b"&".join(b"a%d=1" % n for n in range(12_000)), URLENCODED),
        "one field often": (b"&".join([b"title=x&do=approve&action=suspend"] * 3_000), URLENCODED),
        "one megabyte": (b"title=" + b"x" * 1_000_000, URLENCODED),
        "three megabytes": (b"title=" + b"x" * 3_000_000, URLENCODED),
        "no type": (b"title=x", ""),
        "odd type": (b"title=x", "multipart/\x00; ="),
    }


@pytest.mark.parametrize("what", bodies())
def test_a_body_that_is_no_form_gets_an_answer(
    world: World,
    clients: dict[str, Client],
    what: str,
) -> None:
    body, kind = bodies()[what]
    wrong = []
    for role, client in clients.items():
        for line in _lines(world):
            if line.how == "page" or (role == OWNER) != ("quellhof" in line.url):
                continue
            response = press(client, line.url, body, kind)
            if response.status_code >= 500:
                wrong.append(told(response, f"{line.url} with {what}"))
    assert not wrong, "\n".join(wrong)


def test_odd_questions_of_addresses_get_an_answer(world: World, clients: dict[str, Client]) -> None:
    wrong = []
    for line in _lines(world):
        if line.how == "press" or line.url.startswith("/admin"):
            continue
        client = clients[OWNER] if "quellhof" in line.url else clients[MODERATOR]
        for query in QUERIES:
            response = client.get(f"{line.url}?{query}")
            location = response.get("Location", "")
            if response.status_code >= 500 or location.startswith(("//", "http")):
                wrong.append(told(response, f"{line.url}?{query} {location}"))
    assert not wrong, "\n".join(wrong)


def test_numbers_that_no_row_has_are_not_found(world: World, clients: dict[str, Client]) -> None:
    wrong = []
    for line in _lines(world):
        for number in ("0", "9" * 19, "9" * 30, "9" * 5000):
            url = re.sub(r"/\d+/", f"/{number}/", line.url)
            if url == line.url or url.startswith("/courses/"):
                continue
            for client in clients.values():
                for response in (client.get(url), press(client, url, b"do=approve")):
                    if response.status_code not in (302, 403, 404, 405):
                        wrong.append(told(response, url[:90]))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("kind", ["COURSES", "VENUES", "\x00", "9" * 30, ""])
@pytest.mark.parametrize(
    "name",
    [
        "../../x.csv",
        "x.csv\x00.exe",
        "\u202evsc.exe",
        "x" * 3000 + ".csv",
        " ",
        "CON",
        "a/b\\c",
    ],
)
def test_names_of_files_get_an_answer_and_lead_nowhere(
    world: World,
    clients: dict[str, Client],
    name: str,
    kind: str,
) -> None:
    for content in (b"", b"\x00", b"COURSE_NAME\n\xff", b"PK\x03\x04", b"\xff\xfe"):
        with transaction.atomic():
            cache.clear()
            response = clients[OWNER].post(
                f"/manage/{world.a.slug}/uploads/new/",
                {"file": SimpleUploadedFile(name or "x", content), "kind": kind},
            )
            transaction.set_rollback(True)
        assert response.status_code in (200, 302, 400, 422), told(response, repr(name))


# --- the calls of software -----------------------------------------------------------------------

JSONS = {
    "nul": '{"course": {"COURSE_NAME": "a\\u0000b"}, "runs": [{"DELIVERY_MODE": "Online"}]}',
    "lone surrogate": '{"course": {"COURSE_NAME": "\\ud800"}, "runs": [{"COST": "\\udfff"}]}',
    "surrogate key": '{"course": {"\\ud800": "x"}, "runs": [{"\\ud800": "x"}]}',
    "numbers": '{"course": {"COURSE_NAME": 1e999}, "runs": [{"COST": NaN}]}',
    "nested": '{"course": ' + "[" * 5_000 + "]" * 5_000 + ', "runs": []}',
    "null": '{"course": null, "runs": null}',
    "no object": '"x"',
    "empty": "",
    "not json": "{",
    "twice": '{"course": {}, "course": {"COURSE_NAME": "x"}, "runs": [{}], "runs": [{}]}',
    "lines": '{"course": {"COURSE_NAME": "a\\r\\nb\\",x"}, "runs": [{"COST": "=1+1"}]}',
    "bidi": '{"course": {"COURSE_NAME": "\\u202e\\u2066x"}, "runs": [{"START_DATE": "\\u0663"}]}',
    "many runs": json.dumps({"course": {"COURSE_NAME": "x"}, "runs": [{"COST": "1"}] * 600}),
    "long": json.dumps({"course": {"COURSE_NAME": "x" * 1_000_000}, "runs": [{}]}),
}
PATHS = (
    "/courses/x", "/courses/%00", "/courses/%ED%A0%80", "/courses/%E2%80%AE", "/courses/../x",
    "/courses/" + "x" * 3000, "/courses/%20", "/courses/a%0d%0ab", "/venues/x", "/venues/%00",
    "/venues/..%2f..%2fx", "/courses", "/courses/", "/nothing",
    "/courses?page=-1&per_page=" + "9" * 30,
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS, ids=[one[:24] for one in PATHS])
def test_calls_of_software_get_an_answer_in_json(world: World, path: str) -> None:
    client = Client(raise_request_exception=False)
    wrong = []
    for what, text in JSONS.items():
        for method in ("PUT", "POST", "GET", "DELETE", "PATCH", "OPTIONS"):
            for kind in ("application/json", "text/plain; charset=utf-16", "multipart/form-data"):
                if kind != "application/json" and method != "PUT":
                    continue
                with transaction.atomic():
                    response = client.generic(
                        method, f"/api/v1/provider{path}", text, content_type=kind,
                        headers={"Authorization": f"Bearer {world.key}"},
                    )  # fmt: skip
                    transaction.set_rollback(True)
                if response.status_code >= 500:
                    wrong.append(told(response, f"{method} {path[:30]} {kind} {what}"))
                elif response.status_code >= 400 and "json" not in response["Content-Type"]:
                    wrong.append(told(response, f"{method} {path[:30]} {what} is no JSON"))
    assert not wrong, "\n".join(wrong)


def test_an_editor_meets_the_forms_too(world: World) -> None:
    """Or the walk above would only know owners."""
    assert len(found_forms(world, EDITOR)) >= 25
