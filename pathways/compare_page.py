"""Up to three roles side by side, with their differences in words."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from pathways.enums import CheckKind
from pathways.figures import PayFigure
from pathways.hand_off import HEALTH
from pathways.names import translations
from pathways.pay_words import PayWords, pay_change, pay_words
from pathways.role_choices import ListedRole, by_sector, listed, live_roles
from pathways.role_facts import setting_words
from pathways.role_steps import StepView, figures_of, steps_of
from pathways.roles import RoleCheck, RolePage, Skill
from pathways.shared_skills import Skills, in_one_line, skills_by_role
from pathways.step_words import hours_words
from portal.core.lists import with_commas
from portal.core.pay_floors import floors_on
from portal.core.prose import printable
from portal.core.structured import lines_of

MOST = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """An answer: its text (one thing a line), a tag with what is different, and the tag's colour.

    ``language`` is the tag of an editor's words in another language than the page's.
    """

    text: str
    tag: str = ""
    colour: str = "grey"
    language: str = ""

    @property
    def lines(self) -> list[str]:
        """What stands in a list, when there is more than one thing."""
        return self.text.split("\n")


@dataclass(frozen=True, slots=True)
class Row:
    """A question and the answer of each role."""

    question: str
    cells: tuple[Cell, ...]

    @property
    def is_same(self) -> bool:
        """Whether every role has the same answer."""
        return len(self.cells) > 1 and len({cell.text for cell in self.cells}) == 1


@dataclass(frozen=True, slots=True)
class Column:
    """A role of the table, and the address of the table without it."""

    role: ListedRole
    without: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """``notes`` say where figures come from and why no difference in pounds is shown.

    ``shared`` names the skills that all of them use, ``map_url`` the map that all of them are on.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    shared: str
    map_url: str
    groups: list[tuple[str, list[ListedRole]]]
    unknown: tuple[str, ...]

    @property
    def has_room(self) -> bool:
        """Whether another role fits."""
        return len(self.columns) < MOST

    @property
    def slugs(self) -> list[str]:
        """The roles of the table, by their slugs."""
        return [column.role.slug for column in self.columns]


def compare_page(
    request: HttpRequest, asked: Sequence[str], *, today: datetime.date
) -> ComparePage:
    """Return the roles that were asked for, each once and three at most, side by side."""
    roles = listed(live_roles(), request)
    known = {one.slug: one for one in roles}
    wanted = [slug for slug in dict.fromkeys(asked) if slug]
    chosen = [known[slug] for slug in wanted if slug in known][:MOST]
    unknown = tuple(printable(slug[:60]) for slug in wanted if slug not in known)[:MOST]
    ids = [one.role.pk for one in chosen]
    figures = figures_of(ids, today=today)
    pay = [_first_pay(figures.get(pk, []), today=today) for pk in ids]
    columns = tuple(Column(one, _without(one, chosen, request)) for one in chosen)
    skills = skills_by_role(ids) if ids else {}
    return ComparePage(
        columns=columns,
        rows=_rows(chosen, pay, figures, skills, today=today) if chosen else (),
        notes=tuple(_notes(chosen, pay)),
        shared=in_one_line([s.label for s in shared_by_all([skills.get(pk, ()) for pk in ids])]),
        map_url=_map_url(chosen),
        groups=by_sector(roles),
        unknown=unknown,
    )


def _rows(
    chosen: Sequence[ListedRole],
    pay: Sequence[PayWords | None],
    figures: dict[int, list[PayFigure]],
    skills: Skills,
    *,
    today: datetime.date,
) -> tuple[Row, ...]:
    checks = _checks([one.role.pk for one in chosen])
    shared = shared_by_all([skills.get(one.role.pk, ()) for one in chosen])
    steps = steps_of([one.role for one in chosen], figures, today=today)
    translated = translations(one.role for one in chosen)

    def row(question: str, answer: Callable[[ListedRole], str]) -> Row:
        return Row(question, tuple(Cell(answer(one) or _("Not known")) for one in chosen))

    def in_words(question: str, words: Callable[[RolePage], str]) -> Row:
        """Return what the editor wrote: in the visitor's language where it is translated."""
        return Row(question, tuple(_in_words(one, translated, words) for one in chosen))

    return (
        Row(_("Pay to start"), tuple(_pay_cells(pay))),
        row(_("Hours"), lambda one: hours_words(one.role.minimum_hours, one.role.maximum_hours)),
        in_words(_("Days and shifts"), lambda role: role.working_pattern),
        in_words(_("To start"), lambda role: "\n".join(lines_of(role.you_need)[:2])),
        row(_("Checks"), lambda one: "\n".join(checks.get(one.role.pk, ()))),
        row(_("Works"), _setting),
        in_words(_("Where you work"), lambda role: role.working_environment),
        row(_("Skills of its own"), lambda one: _own_skills(one, skills, shared)),
        row(_("Next step up"), lambda one: _next_step(steps[one.role.pk].up)),
    )


