"""Where a request comes from, as coarsely as a limit needs it. Never stored, never logged."""

import ipaddress
import re

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

IPV4_PREFIX = 24  # a street of addresses, not a household
IPV6_PREFIX = 48  # what one customer of a network usually gets
# Some proxies add the port: "203.0.113.7:50212", "[2001:db8::1]:50212".
_WITH_PORT = re.compile(r"\[(.+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+")


def client_address(request: HttpRequest) -> str:
    """Return the address of the visitor, as the outermost of our own proxies saw it.

    What a visitor writes into ``X-Forwarded-For`` stands before what our proxies add, and is not
    read. Without proxies the header counts for nothing.
    """
    proxies: int = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0)
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if not proxies or len(hops) < proxies or not hops[-proxies].strip():
        return str(request.META.get("REMOTE_ADDR", ""))
    address = hops[-proxies].strip()
    found = _WITH_PORT.fullmatch(address)
    return (found[1] or found[2]) if found else address


def network_prefix(request: HttpRequest, *, ipv6_prefix: int = IPV6_PREFIX) -> str:
    """Return the network that a request comes from: ``"203.0.113.0/24"``, or ``"unknown"``."""
    try:
        address = ipaddress.ip_address(client_address(request))
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    length = IPV4_PREFIX if address.version == 4 else ipv6_prefix
    return str(ipaddress.ip_network(f"{address}/{length}", strict=False))


def is_over_limit(
    request: HttpRequest,
    *,
    name: str,
    most: int,
    seconds: int,
    ipv6_prefix: int = IPV6_PREFIX,
) -> bool:
    """Count a request against a limit. Return whether its network went over it."""
    network = network_prefix(request, ipv6_prefix=ipv6_prefix)
    return is_over(network, name=name, most=most, seconds=seconds)


def is_over(who: str, *, name: str, most: int, seconds: int) -> bool:
    """Count one more of ``who`` against a limit. Return whether they went over it.

    The cache key is a hash with a key of ours, so that nobody can be read from the cache.
    """
    digest = salted_hmac(f"limit:{name}", who, algorithm="sha256").hexdigest()[:32]
    key = f"limit:{digest}"
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key)) > most
    except ValueError:  # it ran out between the two lines
        cache.set(key, 1, seconds)
        return False
