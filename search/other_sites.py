"""Where else to look: jobs, apprenticeships, and courses in the rest of the country."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from portal.core.models import SiteContact
from search.builders.registry import KINDS
from search.criteria import Criteria
from search.phrases import KIND_WORDS


class OtherSite(NamedTuple):
    """``OtherSite("job", "Look for jobs", "Find a job, on GOV.UK", "https://...")``."""

    kind: str
    label: str
    site: str
    url: str


def other_sites(criteria: Criteria) -> list[OtherSite]:
    """Return the other sites, with the words and the place of this search in their addresses."""
    contact = SiteContact.current()
    words = criteria.plain.q
    place = criteria.place.name if criteria.place.is_usable else criteria.plain.near
    sites = (
        OtherSite("job", _("Look for jobs"), _("Find a job, on GOV.UK"), contact.jobs_url),
        OtherSite(
            "apprenticeship",
            _("Look for apprenticeships"),
            _("Find an apprenticeship, on GOV.UK"),
            contact.apprenticeships_url,
        ),
        OtherSite(
            "course",
            _("Courses in the rest of England"),
            _("the National Careers Service"),
            contact.national_courses_url,
        ),
    )
    return [
        one._replace(url=contact.filled(one.url, words=words, place=place))
        for one in sites
        if one.url
    ]


def asked_elsewhere(criteria: Criteria) -> OtherSite | None:
    """Return the site for what the words ask and we do not list: "jobs near Dudley"."""
    kinds = {KIND_WORDS.get(word.text.lower()) for word in criteria.words if not word.is_excluded}
    wanted = kinds - set(KINDS) - {None}
    if not wanted:
        return None
    return next((one for one in other_sites(criteria) if one.kind in wanted), None)
