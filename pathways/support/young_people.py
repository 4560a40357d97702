"""Help for people under 25, by age: whom to call at 16 or 17, hubs, schemes."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.courses import wording
from pathways.support.help_points import CouncilContact
from portal.core.prose import email_address, phone_link, web_address


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call in a council."""

    council: str
    council_slug: str
    team: str
    phone: str
    phone_link: str
    email: str
    website: str
    hours: str
    checked_on: str


def council_contacts() -> list[Contact]:
    """Return the contact of each council, by name. One query."""
    rows = CouncilContact.objects.select_related("council").order_by("council__name")
    return [
        Contact(
            council=row.council.name,
            council_slug=row.council.slug,
            team=row.team_name,
            phone=row.phone,
            phone_link=phone_link(row.phone),
            email=email_address(row.email),
            website=web_address(row.website),
            hours=row.hours,
            checked_on=wording.date(row.checked_date) if row.checked_date else "",
        )
        for row in rows
    ]


def contact_for(slugs: Sequence[str], contacts: Sequence[Contact]) -> Contact | None:
    """Return the contact of the council that a place lies in: ``("cv2", "coventry", ...)``."""
    by_slug = {contact.council_slug: contact for contact in contacts}
    return next((by_slug[slug] for slug in slugs if slug in by_slug), None)
