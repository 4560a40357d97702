"""Courses as documents: the one place that sees both a Course row and a ListingDocument."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from catalogue.courses.enums import EsolKind
from catalogue.courses.models import Course, CourseReference, CourseRun
from catalogue.courses.quality import quality_facts, score
from pathways.match_facts import course_facts, load_matcher
from pathways.matching import RoleMatcher
from search.builders import codes
from search.builders.facts import Facts, VenueFacts, load_facts
from search.documents import ListingDocument, RunDocument

CHUNK = 500  # courses held in memory at once


def documents(
    *, today: datetime.date, ids: Collection[int] | None = None
) -> Iterator[ListingDocument]:
    """Give a document for each course to list, in order of id, in memory that does not grow."""
    facts = load_facts()
    matcher = load_matcher(course_ids=ids, vacancy_ids=())
    courses = Course.objects.listed_on(today).order_by("id")
    if ids is not None:
        courses = courses.filter(id__in=ids)
    rows = courses.iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        parts = _load_parts(chunk, today=today)
        for row in chunk:
            yield build_document(row, parts=parts, facts=facts, matcher=matcher)


@dataclass(frozen=True, slots=True)
class Parts:
    """What belongs to some courses, by their id. Sectors are (slug, name)."""

    runs: dict[int, list[CourseRun]]
    references: dict[int, list[str]]
    sectors: dict[int, list[tuple[str, str]]]


def _load_parts(courses: Sequence[Course], *, today: datetime.date) -> Parts:
    """Read the parts of a chunk in three queries.

    Django's prefetch makes a queryset for each course and relation, which took half of the
    time of a rebuild.
    """
    ids = [row.pk for row in courses]
    parts = Parts(defaultdict(list), defaultdict(list), defaultdict(list))
    for run in CourseRun.objects.open_on(today).filter(course__in=ids).order_by("start_date", "id"):
        parts.runs[run.course_id].append(run)
    references = CourseReference.objects.filter(course__in=ids).order_by("id")
    for course_id, reference in references.values_list("course_id", "reference"):
        parts.references[course_id].append(reference)
    sectors = Course.sectors.through.objects.filter(course__in=ids).order_by("id")
    for course_id, slug, name in sectors.values_list("course_id", "sector__slug", "sector__name"):
        parts.sectors[course_id].append((slug, name))
    return parts


def expected_ids(*, today: datetime.date) -> set[str]:
    """Return the ids that must be listed: ``{"course:12", ...}``."""
    return {f"course:{pk}" for pk in Course.objects.listed_on(today).values_list("id", flat=True)}


def build_document(
    row: Course, *, parts: Parts, facts: Facts, matcher: RoleMatcher
) -> ListingDocument:
    """Make the document of one course."""
    provider = facts.providers[row.provider_id]
    subject = facts.subjects.get(row.subject_id) if row.subject_id else None
    sectors = dict(parts.sectors[row.pk])
    if subject and subject.sector_slug:
        sectors[subject.sector_slug] = subject.sector_name
    runs = tuple(_run(run, facts=facts) for run in parts.runs[row.pk])
    level = codes.LEVELS.get(row.level, "")
    matches = matcher.of_course(
        course_facts(
            row,
            subject=subject.slug if subject else "",
            is_in_sector=bool(subject and subject.sector_slug),
        )
    )
    return ListingDocument(
        id=f"course:{row.pk}",
        kind="course",
        title=row.title,
        alternative_titles=tuple(filter(None, [row.qualification_title])),
        references=tuple(parts.references[row.pk]),
        subject_text=_subject_text(row, subject.name if subject else "", list(sectors.values())),
        provider_text=_provider_text(provider.names, runs),
        description=_description(row),
        url=f"/courses/{row.slug}/",
        provider_name=provider.name,
        provider_slug=provider.slug,
        ukprn=provider.ukprn,
        sectors=tuple(sorted(sectors)),
        subject=subject.slug if subject else "",
        roles=tuple(sorted(match.slug for match in matches)),
        level=level,
        esol=tuple(
            codes.ESOL_LEVELS[value] for value in row.esol_levels if value in codes.ESOL_LEVELS
        )
        or (("any",) if row.esol != EsolKind.NO else ()),
        course_type=row.course_type,
        needs=tuple(sorted(codes.NEEDS[value] for value in row.needs if value in codes.NEEDS)),
        age=codes.age_bands(row.age_min, row.age_max),
        you_need=_first_line(row.you_need) or _first_line(row.entry_requirements),
        checked_date=row.checked_date,
        completeness=_quality(row, parts.runs[row.pk], facts, leads_to_role=bool(matches)) / 100,
        runs=runs,
    )


def _quality(
    row: Course, open_runs: Sequence[CourseRun], facts: Facts, *, leads_to_role: bool
) -> int:
    """Return the score that providers see, from 0 to 100."""

    def tells_access(venue_id: int) -> bool:
        return venue_id in facts.venues and facts.venues[venue_id].tells_access

    return score(
        quality_facts(
            row,
            open_runs=open_runs,
            runs=open_runs,
            tells_access=tells_access,
            leads_to_role=leads_to_role,
        )
    )


def _run(run: CourseRun, *, facts: Facts) -> RunDocument:
    venue = facts.venues.get(run.venue_id) if run.venue_id else None
    return RunDocument(
        run_id=run.pk,
        when=codes.when(run),
        how=codes.DELIVERY_MODES[run.delivery_mode],
        study=codes.STUDY_MODES.get(run.study_mode, ""),
        cost=codes.cost(run),
        cost_pence=run.cost_pence,
        cost_description=run.cost_description,
        start_date=run.start_date,
        is_flexible_start=run.is_flexible_start,
        enrol_by_date=run.enrol_by_date,
        duration=run.duration,
        duration_unit=run.duration_unit,
        length=codes.length(run.duration, run.duration_unit),
        days=tuple(run.days_of_week),
        start_time=run.start_time,
        end_time=run.end_time,
        hours_per_week=float(run.hours_per_week) if run.hours_per_week is not None else None,
        is_national=run.is_national,
        sub_regions=tuple(run.sub_regions),
        places_left=run.places_left,
        waiting_weeks=run.waiting_weeks,
        status=run.status,
        **_where(run, venue, facts),
    )


def _where(run: CourseRun, venue: VenueFacts | None, facts: Facts) -> dict:
    if venue is None:
        return {"area_slugs": facts.council_slugs(run.sub_regions)}
    return {
        "venue_id": venue.id,
        "venue_name": venue.name,
        "venue_type": venue.venue_type,
        "town": venue.town,
        "postcode_outward": venue.outward_code,
        "latitude": venue.latitude,
        "longitude": venue.longitude,
        "is_location_approximate": venue.is_location_approximate,
        "area_slugs": venue.area_slugs,
    }


def _subject_text(row: Course, subject_name: str, sector_names: list[str]) -> str:
    """Words by which people ask for a subject, though the title may not hold them."""
    parts = [subject_name, *sector_names, codes.LEVEL_WORDS.get(row.level, ""), row.awarding_body]
    if row.esol != EsolKind.NO:
        parts.append("ESOL English for speakers of other languages English classes")
    parts.append(codes.COURSE_TYPE_WORDS.get(row.course_type, ""))
    return " ".join(filter(None, parts))


def _provider_text(names: str, runs: tuple[RunDocument, ...]) -> str:
    places = dict.fromkeys(text for run in runs for text in (run.venue_name, run.town) if text)
    return " ".join([names, *places])


def _description(row: Course) -> str:
    return "\n".join(
        filter(
            None,
            [
                row.who_this_course_is_for,
                row.what_you_will_learn,
                row.how_you_will_learn,
                row.where_next,
            ],
        )
    )


def _first_line(text: str) -> str:
    """Return the first line that says something, without its bullet."""
    return next((line.strip(" -•\t") for line in text.splitlines() if line.strip(" -•\t")), "")
