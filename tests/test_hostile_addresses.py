"""Every address the site knows, filled and asked with malice: a page each time, never a failure.

The addresses come from the resolver, so that a new page is tried from its first day.
"""

import datetime
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache as shared_cache
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from catalogue.courses.models import Course
from catalogue.providers.models import Organisation
from portal.demo.editorial import seed_editorial
from search.forms import NAMES
from search.indexing import drain
from search.reference import forget_reference
from search.suggest import forget_suggestions
from tests.seeded_index import seeded_index
from tests.staff import signed_in_without_rights

ROOT = Path(__file__).resolve().parents[1]
TODAY = datetime.date(2026, 11, 25)
NOW = datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC)
PREFIXES = ("/", "/ur/", "/pl/")
ADMIN = "admin/"
# Percent-encoded as they stand in an address.
NASTIES = {
    "nul": "%00",
    "nul inside": "a%00b",
    "half of a character": "%ED%A0%80",
    "no UTF-8": "%FF%FE",
    "over-long slash": "%C0%AF",
    "10 kB": "word-" * 2000,
    "huge number": "9" * 400,
    "beyond 64 bits": "9223372036854775808",
    "beyond 32 bits": "x-2147483648",
    "negative": "-1",
    "number of other digits": quote("x-١٢٣"),
    "superscript digit": quote("x-²"),
    "letters the other way": quote("\u202egnidlew\u2067"),
    "up": "../../etc/passwd",
    "up, encoded": "..%2F..%2Fetc%2Fpasswd",
    "slashes": "///",
    "back slash": "..%5C..%5C",
    "template": "%7B%7B7*7%7D%7D%7B%25now%25%7D",
    "script": "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "line breaks": "a%0D%0ASet-Cookie:%20a=b",
    "percent": "%25%25%30%30",
    "lone percent": "%",
    "quote": "'%22--",
    "semicolon": ";a=b",
    "nothing": "",
}
PARAMETERS = (
    *NAMES, "lang", "lat", "lon", "next", "p", "per_page", "reason", "search", "section", "text",
    "value", "words", "back", "format", "export", "ordering", "theme", "direction",
    "age", "answer", "benefit", "computers", "earn", "from", "in-work", "months", "needs", "of",
    "open", "role", "sector", "setting", "speaks", "start", "type", "website", "work",
    "about", "all", "date", "fill", "month", "name", "part", "run", "said", "saved", "show", "way",
)  # fmt: skip
METHODS = ("head", "post", "put", "options")
# What the write API says to a POST without a key; its document is only read.
API_ANSWERS = {
    "/api/v1/provider/": 404,
    "/api/v1/provider/openapi.json": 405,
    "/api/v1/provider/courses": 401,
    "/api/v1/provider/venues": 401,
}
# Pages that ask whether they were useful set no cookie, so these take answers without a token.
WITHOUT_TOKEN = ("/useful/", "/useful/thanks/", "/cannot-find-it/")
EDITORS_PAGES = (
    "careers/", "careers/health/", "careers/roles/", "careers/roles/porter/", "schemes/",
    "schemes/kickstart/", "help/", "help/cv/", "stories/", "news/", "coaches/",
)  # fmt: skip
CONVERTER = re.compile(r"<(?:\w+:)?\w+>")
# One gate stands before every page of providers, and it is asked first: one language is enough for
# each value (tests/test_hostile_publishing.py goes on behind the gate).
BEHIND_THE_GATE = "manage/"
# These lead to the provider's page that the course holds. Every provider here is at example.org.
LEADS_OUT = re.compile(r"/courses/[^/?]+/join/(\?|$)")


