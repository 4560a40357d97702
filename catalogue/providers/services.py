"""Writes of organisations and venues."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from catalogue.providers.enums import OrganisationKind
from catalogue.providers.locating import Location, PlaceFinder
from catalogue.providers.models import Organisation, Venue

SLUG_TRIES = 100
# First words of addresses below /manage/, which an organisation's area must not take.
RESERVED_SLUGS = frozenset("api checks format inbox invitation join preview second-step".split())
LOCATION_FIELDS = frozenset(Location().as_values())
# Words by which a new organisation's kind is known. Anything else is a training provider.
KIND_WORDS = (
    (OrganisationKind.UNIVERSITY, re.compile(r"\buniversity\b", re.IGNORECASE)),
    (OrganisationKind.COLLEGE, re.compile(r"\bcollege\b", re.IGNORECASE)),
    (OrganisationKind.COUNCIL, re.compile(r"\bcouncil\b", re.IGNORECASE)),
)


class Change(StrEnum):
    """What a write did to a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


def create_organisation(name: str, *, ukprn: str = "", **values: Any) -> Organisation:
    """Create an organisation with a free slug: the name, then the name with -2, -3 and so on."""
    base = slugify(name)[:180].strip("-") or "organisation"
    kind = next((kind for kind, words in KIND_WORDS if words.search(name)), None)
    values.setdefault("kind", kind or OrganisationKind.TRAINING_PROVIDER)
    for number in range(1, SLUG_TRIES):
        slug = base if number == 1 else f"{base}-{number}"
        if slug in RESERVED_SLUGS or Organisation.objects.filter(slug=slug).exists():
            continue
        try:
            with transaction.atomic():
                return Organisation.objects.create(name=name, slug=slug, ukprn=ukprn, **values)
        except IntegrityError:
            # Another process took the slug between the look and the write; the UKPRN is no slug.
            if not Organisation.objects.filter(slug=slug).exists():
                raise
    raise ValueError(f"There are {SLUG_TRIES} organisations named “{name}” already.")


@transaction.atomic
def save_venue(
    venue: Venue,
    *,
    values: Mapping[str, Any],
    places: PlaceFinder | None = None,
    is_dry_run: bool = False,
) -> Change:
    """Give a new or stored venue its values and its place on the map.

    ``values`` are field values such as ``{"name": "Main campus", "town": "Walsall", "postcode":
    "WS1 1AA"}``. A point that somebody set exactly stays while the postcode stays.
    """
    is_new = venue.pk is None
    has_moved = is_new or any(
        name in values and values[name] != getattr(venue, name) for name in ("town", "postcode")
    )
    wanted = dict(values)
    if has_moved or venue.latitude is None or venue.is_location_approximate:
        finder = places or PlaceFinder()
        wanted |= finder.locate(
            town=wanted.get("town", venue.town), postcode=wanted.get("postcode", venue.postcode)
        ).as_values() | {name: value for name, value in values.items() if name in LOCATION_FIELDS}
    differing = {name: value for name, value in wanted.items() if getattr(venue, name) != value}
    if not is_new and not differing:
        return Change.UNCHANGED
    for name, value in differing.items():
        setattr(venue, name, value)
    if not is_dry_run:
        venue.save()
    return Change.ADDED if is_new else Change.CHANGED


def relocate_venues() -> int:
    """Place every venue without an exact point again, after the table of places changed."""
    finder = PlaceFinder()
    venues = Venue.objects.exclude(latitude__isnull=False, is_location_approximate=False)
    return sum(
        save_venue(venue, values={}, places=finder) is Change.CHANGED for venue in venues.iterator()
    )


def free_names(venues: Iterable[Venue]) -> None:
    """Give venues that are about to be renamed a passing name, so that two can swap theirs."""
    for venue in venues:
        Venue.objects.filter(pk=venue.pk).update(name=f"renaming {venue.pk}")
