"""What may be asked for: addresses as people and attackers write them, and their machines."""

import ipaddress
import socket
import threading

import pytest

from catalogue.feeds.fetch import PUBLIC, Reach, fetch
from catalogue.feeds.fetch_addresses import is_public, next_address, read_address, resolve
from catalogue.feeds.fetch_refusal import FETCH_REFUSALS, FetchRefusedError

NOT_PUBLIC = [
    "0.0.0.0",  # noqa: S104 - not bound to
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2a00:1450::5efe:7f00:1",
    "2a00:1450::200:5efe:a9fe:a9fe",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "2a00:1450::1%eth0",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("text", NOT_PUBLIC)
def test_machines_inside_a_network_are_not_public(text: str) -> None:
    assert not is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    "text",
    [
        "8.8.8.8",
        "100.63.255.255",
        "100.128.0.1",
        "172.32.0.1",
        "169.253.1.1",
        "193.0.0.1",
        "223.255.255.254",
        "2a00:1450:4009::200e",
        "2606:4700::1111",
        "2001:4860:4860::8888",
    ],
)
def test_ordinary_machines_are_public(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("https://Example.ORG/feed.ics", "https://example.org/feed.ics"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("http://example.org:443/a", "http://example.org:443/a"),
        ("https://example.org./a", "https://example.org/a"),
        ("https://bücher.example/ä?q=ü#part", "https://xn--bcher-kva.example/%C3%A4?q=%C3%BC"),
        ("https://example.org/a%20b?c=%2F", "https://example.org/a%20b?c=%2F"),
        ("https://ｅｘａｍｐｌｅ．org/", "https://example.org/"),
        ("  https://example.org/a  ", "https://example.org/a"),
        ("HTTPS://example.org/", "https://example.org/"),
    ],
)
def test_addresses_are_read_once_and_written_one_way(text: str, read: str) -> None:
    assert str(read_address(text)) == read


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "ADDRESS_SCHEME"),
        ("example.org/feed.ics", "ADDRESS_SCHEME"),
        ("ftp://example.org/", "ADDRESS_SCHEME"),
        ("file:///etc/passwd", "ADDRESS_SCHEME"),
        ("gopher://example.org/", "ADDRESS_SCHEME"),
        ("https:example.org", "ADDRESS_SCHEME"),
        ("https:///example.org", "ADDRESS"),
        ("https://user:secret@example.org/", "ADDRESS_PASSWORD"),
        ("https://example.org@evil.example.com/", "ADDRESS_PASSWORD"),
        ("https://@example.org/", "ADDRESS_PASSWORD"),
        ("https://example.org:8080/", "ADDRESS_PORT"),
        ("https://example.org:22/", "ADDRESS_PORT"),
        ("https://example.org:0/", "ADDRESS_PORT"),
        ("https://example.org:99999/", "ADDRESS"),
        ("https://example.org:4４3/", "ADDRESS"),
        ("https://example.org\\@127.0.0.1/", "ADDRESS"),
        ("https://example.org/a b", "ADDRESS"),
        ("https://example.org/\r\nX-Evil: 1", "ADDRESS"),
        ("https://exa\tmple.org/", "ADDRESS"),
        ("https://example.org/" + "a" * 3000, "ADDRESS"),
        ("https://localhost/", "ADDRESS"),
        ("https://localhost./", "ADDRESS"),
        ("https://metadata/", "ADDRESS"),
        ("https://.example.org/", "ADDRESS"),
        ("https://example..org/", "ADDRESS"),
        ("https://example.org../", "ADDRESS"),
        ("https://-a.example.org/", "ADDRESS"),
        ("https://" + "a" * 64 + ".org/", "ADDRESS"),
        ("https://exa%6dple.org/", "ADDRESS"),
        ("https://127.0.0.1/", "ADDRESS_NUMBER"),
        ("https://127.0.0.1./", "ADDRESS_NUMBER"),
        ("https://8.8.8.8/", "ADDRESS_NUMBER"),
        ("https://2130706433/", "ADDRESS_NUMBER"),
        ("https://0x7f000001/", "ADDRESS_NUMBER"),
        ("https://0X7F.1/", "ADDRESS_NUMBER"),
        ("https://0177.0.0.01/", "ADDRESS_NUMBER"),
        ("https://127.1/", "ADDRESS_NUMBER"),
        ("https://example.0x/", "ADDRESS_NUMBER"),
        ("https://１２７.０.０.１/", "ADDRESS_NUMBER"),
        ("https://①②⑦.0.0.1/", "ADDRESS_NUMBER"),
        ("https://127。0。0。1/", "ADDRESS_NUMBER"),
        ("https://[::1]/", "ADDRESS_NUMBER"),
        ("https://[::ffff:169.254.169.254]/", "ADDRESS_NUMBER"),
        ("https://[fe80::1%25eth0]/", "ADDRESS_NUMBER"),
        ("https://[::1/", "ADDRESS"),
        ("https://[v1.a:b]/", "ADDRESS_NUMBER"),
    ],
)
def test_addresses_that_are_not_asked(text: str, code: str) -> None:
    with pytest.raises(FetchRefusedError) as refused:
        read_address(text)

    assert refused.value.code == code
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://127.0.0.1/", "ADDRESS_NUMBER"),
        ("//[::ffff:169.254.169.254]/latest/meta-data/", "ADDRESS_NUMBER"),
        ("http://feed.example.org/", "REDIRECT_NOT_SAFE"),
        ("file:///etc/passwd", "ADDRESS_SCHEME"),
        ("//feed.example.org:6379/", "ADDRESS_PORT"),
        ("https://a:b@feed.example.org/", "ADDRESS_PASSWORD"),
        ("//[", "REDIRECTS"),
    ],
)
def test_a_redirect_is_read_as_strictly(location: str, code: str) -> None:
    with pytest.raises(FetchRefusedError) as refused:
        next_address(read_address("https://feed.example.org/a/b"), location)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("location", "url"),
    [
        ("c.ics?x=1", "https://feed.example.org/a/c.ics?x=1"),
        ("/c d.ics", "https://feed.example.org/c%20d.ics"),
        ("//cdn.example.org/é", "https://cdn.example.org/%C3%A9"),
    ],
)
def test_ordinary_redirects_are_followed(location: str, url: str) -> None:
    assert str(next_address(read_address("https://feed.example.org/a/b"), location)) == url


