"""A limit on questions to the API from one network, kept in the cache for a minute."""

import hashlib
import ipaddress
import time

from django.core.cache import cache
from django.http import HttpRequest

from portal.core.network import client_address

WINDOW_SECONDS = 60
SEARCHES = 60  # a minute, from one network
# One typed word is several questions, and a college is one network.
SUGGESTIONS = 600


class TooMany(Exception):  # noqa: N818  (the name says the state)
    """``retry_after``: seconds until the next question is answered."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


def network_of(address: str) -> str:
    """Return the network of an address: ``"192.0.2.7"`` is ``"192.0.2.0/24"``, IPv6 by /48."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    length = 24 if parsed.version == 4 else 48
    return str(ipaddress.ip_network(f"{parsed}/{length}", strict=False))


def count_question(request: HttpRequest, name: str, *, most: int) -> None:
    """Count a question; raise TooMany after ``most`` in a minute. Only a hash is kept."""
    now = time.time()
    window, gone = divmod(now, WINDOW_SECONDS)
    network = network_of(client_address(request))
    digest = hashlib.sha256(f"{network} {int(window)}".encode()).hexdigest()[:24]
    key = f"api:{name}:{digest}"
    if cache.add(key, 1, timeout=2 * WINDOW_SECONDS):
        return
    try:
        times = cache.incr(key)
    except ValueError:  # it ran out between the two calls
        return
    if times > most:
        raise TooMany(int(WINDOW_SECONDS - gone) + 1)
