"""What can follow the job that somebody has: up and across."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from pathways.enums import ProgressionKind, Stage
from pathways.role_choices import ListedRole, by_sector, listed, live_roles
from pathways.role_steps import StepView, figures_of, step_between, steps_from
from pathways.shared_skills import Overlap, in_one_line, nearest, overlap, skills_by_role

MOST_EACH = 3
ORDER: list[str] = list(Stage.values)


@dataclass(frozen=True, slots=True)
class Move:
    """A role that can follow, with the skills that both share and those one would learn.

    ``is_worked_out`` says that no editor drew the step: it comes from the skills alone.
    """

    step: StepView
    overlap: Overlap
    is_worked_out: bool = False

    @property
    def shared(self) -> str:
        """``"Move people safely, talk to people"``."""
        return in_one_line(self.overlap.shared)

    @property
    def learn(self) -> str:
        """``"Take blood"``."""
        return in_one_line(self.overlap.learn)


@dataclass(frozen=True, slots=True)
class JobPage:
    """``chosen`` is None until somebody chose a job that we know; ``asked`` is what they asked."""

    groups: list[tuple[str, list[ListedRole]]]
    chosen: ListedRole | None
    asked: str
    up: tuple[Move, ...] = ()
    across: tuple[Move, ...] = ()

    @property
    def is_unknown(self) -> bool:
        """Whether a job was asked for that we do not have."""
        return bool(self.asked) and self.chosen is None


def job_page(request: HttpRequest, asked: str, *, today: datetime.date) -> JobPage:
    """Return the page for the slug of a job, by a fixed number of questions."""
    roles = listed(live_roles(), request)
    groups = by_sector(roles)
    chosen = next((one for one in roles if one.slug == asked), None)
    if chosen is None:
        return JobPage(groups, None, asked[:80])
    skills = skills_by_role(one.role.pk for one in roles)
    figures = figures_of([one.role.pk for one in roles], today=today)
    mine = chosen.role
    steps = steps_from(mine, figures.get(mine.pk, []), today=today, request=request)
    by_slug = {one.slug: one for one in roles}
    taken = {mine.slug, *(step.role.slug for step in (*steps.up, *steps.across))}

    def drawn(found: Iterable[StepView]) -> list[Move]:
        return [
            Move(step, overlap(mine.pk, by_slug[step.role.slug].role.pk, skills))
            for step in found
            if step.role.slug in by_slug
        ][:MOST_EACH]

    def step_to(there: ListedRole, kind: ProgressionKind) -> StepView:
        return step_between(
            mine,
            there.role,
            name=there.name,
            kind=kind,
            stage=there.stage,
            now=figures.get(mine.pk, []),
            then=figures.get(there.role.pk, []),
        )

    def worked_out(kind: ProgressionKind, count: int) -> list[Move]:
        wanted = [
            one for one in roles if one.slug not in taken and _is_at(chosen.stage, one.stage, kind)
        ]
        by_id = {one.role.pk: one for one in wanted}
        near = nearest(mine.pk, by_id, skills)[: max(count, 0)]
        taken.update(by_id[pk].slug for pk in near)
        return [
            Move(step_to(by_id[pk], kind), overlap(mine.pk, pk, skills), is_worked_out=True)
            for pk in near
        ]

    up, across = drawn(steps.up), drawn(steps.across)
    up += worked_out(ProgressionKind.UP, MOST_EACH - len(up))
    across += worked_out(ProgressionKind.ACROSS, MOST_EACH - len(across))
    return JobPage(groups, chosen, asked, tuple(up), tuple(across))


def _is_at(here: str, there: str, kind: ProgressionKind) -> bool:
    """Whether a stage is the next one (up), or the same (across)."""
    if here not in ORDER or there not in ORDER:
        return False
    distance = ORDER.index(there) - ORDER.index(here)
    return distance == (1 if kind == ProgressionKind.UP else 0)
