"""The career of a pathway: its roles, their pay and their steps, from a fixed number of queries."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from catalogue.courses.wording import money
from pathways.career_map.career import Career, Node, Step
from pathways.demand import wanted_roles
from pathways.enums import PayUnit, Stage
from pathways.figures import PayFigure
from pathways.names import Named, named
from pathways.pay_words import PayWords, pay_change, pay_words
from pathways.role_steps import figures_of
from pathways.roles import ProgressionLink, RolePage
from pathways.sector_pages import PathwayPage, PathwayRole
from pathways.step_words import typical_time
from portal.core.lists import with_commas
from portal.core.pay_floors import floors_on

STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A step that leaves the pathway: to whom it leads, and its kind."""

    role: Named
    kind: str


@dataclass(frozen=True, slots=True)
class CareerData:
    """A career and what its list says of each role, by the role's slug."""

    career: Career
    pay: dict[str, PayWords]
    wanted: frozenset[str]
    elsewhere: dict[str, tuple[Elsewhere, ...]]
    roles: dict[str, RolePage]


def career_of(
    pathways: Sequence[PathwayPage],
    *,
    today: datetime.date,
    chosen: str = "",
    in_work: bool = False,
    request: HttpRequest | None = None,
) -> CareerData:
    """Return what the English pathways hold together; a role on two of them stands once.

    Roles and steps to roles that are not live are left out. ``in_work`` leaves out the first
    stage, but for the chosen role. Five queries, six in another language.
    """
    placements = _placements(pathways, chosen=chosen, in_work=in_work)
    ids = [one.role_id for one in placements]
    links = _links(ids)
    pages = [one.role for one in placements] + [link.to_role for link in links]
    names = named({page.pk: page for page in pages}.values(), request)
    figures = figures_of(list({page.pk for page in pages}), today=today)
    pay = _pay_words(placements, figures, today)
    wanted = wanted_roles(ids, today=today)
    here = {one.role_id for one in placements}
    steps: list[Step] = []
    elsewhere: dict[str, tuple[Elsewhere, ...]] = {}
    for link in links:
        source, target = names[link.from_role.translation_key], names[link.to_role.translation_key]
        if link.to_role_id in here:
            steps.append(Step(source.slug, target.slug, link.kind, _note(link, figures)))
        else:
            known = elsewhere.get(source.slug, ())
            elsewhere[source.slug] = (*known, Elsewhere(target, link.kind))
    hidden = 1 if in_work and not any(one.stage == Stage.START for one in placements) else 0
    career = Career(
        nodes=tuple(_node(one, names, pay, hidden) for one in placements),
        steps=tuple(steps),
        families=_families(placements),
        stages=tuple(str(stage.label) for stage in STAGES[hidden:]),
        chosen=chosen,
        hidden_stages=hidden,
    )
    return CareerData(
        career=career,
        pay=pay,
        wanted=frozenset(
            one.role.slug
            for one in placements
            if one.role_id in wanted
            and not (one.role.slug in pay and pay[one.role.slug].is_under_floor)
        ),
        elsewhere=elsewhere,
        roles={one.role.slug: one.role for one in placements},
    )


def _placements(
    pathways: Iterable[PathwayPage], *, chosen: str, in_work: bool
) -> list[PathwayRole]:
    """Return where roles stand. One question for each pathway; what an editor previews is new."""
    once: dict[int, PathwayRole] = {}
    for pathway in pathways:
        rows = pathway.placements.select_related("role", "role__locale", "family")
        for row in rows.order_by("sort_order", "pk"):
            if row.stage in Stage.values and row.role.live:
                once.setdefault(row.role_id, row)
    return [
        row
        for row in once.values()
        if not (in_work and row.stage == Stage.START and row.role.slug != chosen)
    ]


def _links(ids: Sequence[int]) -> list[ProgressionLink]:
    return list(
        ProgressionLink.objects.filter(from_role__in=ids, to_role__live=True)
        .select_related("from_role", "to_role", "to_role__locale")
        .order_by("from_role_id", "sort_order", "pk")
    )


def _pay_words(
    placements: Iterable[PathwayRole],
    figures: dict[int, list[PayFigure]],
    today: datetime.date,
) -> dict[str, PayWords]:
    floors = floors_on(today)
    return {
        one.role.slug: pay_words(figures[one.role_id][0], today=today, floors=floors)
        for one in placements
        if figures.get(one.role_id)
    }


def _node(
    placement: PathwayRole, names: dict[UUID, Named], pay: dict[str, PayWords], hidden: int
) -> Node:
    role = placement.role
    name = names[role.translation_key]
    is_ours = name.title == role.title
    return Node(
        key=role.slug,
        title=name.title,
        name=role.short_title if is_ours else name.title,
        stage=STAGES.index(Stage(placement.stage)) - hidden,
        family=placement.family.slug,
        pay=_pay_on_map(pay[role.slug]) if role.slug in pay else _("Pay not known"),
        url=name.url,
        language=name.language,
    )


def _pay_on_map(pay: PayWords) -> str:
    """Return what fits a box: ``"£24,937 to £26,598"``; an old figure with its year."""
    figure = pay.figure
    if pay.is_stale:
        return _("%(pay)s in %(year)s") % {"pay": pay.short, "year": figure.as_of_date.year}
    if figure.unit == PayUnit.HOUR or figure.low_pence == figure.high_pence:
        return pay.short
    return _("%(low)s to %(high)s") % {
        "low": money(figure.low_pence),
        "high": money(figure.high_pence),
    }


def _note(link: ProgressionLink, figures: dict[int, list[PayFigure]]) -> str:
    """Return what a step changes: ``"+£472 a year or more, about 1 year"``."""
    change = pay_change(figures.get(link.from_role_id, []), figures.get(link.to_role_id, []))
    time = typical_time(link.typical_months_min, link.typical_months_max)
    return with_commas((change.short if change else "", time))


def _families(placements: Iterable[PathwayRole]) -> tuple[tuple[str, str], ...]:
    families = {one.family_id: one.family for one in placements}.values()
    ordered = sorted(families, key=lambda family: (family.position, family.name))
    return tuple((family.slug, family.label) for family in ordered)
