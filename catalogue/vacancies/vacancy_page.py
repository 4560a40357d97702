"""What the page of a vacancy shows, in words, from a vacancy that was fetched with everything."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.courses import wording as course_wording
from catalogue.courses.key_facts import Fact
from catalogue.vacancies import wording
from catalogue.vacancies.enums import VacancyKind
from catalogue.vacancies.key_facts import key_facts
from catalogue.vacancies.models import Vacancy, VacancyLocation
from catalogue.vacancies.requirements import help_lines, need_lines
from portal.core.lists import sentence, with_commas
from portal.core.prose import Passage, host_of, one_line, passages, shortened, web_address
from portal.navigation.languages import address_here

DESCRIPTION_LENGTH = 155  # about what search engines show
PLACES_BEFORE_MORE = 4
ICONS = {VacancyKind.APPRENTICESHIP: "tools", VacancyKind.JOB: "case"}


@dataclass(frozen=True, slots=True)
class Employer:
    """Who offers the work. ``name`` is empty for an employer who is not to be named."""

    name: str
    url: str = ""
    website: str = ""
    about: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Apply:
    """Where people apply. ``url`` is empty when nobody told us."""

    url: str
    host: str
    instructions: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class VacancyPage:
    """Everything the templates of a vacancy read. Built once, from fetched rows."""

    vacancy: Vacancy
    kind: str
    kind_label: str
    icon: str
    title: str
    crumbs: tuple[tuple[str, str], ...]
    description: str
    employer: Employer
    key_facts: tuple[Fact, ...]
    facts: list[tuple[str, str, bool]]
    summary: list[Passage]
    work: list[Passage]
    training: list[Passage]
    afterwards: list[Passage]
    consider: list[Passage]
    benefits: list[Passage]
    need: list[str]
    helps: list[str]
    skills: list[str]
    places: list[str]
    more_places: list[str]
    apply: Apply
    source_url: str
    source_host: str
    posted: str
    checked: str
    closing: str
    is_apprenticeship: bool

    @property
    def has_requirements(self) -> bool:
        """Whether the employer told us anything that people need."""
        return bool(self.need or self.helps or self.skills)

    @property
    def crumbs_for_machines(self) -> tuple[tuple[str, str], ...]:
        """The crumbs without the visitor's own search, the same for everybody."""
        return self.crumbs[0], kind_crumb(self.vacancy)


def vacancy_page(
    vacancy: Vacancy, *, today: datetime.date, back: tuple[str, str] | None = None
) -> VacancyPage:
    """Return the page of a vacancy on a day.

    ``back`` is the search that the visitor came from, ``("Your search results", "/search/?...")``.
    """
    places = addresses(vacancy)
    employer = employer_of(vacancy)
    source_url = web_address(vacancy.source_url)
    return VacancyPage(
        vacancy=vacancy,
        kind=vacancy.listing_kind,
        kind_label=wording.kind_label(vacancy.kind),
        icon=ICONS[VacancyKind(vacancy.kind)],
        title=one_line(vacancy.title),
        crumbs=((_("Home"), address_here("/")), back or kind_crumb(vacancy)),
        description=_description(vacancy, employer),
        employer=employer,
        key_facts=key_facts(vacancy, today=today),
        facts=_facts(vacancy),
        summary=passages(vacancy.summary),
        work=passages(vacancy.description),
        training=passages(vacancy.training_description),
        afterwards=passages(vacancy.outcome_description),
        consider=passages(vacancy.things_to_consider),
        benefits=passages(vacancy.benefits),
        need=need_lines(vacancy.qualifications),
        helps=help_lines(vacancy.qualifications),
        skills=_own_lines(vacancy.skills),
        places=places[:PLACES_BEFORE_MORE],
        more_places=places[PLACES_BEFORE_MORE:],
        apply=_apply(vacancy),
        source_url=source_url,
        source_host=host_of(source_url),
        posted=course_wording.date(vacancy.posted_date) if vacancy.posted_date else "",
        checked=course_wording.date(vacancy.checked_date) if vacancy.checked_date else "",
        closing=course_wording.long_date(vacancy.closing_date),
        is_apprenticeship=vacancy.kind == VacancyKind.APPRENTICESHIP,
    )


