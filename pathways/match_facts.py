"""The rows of roles, courses and vacancies as the plain facts of matching."""

from collections import defaultdict
from collections.abc import Collection

from django.conf import settings

from catalogue.courses.enums import Level
from catalogue.courses.models import Course
from catalogue.vacancies.models import Vacancy
from pathways.matching import CourseFacts, RoleMatcher, RoleRule, VacancyFacts, Verdicts
from pathways.roles import RolePage
from pathways.verdicts import CourseRole, VacancyRole
from portal.core.structured import lines_of

LEVELS: dict[str, int] = {
    Level.PRE_ENTRY: 0,
    Level.ENTRY: 0,
    Level.ENTRY_1: 0,
    Level.ENTRY_2: 0,
    Level.ENTRY_3: 0,
    Level.LEVEL_1: 1,
    Level.LEVEL_2: 2,
    Level.LEVEL_3: 3,
    Level.LEVEL_4: 4,
    Level.LEVEL_5: 5,
    Level.LEVEL_6: 6,
    Level.LEVEL_7: 7,
}
HIGHEST = 7  # a role with its first level alone is open upwards


def load_matcher(
    *,
    course_ids: Collection[int] | None = None,
    vacancy_ids: Collection[int] | None = None,
) -> RoleMatcher:
    """Read the live roles and what editors decided, in at most four queries.

    With ids: the decisions on these alone.
    """
    return RoleMatcher(
        load_rules(),
        _verdicts(CourseRole, "course_id", course_ids),
        _verdicts(VacancyRole, "vacancy_id", vacancy_ids),
    )


def load_rules() -> list[RoleRule]:
    """Read the rules of all live roles, from the pages in the site's first language."""
    pages = RolePage.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE)
    subjects: dict[int, set[str]] = defaultdict(set)
    links = RolePage.match_subjects.through.objects.filter(rolepage__in=pages)
    for role_id, slug in links.values_list("rolepage_id", "subject__slug"):
        subjects[role_id].add(slug)
    return [rule_of(page, frozenset(subjects[page.pk])) for page in pages.order_by("slug")]


def rule_of(page: RolePage, subjects: frozenset[str]) -> RoleRule:
    """Return the rule of a page."""
    low, high = page.match_level_from, page.match_level_to
    is_open = low is None and high is None
    names = [page.title, *page.other_names, *lines_of(page.hidden_alternative_titles)]
    return RoleRule(
        id=page.pk,
        slug=page.slug,
        names=tuple(dict.fromkeys(names)),
        words=tuple(lines_of(page.match_words)),
        not_words=tuple(lines_of(page.match_not_words)),
        subjects=subjects,
        is_by_subject=page.match_by_subject,
        levels=None if is_open else (low or 0, HIGHEST if high is None else high),
    )


def course_facts(course: Course, *, subject: str, is_in_sector: bool) -> CourseFacts:
    """Return what matching needs of a course. ``subject`` is a slug, "" without one."""
    says = (course.who_this_course_is_for, course.what_you_will_learn, course.where_next)
    return CourseFacts(
        id=course.pk,
        title=course.title,
        qualification=course.qualification_title,
        says=" | ".join(filter(None, says)),
        subject=subject,
        is_in_sector=is_in_sector,
        level=LEVELS.get(course.level),
    )


def vacancy_facts(vacancy: Vacancy, *, subject: str) -> VacancyFacts:
    """Return what matching needs of a vacancy."""
    return VacancyFacts(
        id=vacancy.pk,
        title=vacancy.title,
        standard=vacancy.course_title,
        subject=subject,
    )


def verdicts_of(listing: Course | Vacancy) -> Verdicts:
    """Return what editors decided on one listing, in one query. Of a draft nobody decided yet."""
    if listing.pk is None:
        return {}
    return {listing.pk: dict(listing.role_verdicts.values_list("role_id", "verdict"))}


def _verdicts(
    model: type[CourseRole] | type[VacancyRole], key: str, ids: Collection[int] | None
) -> Verdicts:
    rows = model._default_manager.all()
    if ids is not None:
        rows = rows.filter(**{f"{key}__in": ids})
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for listing_id, role_id, verdict in rows.values_list(key, "role_id", "verdict"):
        found[listing_id][role_id] = verdict
    return found
