"""Where the jobs of a page of results can lead: the pathway of the sector that most are in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from portal.navigation.languages import address_in, tag_of
from search.engines.base import Hit
from search.reference import Reference

LEAST_HITS = 4
LEAST_SHARE = 0.6  # of the first page: fewer, and the search is about something else
ANSWERS = ("page", "programme")  # of any sector


@dataclass(frozen=True, slots=True)
class PathwayLink:
    """A pathway to link; ``lang`` is the language of its title."""

    title: str
    url: str
    lang: str
    is_in_another_language: bool


def related_pathway(
    hits: Sequence[Hit], *, reference: Reference, language: str
) -> PathwayLink | None:
    """Return the pathway of the sector that dominates a page, if one does and has a pathway."""
    work = [hit.document for hit in hits if hit.document.kind not in ANSWERS]
    sectors = Counter(sector for document in work for sector in document.sectors)
    for sector, number in sectors.most_common(1):
        name = reference.pathways.get(sector)
        if name and number >= max(LEAST_HITS, LEAST_SHARE * len(work)):
            code = name.language_for(language)
            return PathwayLink(
                title=name.label_in(language),
                url=address_in(name.path_in(language), language),
                lang=tag_of(code),
                is_in_another_language=code != language,
            )
    return None
