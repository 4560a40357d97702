"""What a provider's profile shows, in words."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.providers.models import Organisation
from catalogue.providers.venue_cards import VenueCard, venue_card
from portal.core.prose import Passage, email_address, host_of, passages, phone_link, web_address
from portal.navigation.languages import address_here


@dataclass(frozen=True, slots=True)
class ProviderPage:
    """Everything the template of a profile reads."""

    organisation: Organisation
    kind: str
    crumbs: list[tuple[str, str]]
    about: list[Passage]
    phone_link: str
    email: str
    website: str
    website_host: str
    inspection_url: str
    languages: list[str]
    venues: list[VenueCard]
    search_url: str
    today: datetime.date


def provider_page(
    organisation: Organisation, *, list_url: str, today: datetime.date
) -> ProviderPage:
    """Return the profile of a provider on a day. One query: its venues."""
    website = web_address(organisation.website)
    venues = organisation.venues.filter(is_live=True, is_study_place=True).order_by("name", "pk")
    return ProviderPage(
        organisation=organisation,
        kind=str(organisation.get_kind_display()),
        crumbs=[(_("Home"), address_here("/")), (_("Providers"), list_url)],
        about=passages(organisation.about),
        phone_link=phone_link(organisation.phone),
        email=email_address(organisation.email),
        website=website,
        website_host=host_of(website),
        inspection_url=web_address(organisation.inspection_url),
        languages=[str(one) for one in organisation.languages_spoken],
        venues=[venue_card(venue) for venue in venues],
        search_url=f"{address_here('/search/')}?kind=course&provider={organisation.slug}",
        today=today,
    )
