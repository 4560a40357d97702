"""Other services where the jobs of a whole sector are listed."""

from django.utils.translation import gettext as _

from pathways.hand_off import HEALTH, HandOff
from pathways.sector_pages import PathwayPage
from portal.core.models import SiteContact


def sector_hand_offs(source: PathwayPage) -> tuple[HandOff, ...]:
    """Return job sites with the English name of the sector as words. NHS Jobs is for health."""
    contact = SiteContact.current()
    words = source.sector.name if source.sector else source.title
    is_health = source.sector is None or source.sector.slug == HEALTH
    sites = [HandOff(_("Jobs"), _("Find a job (GOV.UK)"), contact.jobs_url, words)]
    if is_health:
        sites.append(HandOff(_("Jobs in the NHS"), _("NHS Jobs"), contact.health_jobs_url, words))
    site = _("Find an apprenticeship (GOV.UK)")
    sites.append(HandOff(_("Apprenticeships"), site, contact.apprenticeships_url, words))
    return tuple(one for one in sites if one.address)
