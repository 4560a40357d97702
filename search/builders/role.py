"""Roles as documents: one for each language in which their page is live."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pathways.pay_words import shown_figures, year_words
from pathways.placements import live_placements
from pathways.roles import RolePage, RolePay
from portal.core.structured import lines_of
from search.builders.career_names import names_of
from search.builders.in_languages import (
    Edition,
    address_of,
    document_id,
    expected_ids_of,
    live_editions,
)
from search.documents import ListingDocument, PayDocument

OLD = "OLD"  # the type of pay by a figure that its source has replaced: its year is said


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """What belongs to roles, by the id of the page in the first language."""

    sectors: dict[int, dict[str, str]]
    families: dict[int, dict[str, None]]
    pay: dict[int, list[RolePay]]


def documents(
    *, today: datetime.date, ids: Collection[int] | None = None
) -> Iterator[ListingDocument]:
    """Give the documents of live roles. ``ids`` are those of pages in the first language."""
    found = live_editions(RolePage.objects.all(), ids)
    facts = _load_facts([editions[0].page for editions in found])
    for editions in found:
        source = editions[0].page
        for edition in editions:
            yield _document(edition, source, facts, today)


def expected_ids(*, today: datetime.date) -> set[str]:
    """Return the ids that must be listed: ``{"role:12", "role:12:ur"}``."""
    return expected_ids_of("role", RolePage.objects.all())


def _load_facts(rows: Sequence[RolePage]) -> RoleFacts:
    """Read sectors, families and pay in two queries."""
    facts = RoleFacts(defaultdict(dict), defaultdict(dict), defaultdict(list))
    placements = live_placements().filter(role__in=rows).order_by("id")
    for one in placements.select_related("pathway__sector", "family"):
        if sector := one.pathway.sector:
            facts.sectors[one.role_id][sector.slug] = sector.name
        facts.families[one.role_id][one.family.name] = None
    figures = RolePay.objects.filter(role__in=rows).select_related("figure")
    for one in figures.order_by("role_id", "sort_order"):
        facts.pay[one.role_id].append(one)
    return facts


def _document(
    edition: Edition, source: RolePage, facts: RoleFacts, today: datetime.date
) -> ListingDocument:
    page = edition.page
    sectors, families = facts.sectors[source.pk], facts.families[source.pk]
    names = names_of(page)[1:] if edition.is_source else (*names_of(page)[1:], *names_of(source))
    return ListingDocument(
        id=document_id("role", source.pk, edition.language),
        kind="role",
        language=edition.language,
        shown_in=edition.shown_in,
        title=page.title,
        alternative_titles=tuple(dict.fromkeys(names)),
        references=(source.slug,),
        subject_text=" ".join([*sectors.values(), *families]),
        description="\n".join(filter(None, [page.summary, page.overview, page.tasks])),
        url=address_of(page),
        sectors=tuple(sorted(sectors)),
        setting=source.setting.lower().replace("_", "-"),
        pay=_pay(facts.pay[source.pk], today),
        hours_from=_number(source.minimum_hours),
        hours_to=_number(source.maximum_hours),
        you_need=next(iter(lines_of(page.you_need or source.you_need)), ""),
        checked_date=source.checked_date,
    )


def _pay(rows: Sequence[RolePay], today: datetime.date) -> PayDocument:
    """Return the figure on cards, with its year; none for a day to come."""
    figure = next(iter(shown_figures((row.figure for row in rows), today=today)), None)
    if figure is None:
        return PayDocument()
    return PayDocument(
        wage_type=OLD if figure.is_stale(today) else "",
        text=year_words(figure),
        low_pence=figure.low_pence,
        high_pence=figure.high_pence,
        unit=figure.unit,
    )


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
