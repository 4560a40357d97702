"""The access facts of the places of a draft, beside what the course offers."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from catalogue.providers.models import Venue
from catalogue.providers.venue_cards import VenueCard, venue_card
from catalogue.publishing.models import Draft


@dataclass(frozen=True, slots=True)
class AccessRow:
    """A place with what is known of it, and where its facts are changed."""

    card: VenueCard
    url: str


def access_rows(draft: Draft, venues: Mapping[int, Venue]) -> list[AccessRow]:
    """Return the places of the dates, once each."""
    used = dict.fromkeys(run.get("venue") for run in draft.content.get("runs") or [])
    slug = draft.organisation.slug
    return [
        AccessRow(venue_card(venues[number]), reverse("publishing:venue", args=[slug, number]))
        for number in used
        if isinstance(number, int) and number in venues
    ]
