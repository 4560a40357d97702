"""How often one may book: a jobcentre can, a program cannot."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from catalogue.events.bookings.limits import (
    MOST_BY_CONTACT,
    MOST_BY_LARGE_NETWORK,
    MOST_BY_NETWORK,
    is_allowed,
    same_contact,
)
from portal.core.network import network_prefix


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def request_from(address: str) -> Any:
    return RequestFactory().post("/", REMOTE_ADDR=address)


def test_sixty_people_book_in_an_hour_at_a_jobcentre() -> None:
    request = request_from("203.0.113.7")

    assert all(is_allowed(request, f"person{number}@example.org") for number in range(60))


def test_a_network_is_stopped_and_the_next_one_is_not() -> None:
    addresses = itertools.cycle(["203.0.113.7", "203.0.113.8", "::ffff:203.0.113.9"])
    answers = [
        is_allowed(request_from(next(addresses)), f"person{number}@example.org")
        for number in range(MOST_BY_NETWORK + 1)
    ]

    assert answers == [True] * MOST_BY_NETWORK + [False]
    assert is_allowed(request_from("203.0.114.7"), "another@example.org")


def test_one_contact_is_stopped_from_wherever_it_is_used() -> None:
    answers = [
        is_allowed(request_from(f"203.0.{number}.7"), f" Amina+{number}@Example.org")
        for number in range(MOST_BY_CONTACT + 1)
    ]

    assert answers == [True] * MOST_BY_CONTACT + [False]
    assert is_allowed(request_from("203.0.113.7"), "bilal@example.org")


def test_phones_of_one_mobile_network_do_not_stop_each_other() -> None:
    for number in range(MOST_BY_NETWORK + 1):
        assert is_allowed(request_from(f"2001:db8:1:{number:x}::1"), f"p{number}@example.org")


def test_a_program_with_a_whole_network_of_addresses_is_stopped() -> None:
    answers = [
        is_allowed(request_from(f"2001:db8:1:{number:x}::1"), f"p{number}@example.org")
        for number in range(MOST_BY_LARGE_NETWORK + 1)
    ]

    assert answers[-2:] == [True, False]


def test_nothing_personal_is_in_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    keys: list[str] = []
    add = cache.add

    def noted(key: str, *args: Any, **kwargs: Any) -> Any:
        keys.append(key)
        return add(key, *args, **kwargs)

    monkeypatch.setattr(cache, "add", noted)
    is_allowed(request_from("203.0.113.7"), "amina@example.org")

    assert len(keys) == 3
    assert not any("amina" in key or "203.0" in key for key in keys)


def test_what_is_in_the_cache_cannot_be_found_out_by_trying(settings: Any) -> None:
    """A phone number has few digits: without a key of ours its hash would be found in minutes."""
    for _ in range(MOST_BY_CONTACT):
        is_allowed(request_from("203.0.113.7"), "07700900123")
    settings.SECRET_KEY = "another"

    assert is_allowed(request_from("203.0.113.7"), "07700900123")


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Amina+fair@Example.org ", "amina@example.org"),
        ("+44 7700 900123", "07700900123"),
        ("0044 7700 900123", "07700900123"),
        ("07700 900-123", "07700900123"),
    ],
)
def test_one_contact_is_written_in_many_ways(written: str, same: str) -> None:
    assert same_contact(written) == same


def test_an_address_that_is_none_is_one_network() -> None:
    assert network_prefix(request_from("somewhere")) == "unknown"
