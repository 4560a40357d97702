"""Every address of the providers' area, asked by everybody: the answer, and nothing that leaks.

The table is in ``publishing_table``. What only an organisation's own people may learn is written in
words that stand nowhere else, so that one search through every answer finds a leak. Thirteen roles
ask each address with GET and HEAD, and with forms that are forged, hostile and plausible.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from catalogue.publishing.uploads.receiving import storage
from tests import publishing_addresses as addresses
from tests import publishing_roles as roles
from tests import publishing_table as table
from tests.publishing_addresses import all_lines
from tests.publishing_roles import (
    EDITOR,
    EDITOR_B,
    INSIDE,
    MAY_READ,
    MODERATOR,
    OWNER,
    OWNER_B,
    ROLES,
    SECRETS,
    STOPPED,
    STRANGER,
    UNSIGNED,
    VIEWER,
    VISITOR,
    World,
)
from tests.publishing_table import CHECK, PRESS, STANDS, Line
from tests.publishing_world import (
    CALLS,
    built_world,  # noqa: F401
    changed,
    client_for,
    leaks,
    state_of_all,
    words_of,
    world_of_a_test,  # noqa: F401
)

pytestmark = pytest.mark.django_db

NUL, HUGE = "a\x00b", "9" * 30
FIELDS = (
    "title name email role action do row column value kind text comment key version shown part run"
    " decision seen address file organisation_name ukprn contact_name starts start_date postcode"
    " token enquiry_email website stand choose:title runs.0.cost once"
).split()
HOSTILE = dict.fromkeys(FIELDS, f"<script>alert(1)</script>\u202e{NUL}" * 3)
HUGE_NUMBERS = dict.fromkeys(HOSTILE, HUGE)
PLAUSIBLE = {
    "title": "Welding", "kind": "COURSE", "name": "Mallory", "email": "mallory@example.org",
    "role": "OWNER", "action": "role", "do": "approve", "comment": "Fine", "version": "1",
    "decision": "use", "address": "https://example.org/courses.csv", "feed_format": "AUTO",
    "row": "3", "column": "COST", "value": "150.00", "contact_name": "Mallory",
    "contact_phone": "0121 496 0000", "roles_wanted": "Welders", "shown": "{}", "keep": "stay",
    "postcode": "WS1 1AA", "town": "Walsall", "confirm": "on", "is_full_list": "on",
    "is_removal_confirmed": "on", "organisation_name": "Mallory Ltd", "person_name": "Mallory",
}  # fmt: skip


def allowed(line: Line, role: str) -> frozenset[str]:
    """Return what a role may read at an address."""
    own = frozenset({"the key of a preview"}) if role in (EDITOR, OWNER) else frozenset()
    return line.anybody_may_read | MAY_READ.get(role, frozenset()) | own


@pytest.mark.parametrize("role", ROLES)
def test_everybody_gets_what_the_table_says_and_nothing_leaks(
    world: World, role: str, capsys: pytest.CaptureFixture[str]
) -> None:
    client, counts, wrong = client_for(world, role), Counter[str](), list[str]()
    lines, before = all_lines(world), state_of_all()
    for line in lines:
        may = allowed(line, role)
        for prefix in ("", "/ur"):
            if prefix and line.url.startswith(("/api/", "/admin/")):
                continue
            for method in ("get",) if prefix else ("get", "head"):
                response = getattr(client, method)(prefix + line.url)
                counts["asked"] += 1
                told = f"{role}: {method.upper()} {prefix}{line.url} gave {response.status_code}"
                right = table.wanted(line, role)
                if response.status_code not in right:
                    wrong.append(f"{told}, not {right} {response.get('Location', '')}")
                if found := leaks(response, world, may, asked=line.url):
                    wrong.append(f"{told} and shows {sorted(found)}")
                if not _is_kept_by_nobody(line, response):
                    wrong.append(f"{told} and may be kept: {response.get('Cache-Control')}")
    with capsys.disabled():
        sys.stdout.write(f"\n{role}: {len(lines)} addresses, {counts['asked']} asked\n")
    assert not wrong, "\n".join(wrong)
    assert changed(before) == []


def _is_kept_by_nobody(line: Line, response: Any) -> bool:
    """Whether an answer for one person stays out of every cache."""
    public = ("publishing:file_format", "publishing:file_template", "publishing:home")
    if line.name in public or line.name.startswith("provider") or response.status_code == 405:
        return True
    if line.least == STANDS:  # the admin says no-cache of itself
        return "no-" in response.get("Cache-Control", "private, no-")
    return response.status_code >= 400 or "no-store" in response.get("Cache-Control", "")


@pytest.mark.parametrize("role", ROLES)
def test_pages_of_the_site_show_nothing_of_a_desk(world: World, role: str) -> None:
    client, before = client_for(world, role), state_of_all()
    for line in table.public_lines(world):
        response = client.get(line.url)
        assert response.status_code < 500, line.url
        found = leaks(response, world, frozenset(), asked=line.url.title() + line.url)
        assert not found, (line.url, found)
    assert changed(before) == []


@pytest.mark.parametrize("role", [role for role in ROLES if role not in INSIDE])
def test_numbers_of_a_below_the_name_of_b_name_nothing(world: World, role: str) -> None:
    """Also for an owner of B, who may do everything there."""
    client, before, wrong = client_for(world, role), state_of_all(), list[str]()
    open_client = client_for(world, role, checks_forms=False)
    for line in table.desk_lines(world, slug=world.b.slug):
        response = client.get(line.url)
        right = table.wanted(line, role, is_at_b=True)
        if response.status_code not in right:
            wrong.append(f"GET {line.url} gave {response.status_code}, not {right}")
        if found := leaks(response, world, allowed(line, role), asked=line.url):
            wrong.append(f"GET {line.url} shows {found}")
        if line.name.split(":")[1] in table.WITHOUT_IDS:
            continue
        for form in (PLAUSIBLE, HOSTILE):
            response = open_client.post(line.url, form)
            if response.status_code not in (302, 403, 404, 405):
                wrong.append(f"POST {line.url} gave {response.status_code}")
            if response.status_code == 302 and role not in UNSIGNED:
                wrong.append(f"POST {line.url} led to {response.url}")
    assert not wrong, "\n".join(wrong)
    assert changed(before) == []


@pytest.mark.parametrize("role", ROLES)
def test_a_forged_form_changes_nothing_whoever_is_signed_in(world: World, role: str) -> None:
    client, before = client_for(world, role), state_of_all()
    for line in all_lines(world):
        if line.name.startswith("provider-api"):  # its document does not ask how it is read
            continue
        response = client.post(line.url, PLAUSIBLE)
        assert response.status_code in (302, 403, 404, 405), (line.url, response.status_code)
        if role in INSIDE and line.how != "page" and table.wanted(line, role)[0] not in (403, 404):
            assert response.status_code == 403, (line.url, response.status_code)
        assert not leaks(response, world, allowed(line, role), asked=line.url), line.url
    assert changed(before) == []


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("form", [PLAUSIBLE, HOSTILE, HUGE_NUMBERS], ids=["plain", "evil", "huge"])
def test_a_form_of_somebody_without_the_right_changes_nothing(
    world: World, role: str, form: dict[str, str]
) -> None:
    """With the token against forged forms in order: the right alone stands in the way."""
    client, before = client_for(world, role, checks_forms=False), state_of_all()
    asked = 0
    for line in all_lines(world):
        if _has_right(line, role):
            continue
        response = client.post(line.url, form)
        asked += 1
        assert response.status_code in (302, 403, 404, 405), (line.url, response.status_code)
        if response.status_code == 302:
            to_sign_in = "/login/" in response.url or response.url == "/admin/"
            assert to_sign_in, (line.url, response.url)
        assert not leaks(response, world, allowed(line, role), asked=line.url), line.url
    assert changed(before) == []
    assert asked > 0 or role in (OWNER,)


def _has_right(line: Line, role: str) -> bool:
    if line.least == table.ANYBODY:
        return True
    if line.least == table.SIGNED:
        return role not in UNSIGNED
    if line.least == STANDS:
        return role in (roles.EVENTS_TEAM, roles.ADMINISTRATOR)
    if line.least == CHECK:
        return role in roles.DECIDES
    if role not in INSIDE:
        return False
    order = [VIEWER, EDITOR, OWNER]
    return order.index(role) >= ["VIEWER", "EDITOR", "OWNER"].index(str(line.least))


@pytest.mark.parametrize("role", [VISITOR, STRANGER, VIEWER, EDITOR, OWNER, MODERATOR])
@pytest.mark.parametrize("form", [PLAUSIBLE, HOSTILE, HUGE_NUMBERS], ids=["plain", "evil", "huge"])
def test_a_form_of_somebody_with_the_right_gets_an_answer_and_leaks_nothing(
    world: World, role: str, form: dict[str, str]
) -> None:
    """Whatever it does is undone, so that each address meets the whole world."""
    client, wrong = client_for(world, role, checks_forms=False), list[str]()
    for line in all_lines(world):
        if not _has_right(line, role) or line.how == "page":
            continue
        with transaction.atomic():
            cache.clear()
            response = client.post(line.url, dict(form))
            if response.status_code >= 500:
                wrong.append(f"{line.url} gave {response.status_code}")
            if found := leaks(response, world, allowed(line, role), asked=line.url):
                wrong.append(f"{line.url} shows {found}")
            if line.how == PRESS and response.status_code == 200:
                wrong.append(f"{line.url} answers a press with a page")
            transaction.set_rollback(True)
    assert not wrong, "\n".join(wrong)


def test_a_file_of_somebody_without_the_right_is_not_kept(world: World) -> None:
    before = state_of_all()
    folder = Path(storage().path(""))
    kept = sorted(folder.rglob("*"))
    assert len(kept) >= 2
    for role in ROLES:
        if role in (EDITOR, OWNER):
            continue
        client = client_for(world, role, checks_forms=False)
        file = SimpleUploadedFile("../../x.csv", b"COURSE_NAME\nEvil\n")
        form = {"file": file, "kind": "COURSES"}
        response = client.post(f"/manage/{world.a.slug}/uploads/new/", form)
        assert response.status_code in (302, 403, 404), role
    assert changed(before) == []
    assert sorted(folder.rglob("*")) == kept


@pytest.mark.parametrize("call", CALLS, ids=[f"{one[0]} {one[1]}" for one in CALLS])
def test_only_a_live_key_writes_and_only_its_own_courses(
    world: World, call: tuple[str, str, Any]
) -> None:
    method, path, body = call
    url = f"/api/v1/provider{path}"
    text = json.dumps(body) if body else ""
    before = state_of_all()
    tried = ["", "Bearer", "Bearer x", f"Basic {world.key}", f"Bearer {world.stopped_key}",
             f"Bearer {world.key[:-1]}", f"Bearer {world.key} {world.key}", "Bearer wmk_\u00e9",
             f"Bearer {world.key.upper()}", "Bearer " + "wmk_" + "x" * 10_000]  # fmt: skip
    for role in ROLES:
        client = client_for(world, role, checks_forms=False)
        for header in tried if role in (VISITOR, OWNER) else tried[:1]:
            headers = {"Authorization": header} if header else {}
            response = client.generic(
                method, url, text, content_type="application/json", headers=headers
            )
            assert response.status_code == 401, (role, header)
            assert not leaks(response, world, frozenset()), (role, header)
    assert changed(before) == []

    theirs = Client().generic(
        method, url, text, content_type="application/json",
        headers={"Authorization": f"Bearer {world.key_of_b}"},
    )  # fmt: skip
    assert theirs.status_code in (200, 202, 404, 422)
    if method in ("GET", "DELETE") and path.endswith("A-REF-1"):
        assert theirs.status_code == 404
    assert not leaks(theirs, world, frozenset())
    mine = [row for row in before["courses.Course"] if row["provider_id"] == world.a.pk]
    now = [row for row in state_of_all()["courses.Course"] if row["provider_id"] == world.a.pk]
    assert mine == now


def account_urls() -> dict[str, str]:
    """Return every address of accounts by its name."""
    found = {}
    for name, options in get_resolver().reverse_dict.lists():
        if not isinstance(name, str) or not name.startswith(("account_", "mfa_", "usersessions_")):
            continue
        pattern, names = options[0][0][0]
        values = {"key": "x-set-password", "uidb36": "1", "pk": "1"}
        found[name] = "/" + pattern % {one: values[one] for one in names}
    return found


@pytest.mark.parametrize("role", ROLES)
def test_pages_of_accounts_show_nobody_anything_of_others(world: World, role: str) -> None:
    urls, before, wrong = account_urls(), state_of_all(), list[str]()
    assert len(urls) >= 33
    client = client_for(world, role)
    own = roles.VIEWED if role == OWNER else frozenset()  # what they did, in their own download
    for name, url in urls.items():
        for method in ("get", "post"):
            response = getattr(client, method)(url, {} if method == "get" else PLAUSIBLE)
            told = f"{method} {name} gave {response.status_code}"
            if response.status_code >= 500 or (method == "post" and response.status_code == 200):
                wrong.append(told)
            if found := leaks(response, world, own, asked=url):
                wrong.append(f"{told} and shows {found}")
            is_private = response.status_code == 200 and role not in UNSIGNED and method == "get"
            if is_private and not re.search("no-store|private", response.get("Cache-Control", "")):
                wrong.append(f"{told} and may be kept")
    assert not wrong, "\n".join(wrong)
    assert changed(before) == []


@pytest.mark.parametrize("prefix", ["", "/pl"])
def test_pages_whose_address_is_a_key_are_kept_and_told_nowhere(world: World, prefix: str) -> None:
    keys = ("publishing:preview", "publishing:invitation", "publishing:inbox", "enquiries:asked")
    lines = [
        one for one in addresses.open_lines(world) if one.name in keys and one.status in (200, 410)
    ]
    assert {one.name for one in lines} == {*keys}
    for line in lines:
        response = Client().get(prefix + line.url)
        assert "no-store" in response["Cache-Control"], line.url
        assert response["Referrer-Policy"] in ("no-referrer", "strict-origin", "same-origin")
        assert "noindex" in response.get("X-Robots-Tag", "") + response.content.decode(), line.url


def test_the_words_of_what_is_hidden_are_where_they_belong(world: World) -> None:
    """Or the table would find no leak whatever was shown."""
    shown = set()
    for role in (OWNER, MODERATOR, roles.EVENTS_TEAM):
        client = client_for(world, role)
        for line in all_lines(world):
            shown |= leaks(client.get(line.url), world, frozenset())
    assert shown >= {*SECRETS}, {*SECRETS} - shown


@pytest.mark.parametrize("role", [STRANGER, STOPPED, EDITOR_B, OWNER_B, MODERATOR])
def test_a_desk_that_is_there_answers_like_one_that_is_not(world: World, role: str) -> None:
    client = client_for(world, role)
    for line in table.desk_lines(world):
        if line.how == PRESS:
            continue
        there = client.get(line.url)
        nowhere = client.get(line.url.replace(f"/{world.a.slug}/", "/no-such-organisation/"))
        assert there.status_code == nowhere.status_code == 404, line.url
        differing = words_of(there).replace(world.a.slug, "no-such-organisation")
        pattern = r"nonce-[^'\"]+|csrf\w*[^\s;]*|value=\"[^\"]{30,}\"|request-id[^,]*"
        strip = re.compile(pattern + r"|'Content-Length': '\d+'", re.IGNORECASE)
        assert strip.sub("", differing) == strip.sub("", words_of(nowhere)), line.url
