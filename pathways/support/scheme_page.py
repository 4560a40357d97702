"""What the page of a scheme shows: words of the page, structure of the English one."""

import datetime
from dataclasses import dataclass, replace

from django.utils.text import slugify
from django.utils.translation import gettext as _

from catalogue.courses import wording
from catalogue.courses.free_for_me import Fit
from pathways.support.answers import Answers
from pathways.support.eligibility import Checked, Home, Rules, area_names, check, questions
from pathways.support.enums import ProgrammeStatus, ProgrammeStepKind
from pathways.support.programmes import ProgrammeArea, ProgrammePage, ProgrammeStep
from pathways.support.schemes import (
    SchemeCard,
    length_of,
    live_schemes,
    rules_of,
    scheme_cards,
)
from pathways.support.status import CAN_JOIN, StatusTag, status_on, status_tag
from portal.core.prose import Passage, email_address, passages, phone_link, web_address
from portal.core.structured import lines_of

LEAST_ALTERNATIVES = 2  # what a closed scheme, or one that does not fit, leads to
APPRENTICESHIP = "APPRENTICESHIP"  # a course type of schemes only: its listings are vacancies


@dataclass(frozen=True, slots=True)
class Fact:
    """``Fact("cal", "Next start", "8 February 2027", "Join by 3 February 2027")``."""

    icon: str
    label: str
    answer: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """``Step("Training: 2 weeks", "Monday to Friday ...")``; ``is_ours``: our own title."""

    title: str
    text: str
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Runner:
    """Who runs the scheme in one place."""

    place: str
    run_by: str
    phone: str
    phone_link: str
    website: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """A scheme to use now, and for whom."""

    card: SchemeCard
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeView:
    """Everything that the templates of a scheme read."""

    status: ProgrammeStatus
    tag: StatusTag
    facts: tuple[Fact, ...]
    steps: tuple[Step, ...]
    what_you_get: list[str]
    need: list[str]
    helps: list[str]
    not_needed: list[str]
    eligibility: list[Passage]
    required: list[Passage]
    costs: list[Passage]
    what_happened: list[Passage]
    part_of: str
    part_of_anchor: str
    history_path: str
    is_voluntary: bool
    run_by: str
    paid_for_by: str
    contact_name: str
    phone: str
    phone_link: str
    email: str
    apply_url: str
    places_left: int | None
    places: int | None
    share_taken: int
    runners: tuple[Runner, ...]
    runner_here: Runner | None
    rules: Rules
    asked: tuple[str, ...]
    answers: Answers
    checked: Checked
    areas: str
    rules_date: str
    was: SchemeCard | None
    routes: tuple[SchemeCard, ...]
    replacements: tuple[Replacement, ...]
    last_day: str
    course_words: str
    is_apprenticeship: bool
    source_name: str
    source_url: str
    checked_on: str

    @property
    def is_closed(self) -> bool:
        """Whether it is over."""
        return self.status == ProgrammeStatus.CLOSED

    @property
    def can_join(self) -> bool:
        """Whether people can join on this day."""
        return self.status in CAN_JOIN

    @property
    def has_contact(self) -> bool:
        """Whether anybody can be asked."""
        return bool(self.contact_name or self.phone or self.email)


def scheme_view(
    page: ProgrammePage, *, today: datetime.date, answers: Answers, home: Home
) -> SchemeView:
    """Return the page of a scheme on a day, for what a visitor told. A fixed number of queries."""
    source = page.source
    areas = source.areas.select_related("parent__parent__parent")
    rules = rules_of(source, areas=areas)
    status = status_on(source.opens_date, source.closes_date, today=today)
    checked = check(rules, answers, home)
    others = _others(source, status, checked, today=today, answers=answers, home=home)
    deliveries = source.deliveries.select_related("place").order_by("sort_order", "pk")
    runners = {area.place.slug: _runner(area) for area in deliveries}
    left, places = source.places_left, source.places
    return SchemeView(
        status=status,
        tag=status_tag(source.opens_date, source.closes_date, today=today),
        facts=_facts(page, source, rules, today=today),
        steps=tuple(_step(step) for step in source.steps.all()),
        what_you_get=lines_of(page.what_you_get),
        need=lines_of(page.you_need),
        helps=lines_of(page.it_helps),
        not_needed=lines_of(page.you_do_not_need),
        eligibility=passages(page.eligibility_text),
        required=passages(page.what_becomes_required),
        costs=passages(page.support_with_costs),
        what_happened=passages(page.what_happened),
        part_of=source.part_of_plan,
        part_of_anchor=plan_anchor(source.part_of_plan),
        history_path=history_path(source.part_of_plan),
        is_voluntary=source.is_voluntary,
        run_by=page.run_by or source.run_by,
        paid_for_by=page.paid_for_by or source.paid_for_by,
        contact_name=page.contact_name or source.contact_name,
        phone=source.contact_phone,
        phone_link=phone_link(source.contact_phone),
        email=email_address(source.contact_email),
        apply_url=web_address(source.apply_url),
        places_left=left,
        places=places,
        share_taken=round(100 * (places - left) / places) if places and left is not None else 0,
        runners=tuple(runners.values()),
        runner_here=next((runners[slug] for slug in home.slugs if slug in runners), None),
        rules=rules,
        asked=questions(rules),
        answers=answers,
        checked=checked,
        areas=area_names(rules.areas),
        rules_date=wording.date(source.rules_as_of_date) if source.rules_as_of_date else "",
        was=scheme_cards([source], today=today)[0] if status == ProgrammeStatus.CLOSED else None,
        routes=others[0],
        replacements=others[1],
        last_day=wording.date(source.closes_date) if source.closes_date else "",
        course_words=source.course_words,
        is_apprenticeship=source.course_type == APPRENTICESHIP,
        source_name=source.source_name,
        source_url=web_address(source.source_url),
        checked_on=wording.date(source.checked_date) if source.checked_date else "",
    )


