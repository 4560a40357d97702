"""Fill the catalogue with generated listings, to measure search at scale, and empty it again."""

import datetime
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet

from catalogue.courses.enums import ListingSource
from catalogue.courses.models import Course, CourseReference, CourseRun
from catalogue.courses.services import remove_runs
from catalogue.providers.models import Organisation, Venue
from catalogue.vacancies.models import Vacancy, VacancyLocation
from portal.core.models import Subject
from portal.demo.scale.composing import Writer
from portal.demo.scale.insertion import insert, next_id
from portal.demo.scale.places import Spot, spots_of_region
from portal.demo.scale.rows import Generated, Site, course_with_runs, provider, venue
from portal.demo.scale.vacancy_rows import SOURCE, GeneratedVacancy, vacancy_with_places
from portal.demo.scale.words import read_words
from portal.demo.services import load_region, remove_courses, remove_vacancies

PROVIDERS = 300
VENUES = 1000
CHUNK = 2000  # courses held in memory at once, with their runs
PREFIX = "generated-"  # of the address part, by which generated organisations are known

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Counts:
    """How many rows there were: ``Counts(courses=80_000, runs=164_100, vacancies=20_000)``."""

    courses: int
    runs: int
    vacancies: int = 0


def generate(
    *,
    courses: int,
    seed: int,
    today: datetime.date,
    vacancies: int = 0,
    progress: Progress = lambda done, total: None,
) -> Counts:
    """Write generated listings in place of earlier ones. The same seed and day give the same rows.

    Each chunk is a transaction of its own, so memory stays flat. Search is not told: a hundred
    thousand announcements take longer than ``rebuild_index``, which is to be run afterwards.
    """
    load_region(today=today)
    clear()
    source = random.Random(seed)  # noqa: S311  (repeatable on purpose)
    writer = Writer(source, read_words())
    with transaction.atomic():
        spots = spots_of_region()
        sites = _sites(writer, spots)
    subjects = dict(Subject.objects.values_list("slug", "pk"))
    rows = (
        course_with_runs(writer, number=number, sites=sites, subjects=subjects, today=today)
        for number in range(courses)
    )
    done = runs = 0
    while chunk := list(islice(rows, CHUNK)):
        runs += _write(chunk)
        done += len(chunk)
        progress(done, courses + vacancies)
    names = list(
        Organisation.objects.filter(slug__startswith=PREFIX).values_list("name", flat=True)
    )
    offers = (
        vacancy_with_places(
            writer, number=number, spots=spots, providers=names, subjects=subjects, today=today
        )
        for number in range(vacancies)
    )
    offered = 0
    while some := list(islice(offers, CHUNK)):
        _write_vacancies(some)
        offered += len(some)
        progress(done + offered, courses + vacancies)
    return Counts(courses=done, runs=runs, vacancies=offered)


def _sites(writer: Writer, spots: list[Spot]) -> list[Site]:
    """Write the providers, and venues around real places. Return where courses can be taught."""
    providers = Organisation.objects.bulk_create(
        provider(writer, number=number, prefix=PREFIX) for number in range(PROVIDERS)
    )
    owners = [writer.source.choice(providers) for _ in range(VENUES - PROVIDERS)] + providers
    venues = Venue.objects.bulk_create(
        venue(writer, number=number, owner=owner, spot=writer.source.choice(spots))
        for number, owner in enumerate(owners)
    )
    return [Site(provider_id=each.provider_id, venue_id=each.pk, town=each.town) for each in venues]


@transaction.atomic
def _write(chunk: list[Generated]) -> int:
    """Insert one chunk. Return the number of runs."""
    runs: list[CourseRun] = []
    for number, each in enumerate(chunk, start=next_id(Course)):
        each.course.pk = number
        for run in each.runs:
            run.course_id = number
            runs.append(run)
    insert([each.course for each in chunk])
    insert(runs)
    insert([CourseReference(course_id=each.course.pk, reference=each.reference) for each in chunk])
    return len(runs)


@transaction.atomic
def _write_vacancies(chunk: list[GeneratedVacancy]) -> None:
    locations: list[VacancyLocation] = []
    for number, each in enumerate(chunk, start=next_id(Vacancy)):
        each.vacancy.pk = number
        for location in each.locations:
            location.vacancy_id = number
            locations.append(location)
    insert([each.vacancy for each in chunk])
    insert(locations)


def clear(*, progress: Progress = lambda done, total: None) -> Counts:
    """Remove generated courses, vacancies, providers and venues. Return how many rows went.

    An organisation that has courses of another source stays. Search is not told, as above.
    """
    generated = Course.objects.filter(
        source=ListingSource.DEMO, is_demo=False, provider__slug__startswith=PREFIX
    )
    total = generated.count()
    courses = runs = 0
    for ids in _chunks_of_ids(generated):
        with transaction.atomic():
            run_ids = list(CourseRun.objects.filter(course__in=ids).values_list("pk", flat=True))
            remove_runs(run_ids)
            remove_courses(ids)
        courses += len(ids)
        runs += len(run_ids)
        progress(courses, total)
    vacancies = _clear_vacancies()
    organisations = Organisation.objects.filter(slug__startswith=PREFIX, is_demo=False)
    Venue.objects.filter(provider__in=organisations, runs__isnull=True).delete()
    organisations.filter(courses__isnull=True, venues__isnull=True).delete()
    return Counts(courses=courses, runs=runs, vacancies=vacancies)


def _clear_vacancies() -> int:
    removed = 0
    generated = Vacancy.objects.filter(source=SOURCE)
    while ids := list(generated.order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        with transaction.atomic():
            remove_vacancies(ids)
        removed += len(ids)
    return removed


def _chunks_of_ids(courses: QuerySet[Course]) -> Iterator[list[int]]:
    while ids := list(courses.order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        yield ids