@pytest.mark.parametrize("machine", NOT_PUBLIC)
def test_a_name_of_a_machine_inside_is_not_fetched(machine: str) -> None:
    reach = Reach(resolver=lambda *_question: [ipaddress.ip_address(machine)])

    with pytest.raises(FetchRefusedError) as refused:
        fetch("https://feed.example.org/", reach=reach)

    assert refused.value.code == "HOST_NOT_PUBLIC"


def test_one_machine_inside_among_public_ones_refuses_them_all() -> None:
    machines = [ipaddress.ip_address(one) for one in ("8.8.8.8", "10.0.0.1")]

    with pytest.raises(FetchRefusedError) as refused:
        fetch("https://feed.example.org/", reach=Reach(resolver=lambda *_question: machines))

    assert refused.value.code == "HOST_NOT_PUBLIC"


def test_the_system_is_asked_for_names_and_this_machine_is_not_public() -> None:
    assert ipaddress.ip_address("127.0.0.1") in resolve("localhost", 80, 5.0)
    assert PUBLIC.resolver is resolve
    assert PUBLIC.is_allowed is is_public
    assert PUBLIC.ports == {80, 443}


def test_a_name_that_is_not_answered_in_time_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    never = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_words: [never.wait(5)][:0])

    with pytest.raises(FetchRefusedError) as refused:
        resolve("feed.example.org", 443, 0.05)

    never.set()
    assert refused.value.code == "HOST_UNKNOWN"
    assert refused.value.is_passing


def test_every_code_has_its_meaning() -> None:
    assert all(meaning.endswith(".") for meaning in FETCH_REFUSALS.values())
