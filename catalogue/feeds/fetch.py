"""Fetching from outside: the only place of the site that asks an address which somebody typed.

``fetch`` reaches public machines on the ports of the web and nothing else, whatever the address,
its name server or a redirect say. It takes no proxy and no cookie, and keeps to its limits.
"""

import http.client
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Self

from django.conf import settings

from catalogue.feeds.fetch_addresses import (
    PORTS,
    IpAddress,
    Resolver,
    WebAddress,
    checked_machines,
    is_public,
    next_address,
    read_address,
    resolve,
)
from catalogue.feeds.fetch_body import cut_off, read_body
from catalogue.feeds.fetch_connection import (
    Allowance,
    Limits,
    PinnedConnection,
    headers_too_large,
    too_slow,
)
from catalogue.feeds.fetch_refusal import FETCH_REFUSALS, FetchRefusedError

REDIRECTS = frozenset({301, 302, 303, 307, 308})
NOT_CHANGED = 304
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
VALIDATOR = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,298}[\x21-\x7e])?")  # of an ETag or a date
STATUS_WORDS = {
    401: "The site asks for a password. Ask for an address that is public.",
    403: "The site does not let us read it. Ask it for an address that is public.",
    404: "There is nothing at this address any more. Ask for the new address.",
    410: "There is nothing at this address any more. Ask for the new address.",
    429: "The site asks us to come less often. It is tried again at the next fetch.",
}


@dataclass(frozen=True, slots=True)
class Reach:
    """Which machines a fetch may reach. Tests make another one; no setting can."""

    resolver: Resolver = resolve
    is_allowed: Callable[[IpAddress], bool] = is_public
    ports: frozenset[int] = frozenset(PORTS.values())
    tls: Callable[[], ssl.SSLContext] = ssl.create_default_context


PUBLIC = Reach()


@dataclass(slots=True)
class Fetched:
    """An answer. ``body`` stands at its start and is None when nothing changed. Close it."""

    status: int
    final_url: str
    etag: str = ""
    last_modified: str = ""
    content_type: str = ""  # "text/calendar", without its parameters
    size_bytes: int = 0
    sha256: str = ""
    body: IO[bytes] | None = field(default=None, repr=False)

    @property
    def is_unchanged(self) -> bool:
        """Whether the site says that nothing changed since the ETag or date we sent."""
        return self.status == NOT_CHANGED

    def read(self) -> bytes:
        """Return the whole file."""
        return self.body.read() if self.body else b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self.body:
            self.body.close()


def fetch(
    url: str,
    *,
    etag: str = "",
    last_modified: str = "",
    accept: str = "*/*",
    limits: Limits | None = None,
    reach: Reach = PUBLIC,
) -> Fetched:
    """Fetch a file. Raises FetchRefusedError with words and a remedy; nothing else.

    ``etag`` and ``last_modified`` are those of the last answer, so that the site can say that
    nothing changed.
    """
    limits = limits or Limits()
    allowance = Allowance(limits)
    address = read_address(url, ports=reach.ports)
    machines = _machines(address, allowance=allowance, reach=reach)
    headers = _headers(etag=etag, last_modified=last_modified, accept=accept)
    for _hop in range(limits.max_redirects + 1):
        answer = _ask(address, machines, headers=headers, allowance=allowance, reach=reach)
        if isinstance(answer, Fetched):
            return answer
        try:
            address = next_address(address, answer, ports=reach.ports)
            machines = _machines(address, allowance=allowance, reach=reach)
        except FetchRefusedError as error:
            raise _sent_on(error, answer) from error
    raise FetchRefusedError(
        "REDIRECTS",
        f"The site sends us on more than {limits.max_redirects} times. Give the address at the "
        "end of the way.",
    )


def _machines(address: WebAddress, *, allowance: Allowance, reach: Reach) -> list[IpAddress]:
    return checked_machines(
        address,
        resolver=reach.resolver,
        is_allowed=reach.is_allowed,
        seconds=allowance.seconds(allowance.limits.connect_seconds),
    )


def _sent_on(error: FetchRefusedError, location: str) -> FetchRefusedError:
    """Say that the address which a site sends us on to is refused, not the one that was typed."""
    if error.code in ("REDIRECTS", "REDIRECT_NOT_SAFE", "TOO_SLOW"):
        return error
    shown = "".join(mark for mark in location if mark.isprintable())[:100]
    return FetchRefusedError(
        error.code,
        f"The site sends us on to “{shown}”. {FETCH_REFUSALS[error.code]} Tell the site, or give "
        "another address.",
        is_passing=error.is_passing,
    )


