"""Schemes as documents: one for each language in which their page is live.

Closed ones stay: who remembers a name is told what there is now.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pathways.support.enums import ProgrammeStatus
from pathways.support.programmes import ProgrammePage
from pathways.support.status import status_on
from portal.core.structured import lines_of
from search.builders.career_names import names_of
from search.builders.codes import COURSE_TYPE_WORDS, age_bands
from search.builders.in_languages import (
    Edition,
    address_of,
    document_id,
    expected_ids_of,
    live_editions,
)
from search.documents import ListingDocument

# Of schemes that fit the same words one that is open is worth more; a name still finds its own.
OPEN_COMPLETENESS, CLOSED_COMPLETENESS = 1.0, 0.0


@dataclass(frozen=True, slots=True)
class SchemeFacts:
    """What belongs to schemes, by the id of the page in the first language."""

    sectors: dict[int, dict[str, str]]
    roles: dict[int, list[str]]


def documents(
    *, today: datetime.date, ids: Collection[int] | None = None
) -> Iterator[ListingDocument]:
    """Give the documents of live schemes. ``ids`` are those of pages in the first language."""
    found = live_editions(ProgrammePage.objects.all(), ids)
    facts = _load_facts([editions[0].page for editions in found])
    for editions in found:
        source = editions[0].page
        for edition in editions:
            yield _document(edition, source, facts, today)


def expected_ids(*, today: datetime.date) -> set[str]:
    """Return the ids that must be listed: ``{"programme:12", "programme:12:ur"}``."""
    return expected_ids_of("programme", ProgrammePage.objects.all())


def _load_facts(rows: Sequence[ProgrammePage]) -> SchemeFacts:
    """Read sectors and roles in two queries."""
    facts = SchemeFacts(defaultdict(dict), defaultdict(list))
    sectors = ProgrammePage.sectors.through.objects.filter(programmepage__in=rows).order_by("id")
    for pk, slug, name in sectors.values_list("programmepage_id", "sector__slug", "sector__name"):
        facts.sectors[pk][slug] = name
    roles = ProgrammePage.roles.through.objects.filter(programmepage__in=rows, rolepage__live=True)
    for pk, slug in roles.order_by("id").values_list("programmepage_id", "rolepage__slug"):
        facts.roles[pk].append(slug)
    return facts


def _document(
    edition: Edition, source: ProgrammePage, facts: SchemeFacts, today: datetime.date
) -> ListingDocument:
    page = edition.page
    sectors = facts.sectors[source.pk]
    names = names_of(page)[1:] if edition.is_source else (*names_of(page)[1:], *names_of(source))
    status = status_on(source.opens_date, source.closes_date, today=today)
    is_closed = status == ProgrammeStatus.CLOSED
    needs = ("guaranteed-interview",) if source.has_guaranteed_interview else ()
    return ListingDocument(
        id=document_id("programme", source.pk, edition.language),
        kind="programme",
        language=edition.language,
        shown_in=edition.shown_in,
        title=page.title,
        alternative_titles=tuple(dict.fromkeys(names)),
        references=(source.slug,),
        subject_text=" ".join(
            filter(None, [*sectors.values(), COURSE_TYPE_WORDS.get(source.course_type, "")])
        ),
        provider_text=" ".join(filter(None, [page.run_by, page.paid_for_by])),
        description="\n".join(
            filter(
                None,
                [page.summary, page.what_you_get, page.eligibility_text, page.what_happened],
            )
        ),
        url=address_of(page),
        provider_name=page.run_by,
        sectors=tuple(sorted(sectors)),
        roles=tuple(sorted(set(facts.roles[source.pk]))),
        opens_date=source.opens_date,
        closes_date=source.closes_date,
        weeks=source.weeks,
        age_from=source.min_age,
        age_to=source.max_age,
        age=age_bands(source.min_age, source.max_age),
        course_type=source.course_type,
        needs=() if is_closed else needs,
        you_need=next(iter(lines_of(page.you_need or source.you_need)), ""),
        checked_date=source.checked_date,
        completeness=CLOSED_COMPLETENESS if is_closed else OPEN_COMPLETENESS,
    )
