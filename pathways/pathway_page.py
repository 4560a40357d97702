"""What the page of a pathway shows, in words, from a fixed number of questions to the database."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

from catalogue.providers.models import Organisation
from pathways.career_map.career import Career, DoesNotFitError, Node
from pathways.career_map.drawing import draw
from pathways.career_map.outline import Listed, outline
from pathways.career_map.parts import Drawing
from pathways.demand import DemandWords, demand_of
from pathways.hand_off import HandOff, hand_offs
from pathways.names import Named, named
from pathways.pathway_career import STAGES, CareerData, Elsewhere, career_of
from pathways.pathway_choice import Choice, choice_of
from pathways.pathway_data import data_blocks
from pathways.pay_words import PayWords, day_words
from pathways.role_steps import stage_class
from pathways.sector_hand_off import sector_hand_offs
from pathways.sector_pages import PathwayPage, PathwayStage
from portal.core.models import Sector
from portal.navigation.languages import foreign_tag

log = structlog.get_logger("pathways.map")


@dataclass(frozen=True, slots=True)
class RoleCard:
    """A role in the list, with its pay and with steps that leave the pathway."""

    listed: Listed
    pay: PayWords | None
    is_wanted: bool
    elsewhere: tuple[Elsewhere, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """A stage in the list. ``own_name`` and ``summary`` are in the language ``words``."""

    stage_class: str
    name: str
    own_name: str
    summary: str
    roles: tuple[RoleCard, ...]


@dataclass(frozen=True, slots=True)
class PaySource:
    """Where pay on the page comes from: ``PaySource("NHS pay band", "2025 to 2026", ...)``."""

    basis: str
    year: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class PathwayView:
    """Everything the templates of a pathway read beside the page itself.

    ``words`` is the tag of the language of the structure's texts when the page has another one.
    ``no_drawing`` says to an editor why there is no map.
    """

    source: PathwayPage
    words: str
    sector: Sector | None
    demand: tuple[DemandWords, ...]
    career: Career
    choice: Choice
    drawing: Drawing | None
    no_drawing: str
    rungs: tuple[Rung, ...]
    choices: tuple[Node, ...]
    pay_sources: tuple[PaySource, ...]
    warning: tuple[str, str] | None
    employers: tuple[Organisation, ...]
    parts: tuple[Named, ...]
    part_motif: str
    gathered_by: Named | None
    hand_offs: tuple[HandOff, ...]
    checked: str
    in_work: bool
    data_blocks: SafeString

    @property
    def motif(self) -> str:
        """The code of the drawing beside the title: the sector's, else that of the first part."""
        return self.sector.motif if self.sector else self.part_motif

    @property
    def is_wanted(self) -> bool:
        """Whether a current figure says that people are wanted."""
        return any(figure.says_wanted for figure in self.demand)


def pathway_view(
    page: PathwayPage, request: HttpRequest, *, today: datetime.date, chosen: str, in_work: bool
) -> PathwayView:
    """Return what a pathway shows on a day. ``chosen`` is what ``?from=`` says."""
    source = page.source
    parts = _parts(source)
    pathways = parts or [source]
    data = career_of(pathways, today=today, chosen=chosen, in_work=in_work, request=request)
    choice = choice_of(chosen, data, request)
    drawing, reason = _drawing(data.career, source)
    other = [*parts, source.part_of] if source.part_of_id else parts
    names = named([one for one in other if one and one.live], request)
    chosen_role = data.roles.get(chosen)
    return PathwayView(
        source=source,
        words=foreign_tag(source.locale.language_code),
        sector=source.sector,
        demand=demand_of(source.sector, today=today),
        career=data.career,
        choice=choice,
        drawing=drawing,
        no_drawing=reason,
        rungs=_rungs(data, pathways),
        choices=tuple(sorted(data.career.nodes, key=lambda node: node.title.casefold())),
        pay_sources=_pay_sources(data),
        warning=_warning(data),
        employers=_employers(pathways),
        parts=tuple(names[one.translation_key] for one in parts),
        part_motif=next((one.sector.motif for one in parts if one.sector), ""),
        gathered_by=_gathered_by(source, names),
        hand_offs=hand_offs(chosen_role) if chosen_role else sector_hand_offs(source),
        checked=day_words(source.checked_date) if source.checked_date else "",
        in_work=in_work,
        data_blocks=data_blocks(data.career, title=page.title, url=page.get_url(request) or ""),
    )


def _drawing(career: Career, source: PathwayPage) -> tuple[Drawing | None, str]:
    if not career.nodes:
        return None, ""
    try:
        return draw(career, is_mirrored=get_language_bidi()), ""
    except DoesNotFitError as error:
        # A page that gathers pathways sends people to the map of each: nothing to mend there.
        tell = log.warning if source.sector_id else log.debug
        tell("does_not_fit", pathway=source.slug, reason=str(error))
        return None, str(error)


def _parts(source: PathwayPage) -> list[PathwayPage]:
    """Return the live pathways that a page without a sector gathers."""
    if source.sector_id is not None or source.pk is None:
        return []
    return list(
        PathwayPage.objects.filter(part_of=source, live=True)
        .select_related("locale", "sector")
        .order_by("path")
    )


def _gathered_by(source: PathwayPage, names: dict[UUID, Named]) -> Named | None:
    above = source.part_of
    return names.get(above.translation_key) if above is not None else None


def _rungs(data: CareerData, pathways: Sequence[PathwayPage]) -> tuple[Rung, ...]:
    texts: dict[str, PathwayStage] = {}
    if len(pathways) == 1:
        texts = {one.stage: one for one in pathways[0].stages.all()}
    rungs = []
    for rung in outline(data.career):
        stage = STAGES[rung.stage + data.career.hidden_stages]
        text = texts.get(stage)
        rungs.append(
            Rung(
                stage_class=stage_class(stage),
                name=rung.name,
                own_name=text.name if text else "",
                summary=text.summary if text else "",
                roles=tuple(_card(one, data) for one in rung.roles),
            )
        )
    return tuple(rungs)


def _card(listed: Listed, data: CareerData) -> RoleCard:
    key = listed.node.key
    return RoleCard(listed, data.pay.get(key), key in data.wanted, data.elsewhere.get(key, ()))


def _pay_sources(data: CareerData) -> tuple[PaySource, ...]:
    found: dict[tuple[str, str], PaySource] = {}
    for pay in data.pay.values():
        figure = pay.figure
        basis = str(figure.get_basis_display())
        key = (basis, pay.source)
        found.setdefault(key, PaySource(basis, pay.year, pay.source, figure.source_url))
    return tuple(found.values())


def _warning(data: CareerData) -> tuple[str, str] | None:
    """Return the note that says most: that the law asks for more now, else that pay is old."""
    noted = [pay for pay in data.pay.values() if pay.warning]
    noted.sort(key=lambda pay: not pay.is_under_floor)
    return noted[0].warning if noted else None


def _employers(pathways: Sequence[PathwayPage]) -> tuple[Organisation, ...]:
    rows = [
        row
        for pathway in pathways
        for row in pathway.employers.select_related("organisation").order_by("sort_order", "pk")
    ]
    live = {row.organisation_id: row.organisation for row in rows if row.organisation.is_live}
    return tuple(live.values())
