"""Which requests for the results page are counted, and as what."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.models import SearchLogEntry
from search.search_log import search_log


@pytest.fixture(autouse=True)
def empty_log():
    search_log.forget()
    yield
    search_log.forget()


def counted() -> list[tuple[str, str, str, str]]:
    return [(e.words, e.place, e.language, e.bucket) for e in search_log.waiting()]


@pytest.mark.parametrize(
    ("url", "entry"),
    [
        ("/search/?q=Care", ("care", "", "en-gb", "SOME")),
        ("/search/?q=care&near=Walsall", ("care", "walsall", "en-gb", "SOME")),
        ("/search/?q=care+in+walsall", ("care", "walsall", "en-gb", "SOME")),
        ("/search/?q=care&near=b70+6hj", ("care", "b70", "en-gb", "SOME")),
        ("/search/?q=care+b70+6hj", ("care", "b70", "en-gb", "SOME")),
        ("/search/?near=B70", ("", "b70", "en-gb", "SOME")),
        ("/search/?q=evening+english", ("evening english", "", "en-gb", "SOME")),
        ("/ur/search/?q=care", ("care", "", "ur", "SOME")),
        ("/search/?q=zzqxw", ("zzqxw", "", "en-gb", "NONE")),
        # a typed place that is none could be anything: only what it resolves to is kept
        ("/search/?q=care&near=Jane+Smiths+house", ("care", "", "en-gb", "SOME")),
        ("/search/?q=care&near=52.5187,-1.9945", ("care", "", "en-gb", "SOME")),
    ],
)
def test_a_search_is_counted_once_without_its_person(get, url, entry):
    get(url)
    [(words, place, language, bucket)] = counted()
    assert (words, place, language) == entry[:3]
    assert (bucket == "NONE") == (entry[3] == "NONE")
    assert list(search_log.waiting().values()) == [1]


@pytest.mark.parametrize(
    "url",
    [
        "/search/",
        "/search/?sort=soonest",
        "/search/?cost=free&when=evening",
        "/search/?q=care&page=2",
        "/search/?q=07700+900123",
        "/search/?q=jo@example.org&near=Walsall",
        "/search/?q=care&near=Leeds",
        "/search/?q=zzqxw&cost=free",
        "/search/?q=weldign&when=evening",  # put right, but perhaps because of the box
        "/search/?q=my+name+is+jane+smith",
        "/search/?q=welding+12+acacia+avenue+near+walsall",
        "/api/v1/search/?q=care",
        "/api/v1/suggest/?q=care",
        "/courses/in/walsall/",
        "/how-we-order-results/",
    ],
)
def test_what_is_no_first_look_is_not_counted(get, url):
    get(url)
    assert counted() == []


@pytest.mark.parametrize(
    ("url", "step"),
    [
        ("/search/?q=care", "ALL"),
        ("/search/?q=zzqxw", "ALL"),  # nothing was found, so nothing was given up
        ("/search/?q=weldign", "SPELLING"),
        ("/search/?q=care+zzqxw", "WORDS"),
        ("/search/?q=bricklaying+evening", "FILTERS"),
        ("/search/?q=it+support+starts+soon&near=B70", "WIDER"),
    ],
)
def test_what_was_given_up_to_find_something_is_counted(get, url, step):
    get(url)
    assert [entry.step for entry in search_log.waiting()] == [step]


def test_asking_for_the_head_is_no_search(client):
    assert client.head("/search/?q=care").status_code == 200
    assert counted() == []


def test_a_page_writes_nothing_and_the_flush_comes_after_it(get):
    get("/search/?q=care&near=Walsall")
    with CaptureQueriesContext(connection) as queries:
        get("/search/?q=care&near=Walsall")
    assert len(queries) <= 3
    assert not [q["sql"] for q in queries if not q["sql"].startswith("SELECT")]
    assert not SearchLogEntry.objects.exists()

    assert search_log.flush() == 2

    [row] = SearchLogEntry.objects.all()
    assert (row.words, row.place, row.count) == ("care", "walsall", 2)
    assert row.hour_at.isoformat() == "2026-11-25T09:00:00+00:00"