def employer_of(vacancy: Vacancy) -> Employer:
    """Return who offers the work; nothing at all of an employer who is not to be named."""
    if vacancy.is_employer_anonymous or not vacancy.employer_name:
        return Employer("")
    there = vacancy.employer
    return Employer(
        name=one_line(vacancy.employer_name),
        url=there.get_absolute_url() if there and there.is_live else "",
        website=web_address(vacancy.employer_website),
        about=tuple(passages(vacancy.employer_description)),
    )


def addresses(vacancy: Vacancy) -> list[str]:
    """Return the places of work, each once: ``"Ring Road, Walsall, WS1 1AA"``.

    The street would tell who an employer is, so one who is not named has a town and half a
    postcode.
    """
    is_named = bool(employer_of(vacancy).name)
    found = (_address(location, is_whole=is_named) for location in vacancy.locations.all())
    return list(dict.fromkeys(address for address in found if address))


def kind_crumb(vacancy: Vacancy) -> tuple[str, str]:
    """Return the list of its kind: ``("Jobs", "/search/?kind=job")``."""
    labels = {VacancyKind.APPRENTICESHIP: _("Apprenticeships"), VacancyKind.JOB: _("Jobs")}
    url = f"{address_here('/search/')}?kind={vacancy.listing_kind}"
    return labels[VacancyKind(vacancy.kind)], url


def _address(location: VacancyLocation, *, is_whole: bool) -> str:
    if not is_whole:
        return with_commas((location.town, location.outward_code))
    lines = (location.address_line_1, location.address_line_2, location.town, location.postcode)
    return with_commas(one_line(line) for line in lines)


def _apply(vacancy: Vacancy) -> Apply:
    url = web_address(vacancy.apply_url)
    return Apply(url, host_of(url), tuple(passages(vacancy.apply_instructions)))


def _facts(vacancy: Vacancy) -> list[tuple[str, str, bool]]:
    """Return label, words, and whether the words are the row's own (in English)."""
    unknown = course_wording.not_known()
    starts = vacancy.start_date
    facts = [(_("Starts"), course_wording.starts(starts, is_flexible=False), False)]
    if vacancy.kind == VacancyKind.APPRENTICESHIP:
        level = course_wording.level(vacancy.level) if vacancy.level else None
        length = one_line(vacancy.duration_text)
        facts += [
            (_("Length"), wording.months(vacancy.duration_months) or length or unknown, False),
            (_("Level"), _named(level.name, level.meaning) if level else unknown, False),
            (_("You train for"), one_line(vacancy.course_title) or unknown, True),
            (_("Training by"), one_line(vacancy.provider_name) or unknown, True),
        ]
    positions = str(vacancy.positions) if vacancy.positions else unknown
    facts.append((_("Positions"), positions, False))
    if vacancy.is_disability_confident:
        words = _("Disability Confident: an interview if you are disabled and meet the needs")
        facts.append((_("Equal chances"), words, False))
    return facts


def _named(name: str, meaning: str) -> str:
    return f"{name}: {course_wording.in_mid_sentence(meaning)}" if meaning else name


def _own_lines(values: Iterable[object]) -> list[str]:
    lines = (one_line(str(value)) for value in values)
    return list(dict.fromkeys(line for line in lines if line))


def _description(vacancy: Vacancy, employer: Employer) -> str:
    """Return one sentence for search engines: who, where, for what pay, until when."""
    closes = _("apply by %(day)s") % {"day": course_wording.date(vacancy.closing_date)}
    towns = dict.fromkeys(location.town for location in vacancy.locations.all() if location.town)
    facts = with_commas((employer.name, *list(towns)[:2], closes))
    text = shortened(vacancy.summary or vacancy.description, 90)
    return shortened(f"{sentence(facts)} {text}", DESCRIPTION_LENGTH)
