"""What the page of a role shows, in words, from a fixed number of questions to the database."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.translation import gettext as _

from catalogue.courses.key_facts import Fact
from catalogue.providers.models import Organisation
from pathways.enums import CheckKind, EntryRouteKind, Stage
from pathways.figures import DemandFigure
from pathways.hand_off import HEALTH, UCAS, HandOff, hand_offs
from pathways.names import Named, named
from pathways.pay_words import PayWords, day_words, pay_words, shown_figures, why_hidden
from pathways.placements import live_placements, placements_from_home
from pathways.role_facts import GoodJobRow, good_job_rows, key_facts
from pathways.role_steps import Steps, stage_class, steps_from
from pathways.roles import RolePage
from pathways.sector_pages import PathwayEmployer
from portal.core.models import Sector
from portal.core.pay_floors import floors_on
from portal.core.prose import host_of, passages
from portal.core.structured import lines_of
from portal.navigation.languages import foreign_tag

MOST_EMPLOYERS = 4


class Own(NamedTuple):
    """An editor's words, and the tag of their language when the page has another one."""

    lines: tuple[Any, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way in: ``Way("Apprenticeship", "APPRENTICESHIP", "12 to 15 months", "https://...")``."""

    label: str
    kind: str
    text: str
    link_url: str = ""
    link_text: str = ""

    @property
    def host(self) -> str:
        """The site that the link opens: ``"ucas.com"``."""
        return host_of(self.link_url)


@dataclass(frozen=True, slots=True)
class OnPathway:
    """Where a role stands: its pathway, its stage there, and the sector's drawing."""

    pathway: Named
    stage: str
    stage_class: str
    sector: Sector | None


@dataclass(frozen=True, slots=True)
class RoleView:
    """Everything the templates of a role read beside the page itself.

    ``words`` is the tag of the language of the structure's texts when the page has another one.
    """

    source: RolePage
    words: str
    stands: tuple[OnPathway, ...]
    key_facts: tuple[Fact, ...]
    pay: PayWords | None
    more_pay: tuple[PayWords, ...]
    hidden_pay: tuple[str, ...]
    steps: Steps
    ways: tuple[Way, ...]
    checks: tuple[tuple[str, str], ...]
    good_job: tuple[GoodJobRow, ...]
    skills: tuple[str, ...]
    employers: tuple[Organisation, ...]
    wanted: DemandFigure | None
    hand_offs: tuple[HandOff, ...]
    overview: Own
    tasks: Own
    need: Own
    helps: Own
    not_needed: Own
    day: Own
    checked: str
    in_work: bool

    @property
    def first(self) -> OnPathway | None:
        """The pathway that the crumbs and the drawing come from."""
        return self.stands[0] if self.stands else None

    @property
    def sector_slug(self) -> str:
        """The sector of the first pathway, for schemes and stories."""
        return self.first.sector.slug if self.first and self.first.sector else ""

    @property
    def text(self) -> str:
        """All words of editors, in which explained words are looked for."""
        passages_of = (line for own in (self.overview, self.day) for line in own.lines)
        steps = (*self.steps.up, *self.steps.across)
        return "\n".join(
            (
                *(line for passage in passages_of for line in passage.lines),
                *self.tasks.lines,
                *self.need.lines,
                *self.helps.lines,
                *(text for _label, text in self.checks),
                *(way.text for way in self.ways),
                *(step.you_would_need for step in steps),
                *(row.answer for row in self.good_job),
            )
        )


def role_view(page: RolePage, request: HttpRequest, *, today: datetime.date) -> RoleView:
    """Return what a role's page shows on a day. ``?in-work=1`` is for people who do this work."""
    source = page.source
    stands = _stands(source, request)
    rows = list(source.pay.select_related("figure"))
    notes = {row.figure_id: row.note for row in rows}
    figures = shown_figures([row.figure for row in rows], today=today)
    floors = floors_on(today)
    pay = [
        pay_words(figure, today=today, floors=floors, note=notes.get(figure.pk, ""))
        for figure in figures
    ]
    first_pay = pay[0] if pay else None
    steps = steps_from(source, figures, today=today, request=request)
    checks = list(source.checks.all())
    hidden = (why_hidden(row.figure, today=today) for row in rows)
    return RoleView(
        source=source,
        words=foreign_tag(source.locale.language_code),
        stands=stands,
        key_facts=key_facts(page, first_pay, checks, in_health=is_in_health(stands)),
        pay=first_pay,
        more_pay=tuple(pay[1:]),
        hidden_pay=tuple(reason for reason in hidden if reason),
        steps=steps,
        ways=_ways(source),
        checks=tuple((_label(CheckKind, check.kind), check.text) for check in checks),
        good_job=tuple(
            good_job_rows(list(source.good_job_facts.all()), first_pay, moves_up=len(steps.up))
        ),
        skills=tuple(row.skill.label for row in source.role_skills.select_related("skill")),
        employers=_employers(source),
        wanted=_wanted(source, first_pay, today=today),
        hand_offs=hand_offs(source),
        overview=_own(page, "overview", passages),
        tasks=_own(page, "tasks", lines_of),
        need=_own(page, "you_need", lines_of),
        helps=_own(page, "it_helps", lines_of),
        not_needed=_own(page, "you_do_not_need", lines_of),
        day=_own(page, "day_in_life", passages),
        checked=day_words(source.checked_date) if source.checked_date else "",
        in_work=request.GET.get("in-work") == "1",
    )


def is_in_health(stands: Iterable[OnPathway]) -> bool:
    """Whether a role stands on the pathway of health, where people say "clinical"."""
    return any(one.sector is not None and one.sector.slug == HEALTH for one in stands)


def _own(page: RolePage, name: str, read: Callable[[str], Iterable[Any]]) -> Own:
    """Return a text of the page, or that of the English page where it is not translated."""
    owner = page if getattr(page, name) else page.source
    return Own(tuple(read(getattr(owner, name))), foreign_tag(owner.locale.language_code))


def _stands(source: RolePage, request: HttpRequest) -> tuple[OnPathway, ...]:
    placements = list(
        placements_from_home()
        .filter(role_id=source.pk)  # a preview of a page that was never saved has none
        .select_related("pathway", "pathway__locale", "pathway__sector")
    )
    names = named([one.pathway for one in placements], request)
    return tuple(
        OnPathway(
            pathway=names[one.pathway.translation_key],
            stage=_label(Stage, one.stage),
            stage_class=stage_class(one.stage),
            sector=one.pathway.sector,
        )
        for one in placements
    )


def _ways(source: RolePage) -> tuple[Way, ...]:
    """Return the ways in, in the order of the enum; a degree is handed over to UCAS."""
    order: Sequence[str] = EntryRouteKind.values
    rows = sorted(source.entry_routes.all(), key=lambda row: order.index(row.kind))
    return tuple(
        Way(
            _label(EntryRouteKind, row.kind),
            row.kind,
            row.text,
            row.link_url or (UCAS if row.kind == EntryRouteKind.UNIVERSITY else ""),
            row.link_text
            or (_("Look for a degree") if row.kind == EntryRouteKind.UNIVERSITY else ""),
        )
        for row in rows
        if row.kind in order
    )


def _employers(source: RolePage) -> tuple[Organisation, ...]:
    """Return employers who hire on the pathways of a role, each once."""
    pathways = live_placements().filter(role_id=source.pk).values("pathway_id")
    rows = (
        PathwayEmployer.objects.filter(pathway__in=pathways, organisation__is_live=True)
        .select_related("organisation")
        .order_by("pk")
    )
    found = {row.organisation_id: row.organisation for row in rows[: MOST_EMPLOYERS * 3]}
    return tuple(found.values())[:MOST_EMPLOYERS]


def _wanted(source: RolePage, pay: PayWords | None, *, today: datetime.date) -> DemandFigure | None:
    """Return the newest figure that lets a page say "Wanted here"; none under the legal minimum."""
    if pay is not None and pay.is_under_floor:
        return None
    figures = DemandFigure.objects.wanted_on(today).filter(roles__in=[source.pk])
    return figures.order_by("-as_of_date", "pk").first()


def _label(choices: Any, code: str) -> str:
    return str(dict(choices.choices).get(code, ""))