def _in_words(
    one: ListedRole, translated: Mapping[UUID, RolePage], words: Callable[[RolePage], str]
) -> Cell:
    text = words(translated.get(one.role.translation_key, one.role))
    language = one.name.language if text else ""
    return Cell(text or _("Not known"), language=language)


def _setting(one: ListedRole) -> str:
    in_health = one.sector_slug == HEALTH
    return setting_words(one.role.setting, in_health=in_health, has_term=False)


def _checks(ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    labels = dict(CheckKind.choices)
    for check in RoleCheck.objects.filter(role_id__in=ids).order_by("sort_order", "pk"):
        found.setdefault(check.role_id, []).append(str(labels.get(check.kind, "")))
    return found


def _next_step(steps: Iterable[StepView]) -> str:
    first = next(iter(steps), None)
    return with_commas((first.role.title, first.time)) if first else _("We know no step up yet")


def _first_pay(figures: Sequence[PayFigure], *, today: datetime.date) -> PayWords | None:
    if not figures:
        return None
    return pay_words(figures[0], today=today, floors=floors_on(today))


def _pay_cells(pay: Sequence[PayWords | None]) -> Iterable[Cell]:
    highest = _highest(pay)
    for position, one in enumerate(pay):
        if one is None:
            yield Cell(_("Not known"))
        elif position == highest:
            yield Cell(one.amount, _("Highest pay here"), "green")
        else:
            yield Cell(one.amount, with_commas((one.basis, one.year)))


def _highest(pay: Sequence[PayWords | None]) -> int | None:
    """Return the position of the role that starts highest, when all figures compare."""
    known = [one for one in pay if one is not None]
    if len(known) < 2 or len(known) != len(pay) or not _compare(known):
        return None
    best = [
        position
        for position, one in enumerate(known)
        if all(
            other is one
            or ((change := pay_change([other.figure], [one.figure])) and change.low_pence > 0)
            for other in known
        )
    ]
    return best[0] if best else None


def _compare(pay: Sequence[PayWords]) -> bool:
    return all(pay_change([pay[0].figure], [one.figure]) is not None for one in pay[1:])


def _notes(chosen: Sequence[ListedRole], pay: Sequence[PayWords | None]) -> Iterable[str]:
    """Give each source once, with the roles that it is of."""
    known = [one for one in pay if one is not None]
    roles_of: dict[str, list[str]] = {}
    for role, one in zip(chosen, pay, strict=True):
        if one is not None:
            text = _("%(explained)s Source: %(source)s.") % {
                "explained": one.explained,
                "source": one.source,
            }
            roles_of.setdefault(text, []).append(role.name.title)
    for text, titles in roles_of.items():
        yield _("%(roles)s: %(text)s") % {"roles": with_commas(titles), "text": text}
    if len(known) > 1 and not _compare(known):
        yield _(
            "The pay figures are not of the same year and kind, so we do not say which is highest."
        )


def _own_skills(one: ListedRole, skills: Skills, shared: Sequence[Skill]) -> str:
    kept = {skill.pk for skill in shared}
    return "\n".join(s.label for s in skills.get(one.role.pk, ()) if s.pk not in kept)


def shared_by_all(lists: Sequence[Sequence[Skill]]) -> list[Skill]:
    """Return the skills that are in every list, of two lists or more."""
    if len(lists) < 2:
        return []
    others = [{skill.pk for skill in one} for one in lists[1:]]
    return [skill for skill in lists[0] if all(skill.pk in one for one in others)]


def _map_url(chosen: Sequence[ListedRole]) -> str:
    urls = {one.pathway_url for one in chosen}
    return (
        f"{chosen[0].pathway_url}?from={chosen[0].slug}"
        if len(urls) == 1 and "" not in urls
        else ""
    )


def _without(one: ListedRole, chosen: Iterable[ListedRole], request: HttpRequest) -> str:
    kept = [("role", other.slug) for other in chosen if other is not one]
    near = [("near", value) for value in request.GET.getlist("near")[-1:] if value]
    return "?" + urlencode([*kept, *near])
