"""Where a request comes from, as coarsely as a limit needs it. Never stored, never logged."""

import hashlib
import ipaddress

from django.core.cache import cache
from django.http import HttpRequest

IPV4_PREFIX = 24  # a street of addresses, not a household
IPV6_PREFIX = 48  # what one customer of a network usually gets


def network_prefix(request: HttpRequest) -> str:
    """Return the network that a request comes from: ``"203.0.113.0/24"``, or ``"unknown"``."""
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    length = IPV4_PREFIX if address.version == 4 else IPV6_PREFIX
    return str(ipaddress.ip_network(f"{address}/{length}", strict=False))


def is_over_limit(request: HttpRequest, *, name: str, most: int, seconds: int) -> bool:
    """Count a request against a limit. Return whether its network went over it.

    The cache key is a hash, so that no address can be read from the cache.
    """
    digest = hashlib.sha256(f"{name}:{network_prefix(request)}".encode()).hexdigest()[:32]
    key = f"limit:{digest}"
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key)) > most
    except ValueError:  # it ran out between the two lines
        cache.set(key, 1, seconds)
        return False
