"""The venue of a partner's event: one that the partner has, or a new one."""

from catalogue.feeds.event_records import EventRecord
from catalogue.providers.enums import VenueType
from catalogue.providers.models import Organisation, Venue
from catalogue.providers.services import save_venue

NAME_CHARACTERS = 250
LINE_CHARACTERS = 100


def find_venue(organisation: Organisation, record: EventRecord) -> Venue | None:
    """Return the venue in use with this name, or the only one with this postcode."""
    venues = organisation.venues.filter(is_live=True)
    name = venue_name(record)
    if name:
        named = list(venues.filter(name__iexact=name)[:1])
        if named:
            return named[0]
    if not record.postcode:
        return None
    near = list(venues.filter(postcode__iexact=record.postcode)[:2])
    return near[0] if len(near) == 1 and not _is_other(near[0].name, name) else None


def venue_of(organisation: Organisation, record: EventRecord) -> Venue | None:
    """Return the venue of an event, made when the partner has none like it. None: no place."""
    if record.is_online and not record.postcode:
        return None
    found = find_venue(organisation, record)
    name = venue_name(record)
    if found or not name:
        return found
    # The name may be that of a venue that is no longer in use. It is used again.
    venue = organisation.venues.filter(name__iexact=name).first() or Venue(provider=organisation)
    town = _town(record)
    values = {
        "name": name,
        "address_line_1": record.address.removeprefix(name).strip(" ,")[:LINE_CHARACTERS],
        "town": town,
        "postcode": record.postcode,
        "venue_type": VenueType.COMMUNITY,
        "is_study_place": False,
        "is_live": True,
    }
    if record.latitude is not None:
        values |= {
            "latitude": record.latitude,
            "longitude": record.longitude,
            "is_location_approximate": False,
        }
    save_venue(venue, values=values)
    return venue


def venue_name(record: EventRecord) -> str:
    """Return the name of the place, or the first part of its address."""
    return (record.place_name or record.address.partition(",")[0].strip())[:NAME_CHARACTERS]


def _town(record: EventRecord) -> str:
    """Return the last part of an address before its postcode: ``"..., Walsall WS1 1TP"``."""
    address = record.address
    if record.postcode:
        compact = address.upper().rfind(record.postcode.split(" ")[0])
        address = address[:compact] if compact > 0 else address
    parts = [part.strip() for part in address.split(",") if part.strip()]
    return parts[-1][:75] if len(parts) > 1 else ""


def _is_other(known: str, name: str) -> bool:
    """Say whether two names at one postcode are those of two places: no word in common."""
    if not name:
        return False
    return not set(known.casefold().split()) & set(name.casefold().split())
