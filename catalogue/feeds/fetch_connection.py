"""A connection to one checked machine, that takes no more time and no more bytes than allowed."""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from catalogue.feeds.fetch_addresses import IpAddress, WebAddress
from catalogue.feeds.fetch_refusal import FetchRefusedError

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one fetch may take, with all its redirects."""

    connect_seconds: float = 10.0
    read_seconds: float = 15.0
    total_seconds: float = 60.0
    max_bytes: int = 20 * MEGABYTE  # as sent, and again when unpacked
    max_header_bytes: int = 32 * 1024
    max_redirects: int = 5


@dataclass(slots=True)
class Allowance:
    """What is left of the limits: seconds for all redirects, bytes for one answer."""

    limits: Limits
    clock: Callable[[], float] = time.monotonic
    ends_at: float = field(init=False)
    bytes_left: int = field(init=False, default=0)
    is_in_headers: bool = field(init=False, default=True)

    def __post_init__(self) -> None:
        self.ends_at = self.clock() + self.limits.total_seconds

    def begin_headers(self) -> None:
        """Allow the beginning of an answer, and what comes in the same piece with it."""
        self.is_in_headers = True
        self.bytes_left = self.limits.max_header_bytes + io.DEFAULT_BUFFER_SIZE

    def begin_body(self) -> None:
        """Allow a file, with the marks that cut it into chunks."""
        self.is_in_headers = False
        self.bytes_left = self.limits.max_bytes + self.limits.max_header_bytes

    def seconds(self, at_most: float) -> float:
        """Return how long the next step may take. Raises FetchRefusedError when time is up."""
        left = self.ends_at - self.clock()
        if left <= 0:
            raise too_slow(self.limits)
        return min(left, at_most)

    def take(self, count: int) -> None:
        """Take bytes from the allowance. Raises FetchRefusedError when there were too many."""
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise headers_too_large() if self.is_in_headers else too_large(self.limits)


def too_slow(limits: Limits) -> FetchRefusedError:
    """Return the refusal for a site that takes too long."""
    return FetchRefusedError(
        "TOO_SLOW",
        f"The site took too long: more than {limits.read_seconds:.0f} seconds without a word, or "
        f"{limits.total_seconds:.0f} seconds in all. It is tried again at the next fetch.",
        is_passing=True,
    )


def too_large(limits: Limits) -> FetchRefusedError:
    """Return the refusal for a file over the limit."""
    return FetchRefusedError(
        "TOO_LARGE",
        f"The file has more than {limits.max_bytes / MEGABYTE:.0f} MB. Ask for an address that "
        "gives less.",
    )


def headers_too_large() -> FetchRefusedError:
    """Return the refusal for an answer whose beginning does not end."""
    return FetchRefusedError(
        "HEADERS_TOO_LARGE",
        "The answer begins with more headers than any site needs. Check the address.",
    )


class WatchedReader(io.RawIOBase):
    """Bytes of a socket. Each piece is waited for within the allowance and taken from it."""

    def __init__(self, connected: socket.socket, allowance: Allowance) -> None:
        self._socket = connected
        self._raw = connected.makefile("rb", buffering=0)
        self._allowance = allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        allowance = self._allowance
        self._socket.settimeout(allowance.seconds(allowance.limits.read_seconds))
        count: int = self._raw.readinto(buffer) or 0
        allowance.take(count)
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class WatchedSocket:
    """The three things that http.client does with a socket."""

    def __init__(self, connected: socket.socket, allowance: Allowance) -> None:
        self._socket = connected
        self._allowance = allowance

    def sendall(self, content: bytes) -> None:
        """Send within the allowance."""
        self._socket.settimeout(self._allowance.seconds(self._allowance.limits.read_seconds))
        self._socket.sendall(content)

    def makefile(self, _mode: str = "rb") -> io.BufferedReader:
        """Return what is read from the socket."""
        return io.BufferedReader(WatchedReader(self._socket, self._allowance))

    def close(self) -> None:
        """Close the socket when the file made of it is closed, too."""
        self._socket.close()


class PinnedConnection(http.client.HTTPConnection):
    """A connection to the machine that was checked, by the name that was asked for.

    The name goes into ``Host``, the TLS greeting and the check of the certificate. It is never
    looked up again, so a name that changes its answer between check and use changes nothing.
    """

    def __init__(
        self,
        address: WebAddress,
        machine: IpAddress,
        *,
        allowance: Allowance,
        tls: Callable[[], ssl.SSLContext],
    ) -> None:
        super().__init__(address.host, address.port)
        self._address = address
        self._machine = machine
        self._allowance = allowance
        self._tls = tls

    def connect(self) -> None:
        """Connect to the machine, not to the name."""
        seconds = self._allowance.limits.connect_seconds
        family = socket.AF_INET if self._machine.version == 4 else socket.AF_INET6
        connected = socket.socket(family, socket.SOCK_STREAM)
        try:
            connected.settimeout(self._allowance.seconds(seconds))
            connected.connect((str(self._machine), self._address.port))
            if self._address.scheme == "https":
                connected.settimeout(self._allowance.seconds(seconds))
                connected = self._tls().wrap_socket(connected, server_hostname=self._address.host)
        except BaseException:
            connected.close()
            raise
        self.sock = WatchedSocket(connected, self._allowance)