def plan_anchor(plan: str) -> str:
    """Return the part of the list of schemes that tells a plan's history: ``"plan-jobs-2020"``."""
    return f"plan-{slugify(plan)}" if plan else ""


def history_path(plan: str) -> str:
    """Return where a page about a plan stands if there is one: ``"news/plan-for-jobs/"``."""
    return f"news/{slugify(plan.partition('(')[0])}/" if plan else ""


def _runner(area: ProgrammeArea) -> Runner:
    return Runner(
        place=area.place.name,
        run_by=area.run_by,
        phone=area.phone,
        phone_link=phone_link(area.phone),
        website=web_address(area.website),
    )


def _facts(
    page: ProgrammePage, source: ProgrammePage, rules: Rules, *, today: datetime.date
) -> tuple[Fact, ...]:
    """Return four key facts, what is not known said in words."""
    start, join_by = source.next_intake_date, source.join_by_date
    is_to_come = start is not None and start >= today
    next_start = wording.starts(start if is_to_come else None, is_flexible=False)
    join_note = ""
    if is_to_come and join_by is not None and join_by >= today:
        join_note = _("Join by %(day)s") % {"day": wording.day_and_month(join_by)}
    where = area_names(rules.areas) if len(rules.areas) <= 4 else _("Some areas only")
    ages = wording.ages(rules.min_age, rules.max_age)
    return (
        Fact("cal", _("Next start"), next_start, join_note),
        Fact("clock", _("How long"), length_of(source.weeks) or wording.not_known()),
        Fact("pin", _("For people in"), where or _("The whole region")),
        Fact("people", _("Age"), ages or _("Any age")),
    )


def _step(step: ProgrammeStep) -> Step:
    if step.title:
        return Step(step.title, step.text, is_ours=False)
    kind = ProgrammeStepKind(step.kind)
    if kind == ProgrammeStepKind.INTERVIEW:
        return Step(_("Interview: for certain"), step.text, is_ours=True)
    if not step.weeks:
        return Step(str(kind.label), step.text, is_ours=True)
    words = {"step": kind.label, "time": wording.duration(step.weeks, "WEEKS")}
    return Step(_("%(step)s: %(time)s") % words, step.text, is_ours=True)


def _others(
    source: ProgrammePage,
    status: ProgrammeStatus,
    checked: Checked,
    *,
    today: datetime.date,
    answers: Answers,
    home: Home,
) -> tuple[tuple[SchemeCard, ...], tuple[Replacement, ...]]:
    """Return other routes for whom this does not fit, and what to use instead of a closed one."""
    is_closed = status == ProgrammeStatus.CLOSED
    if not is_closed and checked.fit != Fit.NO:
        return (), ()
    pages = live_schemes().exclude(pk=source.pk)
    told = replace(answers, earn="")  # less than the limit of this scheme: others have their own
    cards = scheme_cards(pages, today=today, answers=told, home=home)
    notes = {
        row.replaced_by.slug: row.note
        for row in source.replacements.select_related("replaced_by").order_by("sort_order", "pk")
    }
    named = sorted(
        (card for card in cards if card.slug in notes and not card.is_closed),
        key=lambda card: (not card.can_join, list(notes).index(card.slug)),
    )
    fitting = [
        card
        for card in cards
        if card.can_join and card.slug not in notes and card.checked.fit != Fit.NO
    ]
    fitting.sort(key=lambda card: card.checked.fit != Fit.YES)
    if is_closed:
        missing = max(0, LEAST_ALTERNATIVES - sum(card.can_join for card in named))
        shown = [*named, *fitting[:missing]]
        return (), tuple(Replacement(card, notes.get(card.slug, "")) for card in shown)
    return tuple(fitting[:LEAST_ALTERNATIVES]), ()
