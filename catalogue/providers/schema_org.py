"""A provider as schema.org tells it."""

from typing import Any

from django.utils.safestring import SafeString

from catalogue.providers.enums import OrganisationKind
from catalogue.providers.models import Organisation
from portal.core.prose import email_address, one_line, shortened, web_address
from portal.core.structured_data import absolute, breadcrumb_list, data_block, without_empty

TYPES = {
    OrganisationKind.COLLEGE: "CollegeOrUniversity",
    OrganisationKind.UNIVERSITY: "CollegeOrUniversity",
    OrganisationKind.SCHOOL: "School",
    OrganisationKind.EMPLOYER: "Organization",
    OrganisationKind.NHS: "Organization",
    OrganisationKind.JOBCENTRE: "GovernmentOrganization",
    OrganisationKind.COMBINED_AUTHORITY: "GovernmentOrganization",
}


def provider_blocks(organisation: Organisation, crumbs: list[tuple[str, str]]) -> SafeString:
    """Return the data blocks of a profile."""
    here = (one_line(organisation.name), organisation.get_absolute_url())
    return data_block(provider_data(organisation), breadcrumb_list([*crumbs, here]))


def provider_data(organisation: Organisation) -> dict[str, Any]:
    """Return schema.org EducationalOrganization, or the kind that fits better."""
    return without_empty(
        {
            "@type": TYPES.get(OrganisationKind(organisation.kind), "EducationalOrganization"),
            "@id": absolute(organisation.get_absolute_url()),
            "url": absolute(organisation.get_absolute_url()),
            "name": one_line(organisation.name),
            "alternateName": one_line(organisation.trading_name),
            "description": shortened(organisation.about, 500),
            "telephone": organisation.phone,
            "email": email_address(organisation.email),
            "sameAs": web_address(organisation.website),
            "address": one_line(organisation.address),
            "identifier": {
                "@type": "PropertyValue",
                "propertyID": "UKPRN",
                "value": organisation.ukprn,
            }
            if organisation.ukprn
            else {},
        }
    )
