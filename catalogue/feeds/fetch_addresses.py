"""What may be asked for: one reading of an address, and which machines are on the public internet.

An address is read once, here. The connection is made from the pieces of this reading, never from
the text again, so no second reader can understand it otherwise.
"""

import ipaddress
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

import idna

from catalogue.feeds.fetch_refusal import FetchRefusedError
from catalogue.feeds.marks import gettext_noop as _

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

MAX_CHARACTERS = 2000
MAX_MACHINES = 16  # a name with more addresses than this is no ordinary site
PORTS = {"http": 80, "https": 443}
UNSEEN = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\\]")
HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))+")
# The last part of a name that any resolver may take for a number: "1", "0x7f", "0177".
NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)")
KEPT_MARKS = "!#$%&'()*+,/:;=?@[]~"  # of an address that is already written with % for the rest

# All that is not an ordinary machine, by the registries of special-purpose addresses of IANA.
CLOSED_IPV4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT
        "127.0.0.0/8",
        "169.254.0.0/16",  # link-local, where clouds keep the keys of a machine
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",  # multicast, reserved, broadcast
    )
)
# Of IPv6 only what is given out to sites. Outside lie ::1, ::ffff:0:0/96 (IPv4-mapped), ::/96
# (IPv4-compatible), 64:ff9b::/96 (NAT64), fc00::/7, fe80::/10, fec0::/10 and ff00::/8.
OPEN_IPV6 = ipaddress.IPv6Network("2000::/3")
CLOSED_IPV6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # Teredo, ORCHID and other protocols
        "2001:db8::/32",
        "2002::/16",  # 6to4, which carries an IPv4 address
        "3fff::/20",
    )
)
ISATAP = (0x00005EFE, 0x02005EFE)  # the third quarter of an address that carries an IPv4 address


@dataclass(frozen=True, slots=True)
class WebAddress:
    """An address in pieces: ``("https", "xn--bcher-kva.example", 443, "/feed?month=1")``."""

    scheme: str
    host: str
    port: int
    target: str

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host_header}{self.target}"

    @property
    def host_header(self) -> str:
        """The value of the header ``Host``, with the port only when it is not the usual one."""
        return self.host if self.port == PORTS[self.scheme] else f"{self.host}:{self.port}"


def read_address(text: str, *, ports: frozenset[int] = frozenset(PORTS.values())) -> WebAddress:
    """Read an address that somebody typed. Raises FetchRefusedError with the reason."""
    text = text.strip(" ")
    if len(text) > MAX_CHARACTERS or UNSEEN.search(text):
        raise FetchRefusedError(
            "ADDRESS",
            _(
                "The address is too long, or has spaces or unseen marks in it. Copy it again, from "
                "https:// to its end."
            ),
        )
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise FetchRefusedError(
            "ADDRESS", _("The address cannot be read. Copy it again from the site.")
        ) from error
    if parts.scheme not in PORTS or not text.lower().startswith(f"{parts.scheme}://"):
        raise FetchRefusedError("ADDRESS_SCHEME", _("Write an address that starts with https://."))
    if "@" in parts.netloc:
        raise FetchRefusedError(
            "ADDRESS_PASSWORD",
            _("The address has a user name or password in it. Ask for an address that is public."),
        )
    chosen = port if port is not None else PORTS[parts.scheme]
    if chosen not in ports:
        raise FetchRefusedError(
            "ADDRESS_PORT", f"The address names port {chosen}. Only 80 and 443 are fetched."
        )
    target = quote(parts.path or "/", safe=KEPT_MARKS)
    if parts.query:
        target += f"?{quote(parts.query, safe=KEPT_MARKS)}"
    return WebAddress(parts.scheme, read_host(parts.hostname or ""), chosen, target)


def read_host(host: str) -> str:
    """Return the name of a site as the network knows it: ``"bücher.example."`` has ``xn--``.

    A number in place of a name is refused in every spelling: ``127.1``, ``0x7f.1``, ``[::1]``.
    """
    try:
        name = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise FetchRefusedError(
            "ADDRESS", _("The name of the site has letters that names of sites cannot have.")
        ) from error
    name = name.lower().removesuffix(".")
    if ":" in name or (name and NUMBER.fullmatch(name.rsplit(".", 1)[-1])):
        raise FetchRefusedError(
            "ADDRESS_NUMBER",
            _(
                "The address has a number where the name of the site belongs. Write the name, such "
                "as www.example.org."
            ),
        )
    if len(name) > 253 or not HOST.fullmatch(name):
        raise FetchRefusedError(
            "ADDRESS", _("The address has no whole name of a site, such as www.example.org.")
        )
    return name


def next_address(
    current: WebAddress, location: str, *, ports: frozenset[int] = frozenset(PORTS.values())
) -> WebAddress:
    """Return where a site sends us on to. It is read as strictly as what a person typed."""
    if UNSEEN.search(location.strip()):
        location = quote(location.strip(), safe=KEPT_MARKS)
    try:
        joined = urljoin(str(current), location)
    except ValueError as error:
        raise FetchRefusedError(
            "REDIRECTS", "The site sends us on to an address that cannot be read."
        ) from error
    following = read_address(joined, ports=ports)
    if current.scheme == "https" and following.scheme == "http":
        raise FetchRefusedError(
            "REDIRECT_NOT_SAFE",
            f"The site sends us from https to http, at {following.host}. Ask it to stay on https.",
        )
    return following


def is_public(address: IpAddress) -> bool:
    """Say whether an address is that of an ordinary machine on the public internet."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in CLOSED_IPV4)
    if address.scope_id is not None or address not in OPEN_IPV6:
        return False
    third_quarter = (int(address) >> 32) & 0xFFFFFFFF
    return third_quarter not in ISATAP and not any(address in one for one in CLOSED_IPV6)


Resolver = Callable[[str, int, float], list[IpAddress]]


def resolve(host: str, port: int, seconds: float) -> list[IpAddress]:
    """Ask the system for the machines of a name. It is waited for no longer than ``seconds``."""
    found: list[IpAddress] = []
    failed: list[Exception] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(ipaddress.ip_address(answer[4][0]) for answer in answers)
        except (OSError, ValueError) as error:  # UnicodeError of the codec is a ValueError
            failed.append(error)

    # The system has no time limit of ours for a name, so it is asked beside us.
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if asking.is_alive() or failed or not found:
        raise FetchRefusedError(
            "HOST_UNKNOWN",
            f"The site {host} was not found. Check the address for mistakes in writing.",
            is_passing=True,
        ) from (failed[0] if failed else None)
    return list(dict.fromkeys(found))


def checked_machines(
    address: WebAddress,
    *,
    resolver: Resolver,
    is_allowed: Callable[[IpAddress], bool],
    seconds: float,
) -> list[IpAddress]:
    """Return the machines of a site, asked for once. One that is not public refuses them all."""
    machines = resolver(address.host, address.port, seconds)[:MAX_MACHINES]
    if not machines or not all(is_allowed(machine) for machine in machines):
        raise FetchRefusedError(
            "HOST_NOT_PUBLIC",
            f"The site {address.host} is inside a private network. Only sites on the public "
            "internet are fetched.",
        )
    return machines
