"""What a changed role changes besides its own page: the listings that lead there.

An index knows which listings had the role, the rules which have it now; those in one of the two
alone are read again. So a new summary costs nothing, and a new word only the listings that it
brings or takes. Reading all listings again would be simpler: at 100,000 it takes a minute.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace

from django.db.models import Q, QuerySet

from catalogue.courses.models import Course
from catalogue.vacancies.models import Vacancy
from pathways.match_facts import course_facts, load_matcher, vacancy_facts
from pathways.matching import RoleMatcher
from search.engines.base import SearchEngine
from search.query import MAX_HITS, SearchQuery

CHUNK = 500
LISTED_KINDS = ("course", "apprenticeship", "job")
COURSE_FIELDS = (
    "title",
    "qualification_title",
    "who_this_course_is_for",
    "what_you_will_learn",
    "where_next",
    "level",
    "subject__slug",
    "subject__sector",
)
VACANCY_FIELDS = ("title", "course_title", "kind", "subject__slug")
Ids = dict[str, set[int]]


def listings_of_changed_roles(
    engine: SearchEngine, role_ids: Collection[int], *, today: datetime.date
) -> Ids:
    """Return the listings to read again by kind: ``{"course": {1, 2}, "job": {7}}``.

    ``role_ids`` are those of pages in the first language, also of pages that are gone. To be asked
    before the documents of the roles themselves are written: they tell the old slugs.
    """
    documents = [engine.document(f"role:{pk}") for pk in role_ids]
    slugs = {slug for one in documents if one for slug in one.references[:1]}
    matcher = load_matcher()
    rules = [rule for rule in matcher.rules if rule.id in role_ids]
    slugs |= {rule.slug for rule in rules}
    had = set(_indexed(engine, slugs, today))
    now = set(_matched(matcher, {rule.slug for rule in rules}, today)) if rules else set()
    found: Ids = defaultdict(set)
    for kind, pk, _slug in had ^ now:
        found[kind].add(pk)
    return found


def _indexed(
    engine: SearchEngine, slugs: Collection[str], today: datetime.date
) -> Iterator[tuple[str, int, str]]:
    """Give the listings that have one of the roles in an index, with the role."""
    for slug in slugs:
        query = SearchQuery(
            today=today, filters={"role": (slug,), "kind": LISTED_KINDS}, page_size=CHUNK
        )
        pages = range(1, MAX_HITS // CHUNK + 1)
        for page in pages:
            hits = engine.search(replace(query, page=page)).hits
            for hit in hits:
                yield hit.document.kind, int(hit.document.id.split(":")[1]), slug
            if len(hits) < CHUNK:
                break


def _matched(
    matcher: RoleMatcher, slugs: Collection[str], today: datetime.date
) -> Iterator[tuple[str, int, str]]:
    """Give the listings that lead to one of the roles by the present rules, with the role."""
    subjects = {one for rule in matcher.rules if rule.slug in slugs for one in rule.subjects}
    is_any = any(not rule.subjects for rule in matcher.rules if rule.slug in slugs)
    for course in _candidates(Course.objects.listed_on(today), subjects, is_any, COURSE_FIELDS):
        subject = course.subject
        facts = course_facts(
            course,
            subject=subject.slug if subject else "",
            is_in_sector=bool(subject and subject.sector_id),
        )
        for match in matcher.of_course(facts):
            if match.slug in slugs:
                yield "course", course.pk, match.slug
    for vacancy in _candidates(Vacancy.objects.live(today), subjects, is_any, VACANCY_FIELDS):
        subject = vacancy.subject
        about = vacancy_facts(vacancy, subject=subject.slug if subject else "")
        for match in matcher.of_vacancy(about):
            if match.slug in slugs:
                yield vacancy.listing_kind, vacancy.pk, match.slug


def _candidates(
    rows: QuerySet, subjects: Collection[str], is_any: bool, fields: Collection[str]
) -> Iterator:
    rows = rows.select_related("subject").only(*fields)
    if not is_any:
        general = Q(subject__isnull=True) | Q(subject__sector__isnull=True)
        rows = rows.filter(
            general | Q(subject__slug__in=subjects) | Q(role_verdicts__isnull=False)
        ).distinct()
    return rows.order_by("id").iterator(chunk_size=CHUNK)
