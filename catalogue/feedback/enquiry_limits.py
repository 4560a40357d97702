"""How often people may ask to join: by whom they name, and from where. In the cache, and hashed."""

from django.http import HttpRequest

from catalogue.events.bookings.limits import same_contact
from portal.core.network import is_over, is_over_limit

HOUR = 3600  # seconds
MOST_BY_CONTACT = 5  # somebody who asks at several colleges
MOST_BY_NETWORK = 60  # a jobcentre or a library is one address
MOST_BY_LARGE_NETWORK = 600
IPV6_PREFIX = 64  # a mobile network gives each phone a /64
# Nobody fills a provider's inbox from many networks at once.
MOST_OF_A_PROVIDER = 200


def is_allowed(request: HttpRequest, contact: str, *, provider_id: int) -> bool:
    """Count an attempt to ask; return whether it may go on. Once for each form that would send."""
    # Each is counted, whatever the others say.
    over = [
        is_over(same_contact(contact), name="enquiry", most=MOST_BY_CONTACT, seconds=HOUR),
        is_over_limit(
            request, name="enquiry", most=MOST_BY_NETWORK, seconds=HOUR, ipv6_prefix=IPV6_PREFIX
        ),
        is_over_limit(request, name="enquiry-wide", most=MOST_BY_LARGE_NETWORK, seconds=HOUR),
    ]
    # Last, and of what would be sent alone: one visitor who is refused a thousand times must not
    # use up what is left to all others.
    return not any(over) and not is_over(
        str(provider_id), name="enquiry-provider", most=MOST_OF_A_PROVIDER, seconds=HOUR
    )
