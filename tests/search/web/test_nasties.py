"""Whatever stands in an address, the answer is a page: 200, a redirect to a clean one, or 404."""

from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.forms import NAMES
from tests.search.web.pages import Page

VALUES = [
    "\x00",
    "a\x00b",
    "\ud800",
    "\ud83d",
    "word " * 2000,
    "a" * 5000,
    "\u202e\u2067care\u2069",
    "-1",
    "0",
    "1" * 400,
    "../../etc/passwd",
    "%",
    "%%00",
    "<script>alert(1)</script>",
    "'\"><img src=x onerror=1>",
    "{{ 7*7 }}{% now %}",
    "' OR 1=1 --",
    "*",
    "(((((",
    '"',
    '"""" -"" -',
    "-care -care",
    "AND OR NOT",
    "title:care^99 ~ [a TO b]",
    "NaN",
    "1e309",
    "52.49,-1.9",
    "999,999",
    "-52.0,1",
    "０１２",
    "B70 6HJ" * 5,
    "ﷺ" * 100,
    "👩‍🚒" * 50,
    "e\u0301" * 300,
    "انگلش کلاس",
    "C++ C# .NET T-level",
    " ",
    "\n\r\t",
]
ODD_NAMES = ["q[]", "__proto__", "page ", "when[0]", "\x00", "ω", "csrfmiddlewaretoken"]


def query(*pairs: tuple[str, str]) -> str:
    return "&".join(
        f"{quote(name.encode('utf-8', 'surrogatepass'))}="
        f"{quote(value.encode('utf-8', 'surrogatepass'))}"
        for name, value in pairs
    )


def answer(client, url: str) -> None:
    response = client.get(url)
    if response.status_code == 302:
        response = client.get(response.headers["Location"])
    assert response.status_code in (200, 404), url
    if response["Content-Type"].startswith("text/html"):
        body = response.content.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body


@pytest.mark.parametrize("value", VALUES, ids=[ascii(v[:20]) for v in VALUES])
def test_every_parameter_takes_anything(client, value):
    for name in NAMES:
        answer(client, f"/search/?{query((name, value))}")
    everything = query(*((name, value) for name in NAMES))
    answer(client, f"/search/?{everything}")
    answer(client, f"/courses/?{everything}")


@pytest.mark.parametrize("value", VALUES, ids=[ascii(v[:20]) for v in VALUES])
def test_the_api_takes_anything(client, value, monkeypatch):
    monkeypatch.setattr("search.api_limits.SEARCHES", 10_000)
    everything = query(*((name, value) for name in (*NAMES, "per_page", "lang")))
    answer(client, f"/api/v1/search/?{everything}")
    answer(client, f"/api/v1/suggest/?{everything}")
    answer(client, f"/api/v1/providers/?{everything}")


@pytest.mark.parametrize("name", ODD_NAMES, ids=[ascii(n) for n in ODD_NAMES])
def test_unknown_names_change_nothing(client, name):
    plain = Page(client.get("/search/?q=care"))
    odd = Page(client.get(f"/search/?q=care&{query((name, 'x'))}"))

    assert odd.status == 200
    assert plain.total > 0
    assert (odd.h1, odd.titles) == (plain.h1, plain.titles)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    pairs=st.lists(
        st.tuples(
            st.sampled_from([*NAMES, *ODD_NAMES]),
            st.one_of(
                st.text(max_size=30),
                st.sampled_from(
                    ["evening", "day", "area", "5", "B70", "Walsall", "2", "free", "care", "online"]
                ),
            ),
        ),
        max_size=8,
    )
)
def test_any_mixture_is_answered(client, pairs):
    answer(client, f"/search/?{query(*pairs)}")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_only_reading_is_offered(client, method):
    assert getattr(client, method)("/search/").status_code == 405


@pytest.mark.parametrize(
    "url",
    [
        "/courses/in/nowhere/",
        "/courses/in/-/",
        "/courses/nothing/in/walsall/",
        "/courses/in/leeds/",
    ],
)
def test_unknown_landing_pages_are_404(client, url):
    assert client.get(url).status_code == 404


def test_a_thousand_parameters_are_read_quickly(client):
    many = urlencode([("provider", f"p{n}") for n in range(3000)])
    assert client.get(f"/search/?{many}").status_code == 200
