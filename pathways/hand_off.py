"""Other services where jobs of a role are listed, with its words and the place filled in."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from pathways.roles import RolePage
from portal.core.models import SiteContact

UCAS = "https://www.ucas.com/"
HEALTH = "health"  # the sector of the NHS: its words and its own job site


@dataclass(frozen=True, slots=True)
class HandOff:
    """``HandOff("Jobs", "Find a job (GOV.UK)", "https://...")``; what it is, where it leads."""

    label: str
    site: str
    address: str
    words: str = ""

    def url(self, place: str = "") -> str:
        """Return the address with the words of the role and a place in it."""
        return SiteContact.filled(self.address, words=self.words, place=place)


def hand_offs(role: RolePage) -> tuple[HandOff, ...]:
    """Return where an English role's jobs are. A site without an address is left out."""
    contact = SiteContact.current()
    words = role.live_job_terms or role.title
    sites = [HandOff(_("Jobs"), _("Find a job (GOV.UK)"), contact.jobs_url, words)]
    if role.is_in_nhs_jobs:
        sites.append(HandOff(_("Jobs in the NHS"), _("NHS Jobs"), contact.health_jobs_url, words))
    if role.has_apprenticeship:
        address = contact.apprenticeships_url
        site = _("Find an apprenticeship (GOV.UK)")
        sites.append(HandOff(_("Apprenticeships"), site, address, words))
    return tuple(site for site in sites if site.address)
