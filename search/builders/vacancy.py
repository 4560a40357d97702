"""Apprenticeships and jobs as documents: the one place that sees both a Vacancy and a document."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from catalogue.vacancies.enums import VacancyKind, WageType
from catalogue.vacancies.models import Vacancy, VacancyLocation
from catalogue.vacancies.requirements import need_lines
from pathways.match_facts import load_matcher, vacancy_facts
from pathways.matching import RoleMatcher
from portal.core.prose import host_of
from search.builders import codes
from search.builders.facts import ProviderFacts, SubjectFacts, load_providers, load_subjects
from search.documents import ListingDocument, PayDocument, RunDocument

CHUNK = 500  # vacancies held in memory at once
ADDRESSES = {VacancyKind.APPRENTICESHIP: "apprenticeships", VacancyKind.JOB: "jobs"}
# The funding rules of apprenticeships count 30 hours a week as full time.
FULL_TIME_HOURS = 30


@dataclass(frozen=True, slots=True)
class VacancyFacts:
    """What many vacancies share: organisations by key, those on the site by UKPRN, subjects, roles.

    A provider that is hidden has no page and cannot be chosen, so it is no value of the facet.
    """

    organisations: Mapping[int, ProviderFacts]
    by_ukprn: Mapping[str, ProviderFacts]
    subjects: Mapping[int, SubjectFacts]
    matcher: RoleMatcher


def load_facts(ids: Collection[int] | None = None) -> VacancyFacts:
    """Read the facts in five queries, however many vacancies follow."""
    organisations = load_providers()
    return VacancyFacts(
        organisations=organisations,
        by_ukprn={one.ukprn: one for one in organisations.values() if one.ukprn and one.is_live},
        subjects=load_subjects(),
        matcher=load_matcher(course_ids=(), vacancy_ids=ids),
    )


def of_kind(kind: VacancyKind) -> tuple[partial, partial]:
    """Return ``documents`` and ``expected_ids`` of one kind, for the registry."""
    return partial(documents, kind=kind), partial(expected_ids, kind=kind)


def documents(
    *, kind: VacancyKind, today: datetime.date, ids: Collection[int] | None = None
) -> Iterator[ListingDocument]:
    """Give a document for each vacancy to list, in order of id, in memory that does not grow."""
    facts = load_facts(ids)
    vacancies = Vacancy.objects.live(today).filter(kind=kind).order_by("id")
    if ids is not None:
        vacancies = vacancies.filter(id__in=ids)
    rows = vacancies.iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        locations = _load_locations(chunk)
        for row in chunk:
            yield build_document(row, locations=locations[row.pk], facts=facts)


def document_of(vacancy_id: int, *, today: datetime.date) -> ListingDocument | None:
    """Return the document of one vacancy of either kind, None when it is not to be listed."""
    row = Vacancy.objects.live(today).filter(pk=vacancy_id).first()
    if row is None:
        return None
    locations = _load_locations([row])
    return build_document(row, locations=locations[row.pk], facts=load_facts([row.pk]))


def expected_ids(*, kind: VacancyKind, today: datetime.date) -> set[str]:
    """Return the ids that must be listed: ``{"job:12", ...}``."""
    ids = Vacancy.objects.live(today).filter(kind=kind).values_list("id", flat=True)
    return {f"{kind.lower()}:{pk}" for pk in ids}


def _load_locations(chunk: Sequence[Vacancy]) -> dict[int, list[VacancyLocation]]:
    """Read the places of a chunk in one query."""
    found: dict[int, list[VacancyLocation]] = defaultdict(list)
    rows = VacancyLocation.objects.filter(vacancy__in=[row.pk for row in chunk])
    for location in rows.select_related("council", "town_place").order_by("id"):
        found[location.vacancy_id].append(location)
    return found


def build_document(
    row: Vacancy, *, locations: Sequence[VacancyLocation], facts: VacancyFacts
) -> ListingDocument:
    """Make the document of one vacancy. What is not told stays empty, and a facet without it."""
    subject = facts.subjects.get(row.subject_id) if row.subject_id else None
    provider = facts.by_ukprn.get(row.ukprn) if row.ukprn else None
    runs = tuple(_run(row, location) for location in locations) or (_run(row, None),)
    about = vacancy_facts(row, subject=subject.slug if subject else "")
    return ListingDocument(
        id=f"{row.listing_kind}:{row.pk}",
        kind=row.listing_kind,
        title=row.title,
        alternative_titles=tuple(filter(None, [row.course_title])),
        references=(row.reference,),
        subject_text=_subject_text(row, subject),
        provider_text=_provider_text(row, locations, facts),
        description="\n".join(filter(None, [row.summary, row.description, *_skills(row)])),
        url=f"/{ADDRESSES[VacancyKind(row.kind)]}/{row.slug}/",
        provider_name=row.provider_name,
        provider_slug=provider.slug if provider else "",
        ukprn=row.ukprn,
        employer_name="" if row.is_employer_anonymous else row.employer_name,
        pay=_pay(row),
        working_week=row.working_week,
        positions=row.positions,
        source=row.source,
        source_host=host_of(row.source_url or row.apply_url),
        closing_date=row.closing_date,
        sectors=(subject.sector_slug,) if subject and subject.sector_slug else (),
        subject=subject.slug if subject else "",
        roles=tuple(sorted(match.slug for match in facts.matcher.of_vacancy(about))),
        level=codes.LEVELS.get(row.level, ""),
        you_need=" · ".join((need_lines(row.qualifications) or _skills(row))[:2]),
        checked_date=row.checked_date,
        completeness=_completeness(row, locations),
        visible_until=row.closing_date,
        runs=runs,
    )


def _run(row: Vacancy, location: VacancyLocation | None) -> RunDocument:
    """Make the run of one place. It is open until the vacancy closes, whenever work starts."""
    hours = float(row.hours_per_week) if row.hours_per_week is not None else None
    is_apprenticeship = row.kind == VacancyKind.APPRENTICESHIP
    months = float(row.duration_months) if is_apprenticeship and row.duration_months else None
    unit = "MONTHS" if months else ""
    study = "" if hours is None else "full-time" if hours >= FULL_TIME_HOURS else "part-time"
    where = {} if location is None else _where(location)
    return RunDocument(
        run_id=location.pk if location else row.pk,
        study=study,
        start_date=row.start_date,
        enrol_by_date=row.closing_date,
        is_open_until_closing=True,
        duration=months,
        duration_unit=unit,
        length=codes.length(months, unit),
        hours_per_week=hours,
        is_national=row.is_national,
        **where,
    )


def _where(location: VacancyLocation) -> dict:
    areas = [place.slug for place in (location.town_place, location.council) if place]
    has_point = location.latitude is not None and location.longitude is not None
    return {
        # Only a place with a point has a token: "w12" is looked up by its distance.
        "location_id": location.pk if has_point else None,
        "town": location.town,
        "postcode_outward": location.outward_code,
        "latitude": location.latitude,
        "longitude": location.longitude,
        "is_location_approximate": location.is_location_approximate,
        "area_slugs": tuple(dict.fromkeys(areas)),
    }


def _pay(row: Vacancy) -> PayDocument:
    return PayDocument(
        wage_type=row.wage_type,
        text=row.wage_text,
        low_pence=row.wage_low_pence,
        high_pence=row.wage_high_pence,
        unit=row.wage_unit,
    )


def _subject_text(row: Vacancy, subject: SubjectFacts | None) -> str:
    """Words by which people ask for a subject.

    Not the kind itself: "apprentice" in the words becomes the kind when they are understood, and
    a listing that had it here would match any other word's partner.
    """
    names = [subject.name, subject.sector_name] if subject else []
    return " ".join(filter(None, [*names, row.route, codes.LEVEL_WORDS.get(row.level, "")]))


def _provider_text(row: Vacancy, locations: Sequence[VacancyLocation], facts: VacancyFacts) -> str:
    """Names of who trains, who employs (unless that is not to be told) and of the towns."""
    names = [row.provider_name]
    if not row.is_employer_anonymous:
        employer = facts.organisations.get(row.employer_id) if row.employer_id else None
        names += [row.employer_name, employer.names if employer else ""]
    towns = [location.town for location in locations]
    return " ".join(dict.fromkeys(filter(None, [*names, *towns])))


def _skills(row: Vacancy) -> list[str]:
    return [str(skill) for skill in row.skills]


def _completeness(row: Vacancy, locations: Sequence[VacancyLocation]) -> float:
    """Return how much of what a visitor wants to know is told, from 0 to 1."""
    is_paid_in_words = row.wage_type not in (WageType.NOT_TOLD, WageType.COMPETITIVE)
    points = {
        25: is_paid_in_words,
        20: bool(locations) or row.is_national,
        15: bool(row.hours_per_week or row.working_week),
        12: bool(row.description),
        10: not row.is_employer_anonymous and bool(row.employer_name),
        9: bool(row.skills or row.qualifications),
        6: bool(row.start_date),
        3: bool(row.apply_url),
    }
    return sum(weight for weight, known in points.items() if known) / sum(points)
