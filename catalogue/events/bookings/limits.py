"""How often people may book: by whom they name, and from where. In the cache alone, and hashed.

How much mail one address gets is bounded where messages are sent.
"""

import re

from django.http import HttpRequest

from portal.core.network import is_over, is_over_limit

HOUR = 3600  # seconds
# Somebody who books for a family, and tries a few times.
MOST_BY_CONTACT = 8
# A jobcentre is one address: 60 people book in an hour, some of them twice.
MOST_BY_NETWORK = 120
# A mobile network gives each phone a /64, and thousands of phones share a /48.
IPV6_PREFIX = 64
_DOTS_ARE_NOTHING = ("gmail.com", "googlemail.com")  # "a.mina@" is the mailbox of "amina@"
MOST_BY_LARGE_NETWORK = 1200


def is_allowed(request: HttpRequest, contact: str) -> bool:
    """Count an attempt to book; return whether it may go on.

    ``contact`` is the email address or phone number that was given. Staff are not asked: they book
    for callers all day. Call it once for each form that would make a booking.
    """
    # Each is counted, whatever the others say.
    over = [
        is_over(same_contact(contact), name="booking", most=MOST_BY_CONTACT, seconds=HOUR),
        is_over_limit(
            request,
            name="booking",
            most=MOST_BY_NETWORK,
            seconds=HOUR,
            ipv6_prefix=IPV6_PREFIX,
        ),
        is_over_limit(request, name="booking-wide", most=MOST_BY_LARGE_NETWORK, seconds=HOUR),
    ]
    return not any(over)


def same_contact(contact: str) -> str:
    """Return the same text for one mailbox or phone, however written.

    ``"Amina+fair@Example.org "`` is ``"amina@example.org"``, ``"+44 7700 900123"`` is
    ``"07700900123"``.
    """
    text = contact.strip().casefold()
    name, at, host = text.rpartition("@")
    if at:
        name = name.partition("+")[0]
        if host in _DOTS_ARE_NOTHING:
            name = name.replace(".", "")
        return f"{name}@{host}"
    digits = re.sub(r"\D", "", text)
    return re.sub(r"^(?:00)?44", "0", digits)