@pytest.fixture(scope="module")
def seeded_site(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The demonstration, indexed, inside one transaction that is undone after the module."""
    directory = tmp_path_factory.mktemp("index")
    with django_db_blocker.unblock(), seeded_index(directory, now=NOW):
        seed_editorial(NOW.date())
        with override_settings(SEARCH={**django_settings.SEARCH, "embedded_directory": directory}):
            drain(today=NOW.date())
        yield directory


@pytest.fixture(autouse=True)
def site(
    seeded_site: Path, own_index_directory: None, settings, time_machine, db, monkeypatch
) -> None:
    time_machine.move_to(NOW)
    settings.SEARCH = {**settings.SEARCH, "embedded_directory": seeded_site}
    monkeypatch.setattr("search.api_limits.SEARCHES", 10**6)
    shared_cache.clear()
    forget_reference()
    forget_suggestions()


@pytest.fixture
def visitor() -> Client:
    """Checks tokens as a server does; what goes wrong inside is raised."""
    return Client(enforce_csrf_checks=True)


# --- the addresses -------------------------------------------------------------------------------


def walk(
    patterns: list[URLPattern | URLResolver], before: str = "", is_translated: bool = False
) -> Iterator[tuple[str, bool]]:
    for one in patterns:
        is_prefix = isinstance(one.pattern, LocalePrefixPattern)
        text = "" if is_prefix else str(one.pattern)
        # "^(\d+)/(.*)$" becomes "<any>/<any>", as if it were written in the new way.
        if text.startswith("^"):
            text = _plain(text)
        route = before + text
        if isinstance(one, URLResolver):
            yield from walk(one.url_patterns, route, is_translated or is_prefix)
        else:
            yield route, is_translated


def _plain(regex: str) -> str:
    text = regex.removeprefix("^").removesuffix("$")
    while True:
        shorter = re.sub(r"\((?:\?P<\w+>|\?:)?[^()]*\)[*+?]?", "<any>", text)
        if shorter == text:
            return re.sub(r"\\(.)", r"\1", text.replace(".*", "<any>"))
        text = shorter


@cache
def routes() -> tuple[tuple[str, bool], ...]:
    return tuple(dict.fromkeys(walk(get_resolver().url_patterns)))


def public_addresses(value: str, *, prefix: str = "/", and_gated: bool = True) -> list[str]:
    """Return every public address that holds a value, with the value in all its places."""
    return [
        prefix + CONVERTER.sub(lambda _match: value, route)
        for route, is_translated in routes()
        if not route.startswith(ADMIN)
        and CONVERTER.search(route)
        and (prefix == "/" or is_translated)
        and (and_gated or not route.startswith(BEHIND_THE_GATE))
    ]


def fixed_addresses(prefix: str = "/") -> list[str]:
    """Return every public address without a value, and one true one of each other kind."""
    course = Course.objects.published().order_by("pk").first()
    provider = Organisation.objects.order_by("pk").first()
    assert course
    assert provider
    fixed = [
        prefix + route
        for route, is_translated in routes()
        if not route.startswith(ADMIN)
        and not CONVERTER.search(route)
        and (prefix == "/" or is_translated)
    ]
    return [
        *fixed,
        f"{prefix}courses/{course.slug}/",
        f"{prefix}courses/{course.slug}/report/",
        f"{prefix}courses/{course.slug}/report/thanks/",
        f"{prefix}courses/in/walsall/",
        f"{prefix}providers/{provider.slug}/",
        f"{prefix}privacy/",
        *(prefix + path for path in EDITORS_PAGES),
        prefix,
    ]


def admin_addresses() -> list[str]:
    return [
        "/" + CONVERTER.sub("1", route) for route, _is_translated in routes() if _is_admin(route)
    ]


def _is_admin(route: str) -> bool:
    return route.startswith(ADMIN)


def test_the_addresses_are_read_from_the_resolver() -> None:
    known = {route for route, _is_translated in routes()}
    assert {
        "search/",
        "documents/<any>/<any>",
        "courses/<slug:subject>/in/<slug:place>/",
        "accounts/password/reset/key/<any>-<any>/",
        "<any>",
        "api/v1/courses/<course_id>/",
        "healthz",
        "readyz",
        "admin/pages/<any>/revisions/compare/<any>..<any>/",
    } <= {route.replace("...", "..") for route in known}
    assert len(admin_addresses()) > 200


def test_every_parameter_that_the_code_reads_is_tried() -> None:
    read = set()
    for package in ("portal", "catalogue", "pathways", "search"):
        for path in (ROOT / package).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            read |= set(re.findall(r"\bGET(?:\.get(?:list)?)?[\[(]\"([\w-]+)\"", text))
    assert read
    assert read <= set(PARAMETERS)


@pytest.mark.parametrize("path", EDITORS_PAGES)
def test_the_pages_of_editors_that_are_tried_are_there(visitor: Client, path: str) -> None:
    assert visitor.get(f"/{path}").status_code == 200


@pytest.mark.parametrize("path", ["/help/", "/contact/"])
def test_a_box_shows_no_more_of_a_place_than_may_go_on(visitor: Client, path: str) -> None:
    text = ask(visitor, f"{path}?near=%00WS1%204AB%E2%80%AE").content.decode()

    assert 'value="WS1"' in text
    assert "4AB" not in text.partition("<main")[2].partition("</main>")[0]


def test_a_server_says_that_it_is_ready(visitor: Client) -> None:
    answer = ask(visitor, "/readyz").json()
    assert (answer["ready"], answer["index"]["state"]) == (True, "ready")
    assert answer["queue"]["waiting"] == 0


# --- what every answer must be -------------------------------------------------------------------


def ask(client: Client, url: str, method: str = "get", **options):
    response = getattr(client, method)(url, **options)
    told = f"{method.upper()} {url[:200]} gave {response.status_code}"
    assert response.status_code < 500, told
    assert "Set-Cookie" not in response.headers, told
    for name, value in response.headers.items():
        assert "\n" not in value, (told, name)
        assert "\r" not in value, (told, name)
    if response.status_code in (301, 302, 303, 307, 308):
        target = urlsplit(urljoin(f"http://testserver{url}", response.headers["Location"]))
        known = ("https", "example.org") if LEADS_OUT.search(url) else ("http", "testserver")
        assert (target.scheme, target.netloc) in (known, ("http", "testserver")), (told, target)
        assert not re.match(r"[/\\]{2}", response.headers["Location"]), told
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    policy = response.headers.get("Content-Security-Policy", "")
    assert "default-src 'self'" in policy, told
    if not url.startswith("/admin/"):
        assert "unsafe" not in policy, told
        if is_page and response.content:
            text = response.content.decode()
            assert text.count("<h1") == 1, told
            assert "<script>alert" not in text, told
            assert "Traceback" not in text, told
            # The sign-in gives back where somebody was going, as it stands.
            assert "/accounts/" in url or "\x00" not in text, told
            assert not re.search(r"\sstyle=|<script>|\son\w+=\"", text), told
    return response


@pytest.mark.parametrize("nasty", NASTIES.values(), ids=NASTIES)
@pytest.mark.parametrize("prefix", PREFIXES)
def test_any_value_in_an_address_gets_a_page(visitor: Client, prefix: str, nasty: str) -> None:
    turn = [*NASTIES.values()].index(nasty) % len(PREFIXES)
    for url in public_addresses(nasty, prefix=prefix, and_gated=PREFIXES[turn] == prefix):
        ask(visitor, url)


@pytest.mark.parametrize("method", METHODS)
def test_any_value_may_be_asked_for_in_any_way(visitor: Client, method: str) -> None:
    # Half of them: the address is read before the method, and the test above tries them all.
    for number, nasty in enumerate([*NASTIES.values()][METHODS.index(method) % 2 :: 2]):
        prefix = PREFIXES[number % len(PREFIXES)]
        for url in public_addresses(nasty, prefix=prefix, and_gated=number % 4 == 0):
            ask(visitor, url, method)


@pytest.mark.parametrize("nasty", NASTIES.values(), ids=NASTIES)
def test_every_page_takes_any_value_of_every_parameter(visitor: Client, nasty: str) -> None:
    value = nasty.replace("&", "").replace("word-" * 2000, "word+" * 60)
    query = "&".join(f"{name}={value}" for name in PARAMETERS)
    for url in fixed_addresses():
        ask(visitor, f"{url}?{query}")
    ask(visitor, f"/ur/search/?{query}")
    ask(visitor, f"/pl/search/?{query}", "head")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_sending_without_a_token_is_refused_with_our_page(visitor: Client, prefix: str) -> None:
    for url in fixed_addresses(prefix):
        response = ask(visitor, url, "post", data={"text": "x" * 10_000, "reason": "\x00"})
        if url.startswith("/api/") and not url.endswith("/docs"):  # a page like others
            assert response.status_code == API_ANSWERS.get(url, 405), url
            continue
        if url.endswith(WITHOUT_TOKEN):
            assert response.status_code in (200, 302), url
            continue
        assert response.status_code == 403, url
        assert b'class="govuk' in response.content, url


@pytest.mark.parametrize("method", METHODS)
def test_every_page_answers_every_way_of_asking(visitor: Client, method: str) -> None:
    for prefix in PREFIXES:
        for url in fixed_addresses(prefix):
            ask(visitor, url, method)
            if method in ("post", "put"):
                ask(visitor, url, method, data=b"\x00\xff{", content_type="application/json")


NAME = st.one_of(st.sampled_from(PARAMETERS), st.text(max_size=8))
VALUE = st.one_of(
    st.text(max_size=40),
    st.binary(max_size=20).map(lambda raw: raw.decode("utf-8", "surrogateescape")),
    st.integers().map(str),
    st.floats().map(str),
    st.sampled_from(["evening", "B70", "B70 6HJ", "walsall", "2", "free", "52.5,-1.9", "/", "//"]),
)


@hypothesis_settings(
    max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
@given(data=st.data(), pairs=st.lists(st.tuples(NAME, VALUE), max_size=6), piece=VALUE)
def test_any_mixture_gets_an_answer(visitor, data, pairs, piece) -> None:
    place = quote(piece.encode("utf-8", "surrogateescape"))
    prefix = data.draw(st.sampled_from(PREFIXES))
    url = data.draw(
        st.sampled_from([*fixed_addresses(prefix), *public_addresses(place, prefix=prefix)])
    )
    query = "&".join(
        f"{quote(n.encode('utf-8', 'ignore'))}={quote(v.encode('utf-8', 'surrogateescape'))}"
        for n, v in pairs
    )
    ask(visitor, f"{url}?{query}", data.draw(st.sampled_from(["get", *METHODS])))


# --- the admin -----------------------------------------------------------------------------------

# Served to everybody by Wagtail, and the same for everybody: drawings and words of its script.
OPEN_IN_ADMIN = {"/admin/sprite/", "/admin/jsi18n/"}


def test_the_admin_sends_strangers_to_the_sign_in(visitor: Client) -> None:
    for url in admin_addresses():
        if url in OPEN_IN_ADMIN:
            continue
        response = ask(visitor, url)
        if url.startswith("/admin/password_reset/"):  # there is one way, /accounts/password/reset/
            assert response.status_code == 404, url
            continue
        assert response.status_code == 302, url
        assert re.match(r"/(admin|accounts)/login/", response.headers["Location"]), url
        assert not response.content, url


def test_the_admin_takes_nothing_from_strangers(visitor: Client) -> None:
    for url in admin_addresses():
        response = ask(visitor, url, "post", data={"name": "x"})
        assert response.status_code in (302, 403, 404, 405), url


def test_a_person_without_rights_gets_nowhere() -> None:
    client = signed_in_without_rights()
    for url in admin_addresses():
        if url in OPEN_IN_ADMIN:
            continue
        for method in ("get", "post"):
            response = ask(client, url, method)
            assert response.status_code in (302, 403, 404, 405), (method, url)
