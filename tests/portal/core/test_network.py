"""Whose address counts: the one that our own proxies saw, never the one that a visitor writes."""

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory

from catalogue.events.bookings.limits import MOST_BY_NETWORK, is_allowed
from portal.core.network import client_address, network_prefix
from search.api_limits import SEARCHES

PROXY = "172.18.0.1"


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


def through_proxy(forwarded: str):
    return RequestFactory().get("/", REMOTE_ADDR=PROXY, headers={"x-forwarded-for": forwarded})


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.7", PROXY),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (1, "127.0.0.1,  ::1 ,198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        (2, "198.51.100.7", PROXY),
        (1, "", PROXY),
        (1, "198.51.100.7, ", PROXY),
        (1, "198.51.100.7:50212", "198.51.100.7"),
        (1, "[2001:db8::7]:50212", "2001:db8::7"),
        (1, "2001:db8::7", "2001:db8::7"),
    ],
)
def test_the_address_is_the_one_that_the_outermost_proxy_of_ours_saw(
    settings, proxies: int, forwarded: str, address: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    assert client_address(through_proxy(forwarded)) == address


@pytest.mark.parametrize("forwarded", ["x", "\x00", "1.2.3.4:x", "[", "9" * 10_000, "'--"])
def test_nonsense_is_one_network(settings, forwarded: str) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    assert network_prefix(through_proxy(forwarded)) == "unknown"


def test_visitors_behind_one_proxy_do_not_stop_each_other(settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    for number in range(MOST_BY_NETWORK + 5):
        request = through_proxy(f"198.51.{number}.7")
        assert is_allowed(request, f"a{number}@example.org")


def test_a_visitor_who_writes_the_header_is_counted_all_the_same(settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    answers = [
        is_allowed(through_proxy(f"203.0.{number}.9, 198.51.100.7"), f"b{number}@example.org")
        for number in range(MOST_BY_NETWORK + 1)
    ]

    assert answers == [True] * MOST_BY_NETWORK + [False]


@pytest.mark.django_db
def test_questions_to_the_api_are_counted_by_visitor(settings, time_machine) -> None:
    time_machine.move_to("2026-11-25 12:00:00", tick=False)
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    client = Client(REMOTE_ADDR=PROXY)

    def ask(forwarded: str) -> int:
        headers = {"x-forwarded-for": forwarded}
        return client.get("/api/v1/providers/", headers=headers).status_code

    answers = [ask("198.51.100.7") for _time in range(SEARCHES + 1)]

    # Without an index the answer itself is 503, which is not what this is about.
    assert (answers.index(429), len(answers)) == (SEARCHES, SEARCHES + 1)
    assert ask("203.0.113.1, 198.51.100.7") == 429
    assert ask("203.0.113.1") != 429
