"""A web server on this machine that answers as each test wants, down to the bytes."""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from catalogue.feeds.fetch import Reach
from catalogue.feeds.fetch_addresses import IpAddress, is_public

HERE = ipaddress.ip_address("127.0.0.1")
Answer = Callable[[str], Iterable[bytes | float]]  # bytes to send, or seconds to wait


def plain(
    body: bytes = b"",
    *,
    status: str = "200 OK",
    headers: Iterable[str] = (),
    length: int | None = -1,
) -> bytes:
    """Return a whole answer. ``length`` -1 is the right one, None leaves it out."""
    lines = [f"HTTP/1.1 {status}", *headers]
    if length is not None:
        lines.append(f"Content-Length: {len(body) if length < 0 else length}")
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class FeedServer:
    """Serves one connection at a time. ``requests`` has the head of each request."""

    answer: Answer = lambda _head: [plain(b"hello")]
    context: ssl.SSLContext | None = None
    requests: list[str] = field(default_factory=list)

    def __enter__(self) -> "FeedServer":
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(0.05)
        self.port = self._listening.getsockname()[1]
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join(5)
        self._listening.close()

    def url(self, path: str = "/feed.ics", host: str = "feed.example.org") -> str:
        return f"{'https' if self.context else 'http'}://{host}:{self.port}{path}"

    def reach(self, **changes: object) -> Reach:
        """Reach this server under every name, and only this machine."""
        values: dict[str, object] = {
            "resolver": lambda _host, _port, _seconds: [HERE],
            "is_allowed": lambda address: address == HERE or is_public(address),
            "ports": frozenset({80, 443, self.port}),
        }
        return Reach(**(values | changes))

    def _serve(self) -> None:
        while not self._stop.is_set():
            try:
                connection, _peer = self._listening.accept()
            except TimeoutError:
                continue
            with connection:
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        try:
            connection.settimeout(5)
            if self.context:
                connection = self.context.wrap_socket(connection, server_side=True)
            head = b""
            while b"\r\n\r\n" not in head:
                piece = connection.recv(4096)
                if not piece:
                    return
                head += piece
            self.requests.append(head.decode())
            for part in self.answer(head.decode()):
                if self._stop.is_set():
                    return
                if isinstance(part, bytes):
                    connection.sendall(part)
                else:
                    self._stop.wait(part)
            connection.close()
        except OSError:  # the other side had enough
            return


def resolver_of(**machines: str) -> Callable[[str, int, float], list[IpAddress]]:
    """Return a resolver: ``resolver_of(feed="127.0.0.1")`` knows feed.example.org."""

    def resolve(host: str, _port: int, _seconds: float) -> list[IpAddress]:
        return [ipaddress.ip_address(one) for one in machines[host.split(".")[0]].split()]

    return resolve
