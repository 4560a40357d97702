"""The steps that leave a role, with what each one changes."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest

from pathways.enums import ProgressionKind, Stage
from pathways.figures import PayFigure
from pathways.names import Named, named
from pathways.pay_words import PayChange, pay_change, shown_figures
from pathways.placements import placements_from_home
from pathways.roles import ProgressionLink, RolePage, RolePay
from pathways.step_words import hours_change, typical_time

UP_KINDS = (ProgressionKind.UP, ProgressionKind.SPECIALISE)


@dataclass(frozen=True, slots=True)
class StepView:
    """One step: ``StepView(Named(...), "UP", PayChange(...), time="about 1 year", ...)``.

    ``change`` is None where the figures do not compare; empty texts are not known.
    """

    role: Named
    kind: str
    change: PayChange | None
    has_pay: bool
    hours: str
    stage: str
    time: str = ""
    the_same: str = ""
    you_would_need: str = ""
    course_words: str = ""

    @property
    def is_specialism(self) -> bool:
        """Whether the step leads into a specialism."""
        return self.kind == ProgressionKind.SPECIALISE


@dataclass(frozen=True, slots=True)
class Steps:
    """What can follow a role: steps up (into a specialism too) and steps across."""

    up: tuple[StepView, ...] = ()
    across: tuple[StepView, ...] = ()


def steps_from(
    role: RolePage,
    now: Sequence[PayFigure],
    *,
    today: datetime.date,
    request: HttpRequest | None = None,
) -> Steps:
    """Return the steps that leave an English role. Steps to pages that are not live are left out.

    ``now`` are the pay figures of the role that are shown.
    """
    return steps_of([role], {role.pk: now}, today=today, request=request)[role.pk]


def steps_of(
    roles: Sequence[RolePage],
    now: Mapping[int, Sequence[PayFigure]],
    *,
    today: datetime.date,
    request: HttpRequest | None = None,
) -> dict[int, Steps]:
    """Return ``steps_from`` of several roles by their key.

    ``now`` are the figures that are shown of each. One question to the database for the steps of
    each role, and three for all of them.
    """
    links = {role.pk: _live_links(role) for role in roles}
    targets = {link.to_role_id: link.to_role for of in links.values() for link in of}
    names, ids = named(targets.values(), request), list(targets)
    pay, stages = figures_of(ids, today=today), stages_of(ids)
    found = {}
    for role in roles:
        views = [
            replace(
                step_between(
                    role,
                    link.to_role,
                    name=names[link.to_role.translation_key],
                    kind=link.kind,
                    stage=stages.get(link.to_role_id, ""),
                    now=now.get(role.pk, ()),
                    then=pay.get(link.to_role_id, []),
                ),
                time=typical_time(link.typical_months_min, link.typical_months_max),
                the_same=link.the_same,
                you_would_need=link.you_would_need,
                course_words=link.course_words,
            )
            for link in links[role.pk]
        ]
        found[role.pk] = Steps(
            tuple(view for view in views if view.kind in UP_KINDS),
            tuple(view for view in views if view.kind == ProgressionKind.ACROSS),
        )
    return found


def _live_links(role: RolePage) -> list[ProgressionLink]:
    """Return the steps of a role as the page has them: in a preview they are in no table."""
    rows = role.next_steps.select_related("to_role", "to_role__locale")
    return [link for link in rows if link.to_role.live]


def step_between(
    here: RolePage,
    there: RolePage,
    *,
    name: Named,
    kind: str,
    stage: str,
    now: Sequence[PayFigure],
    then: Sequence[PayFigure],
) -> StepView:
    """Return a step with what the roles themselves say of it: no words of an editor.

    ``now`` and ``then`` are the pay figures that are shown of either; ``stage`` is where the step
    leads, empty for none.
    """
    return StepView(
        role=name,
        kind=kind,
        change=pay_change(now, then),
        has_pay=bool(now) and bool(then),
        hours=hours_change(
            (here.minimum_hours, here.maximum_hours), (there.minimum_hours, there.maximum_hours)
        ),
        stage=stage_class(stage),
    )


def figures_of(ids: Sequence[int], *, today: datetime.date) -> dict[int, list[PayFigure]]:
    """Return the figures that may be shown of each role, by one question."""
    rows: dict[int, list[PayFigure]] = {}
    if ids:
        for row in RolePay.objects.filter(role_id__in=ids).select_related("figure"):
            rows.setdefault(row.role_id, []).append(row.figure)
    return {pk: shown_figures(figures, today=today) for pk, figures in rows.items()}


def stages_of(ids: Sequence[int]) -> dict[int, str]:
    """Return the stage of each role on the pathway where it is at home, by one question."""
    stages: dict[int, str] = {}
    if ids:
        for role, stage in (
            placements_from_home().filter(role_id__in=ids).values_list("role_id", "stage")
        ):
            stages.setdefault(role, stage)
    return stages


def stage_class(stage: str) -> str:
    """Return the class of a stage's arrow: ``"s-skilled"``; empty for none."""
    return f"s-{stage.lower()}" if stage in Stage.values else ""