def _headers(*, etag: str, last_modified: str, accept: str) -> dict[str, str]:
    name = re.sub(r"[^\x21-\x7e]+", "-", settings.WAGTAIL_SITE_NAME)
    site = re.sub(r"[^\x21-\x7e]+", "", settings.SITE_URL)
    headers = {
        "User-Agent": f"{name}/1.0 (+{site})",
        "Accept": accept,
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    if VALIDATOR.fullmatch(etag):
        headers["If-None-Match"] = etag
    if VALIDATOR.fullmatch(last_modified):
        headers["If-Modified-Since"] = last_modified
    return headers


def _ask(
    address: WebAddress,
    machines: list[IpAddress],
    *,
    headers: dict[str, str],
    allowance: Allowance,
    reach: Reach,
) -> Fetched | str:
    """Return the answer, or where we are sent on to."""
    connection = _connected(address, machines, allowance=allowance, reach=reach)
    try:
        allowance.begin_headers()
        connection.request("GET", address.target, headers={"Host": address.host_header, **headers})
        response = connection.getresponse()
        allowance.begin_body()
        try:
            return _read(response, address, headers=headers, allowance=allowance)
        finally:
            response.close()
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise _refusal(error, address, allowance) from error
    finally:
        connection.close()


def _connected(
    address: WebAddress, machines: list[IpAddress], *, allowance: Allowance, reach: Reach
) -> PinnedConnection:
    """Connect to the first machine that answers."""
    last: Exception = OSError()
    for machine in machines:
        connection = PinnedConnection(address, machine, allowance=allowance, tls=reach.tls)
        try:
            connection.connect()
        except (OSError, ValueError) as error:  # ValueError: a name that no certificate can have
            last = error
        else:
            return connection
    raise _refusal(last, address, allowance) from last


def _read(
    response: http.client.HTTPResponse,
    address: WebAddress,
    *,
    headers: dict[str, str],
    allowance: Allowance,
) -> Fetched | str:
    status = response.status
    location = response.getheader("Location")
    if status in REDIRECTS and location:
        return location
    answer = Fetched(
        status=status,
        final_url=str(address),
        etag=_validator(response, "ETag"),
        last_modified=_validator(response, "Last-Modified"),
        content_type=(response.getheader("Content-Type") or "").split(";")[0].strip().lower()[:100],
    )
    if status == NOT_CHANGED and {"If-None-Match", "If-Modified-Since"} & headers.keys():
        return answer
    if status != http.client.OK:
        raise _status_refusal(status, address)
    answer.body, answer.size_bytes, answer.sha256 = read_body(response, allowance=allowance)
    return answer


def _validator(response: http.client.HTTPResponse, name: str) -> str:
    value = (response.getheader(name) or "").strip()
    return value if VALIDATOR.fullmatch(value) else ""


def _status_refusal(status: int, address: WebAddress) -> FetchRefusedError:
    words = STATUS_WORDS.get(
        status,
        f"The site {address.host} answered with {status} in place of a file. "
        + ("It is tried again at the next fetch." if status in PASSING else "Check the address."),
    )
    return FetchRefusedError("STATUS", words, is_passing=status in PASSING)


def _refusal(error: Exception, address: WebAddress, allowance: Allowance) -> FetchRefusedError:
    """Say in words what went wrong on the way."""
    if isinstance(error, TimeoutError):
        return too_slow(allowance.limits)
    if isinstance(error, ssl.SSLCertVerificationError):
        return FetchRefusedError(
            "CERTIFICATE",
            f"The certificate of {address.host} is not trusted, is out of date or has another "
            "name. Tell the site: nothing is read without it.",
        )
    if isinstance(error, http.client.IncompleteRead):
        return cut_off()
    if isinstance(error, http.client.LineTooLong) or "headers" in str(error):
        return headers_too_large()
    if isinstance(error, OSError):  # also RemoteDisconnected, and TLS that cannot be agreed on
        return FetchRefusedError(
            "NO_ANSWER",
            f"The site {address.host} did not answer, or broke off. It is tried again at the next "
            "fetch.",
            is_passing=True,
        )
    return FetchRefusedError(
        "NOT_HTTP", f"What {address.host} answered is not what web sites say. Check the address."
    )
