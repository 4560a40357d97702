"""The roles of a course or a vacancy as its page shows them, with the reason in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from catalogue.courses.models import Course
from catalogue.events.pages import EventPage
from catalogue.vacancies.models import Vacancy
from pathways.match_facts import course_facts, load_rules, vacancy_facts, verdicts_of
from pathways.matching import Reason, RoleMatch, RoleMatcher, RoleRule
from pathways.roles import RolePage
from portal.navigation.languages import active_language, foreign_tag, page_address

MOST_ROLES = 4
RULES_KEY = "pathways:role-rules"
RULES_SECONDS = 60


@dataclass(frozen=True, slots=True)
class RoleLink:
    """A role that a listing leads to: ``because`` says why, in words.

    ``language`` is the tag of a title that is not in the language of the page, else empty.
    """

    slug: str
    title: str
    url: str
    because: str
    language: str


def roles_of_course(course: Course, *, most: int = MOST_ROLES) -> list[RoleLink]:
    """Return the roles that a course leads to, the surest first, in two or three queries."""
    rules = kept_rules()
    if not rules:
        return []
    matcher = RoleMatcher(rules, course_verdicts=verdicts_of(course))
    facts = course_facts(
        course,
        subject=course.subject.slug if course.subject else "",
        is_in_sector=bool(course.subject and course.subject.sector_id),
    )
    return _links(matcher.of_course(facts)[:most])


def roles_of_vacancy(vacancy: Vacancy, *, most: int = MOST_ROLES) -> list[RoleLink]:
    """Return the roles that a vacancy is for, the surest first, in two or three queries."""
    rules = kept_rules()
    if not rules:
        return []
    matcher = RoleMatcher(rules, vacancy_verdicts=verdicts_of(vacancy))
    subject = vacancy.subject.slug if vacancy.subject else ""
    return _links(matcher.of_vacancy(vacancy_facts(vacancy, subject=subject))[:most])


def roles_of_event(event: EventPage) -> list[RoleLink]:
    """Return the roles that the events team chose for an event, in their order.

    ``event`` is the English page. One question, and a second one for titles in other languages.
    """
    chosen = event.event_roles.select_related("role")
    return _links([RoleMatch(row.role_id, row.role.slug, Reason.DECIDED) for row in chosen])


def kept_rules() -> list[RoleRule]:
    """Return the rules of all roles, read at most once a minute or after a role changed here."""
    rules: list[RoleRule] | None = cache.get(RULES_KEY)
    if rules is None:
        rules = load_rules()
        cache.set(RULES_KEY, rules, RULES_SECONDS)
    return rules


def forget_rules() -> None:
    """Read the rules again at the next question."""
    cache.delete(RULES_KEY)


def because(match: RoleMatch) -> str:
    """Return why a listing leads to a role: ``"Because the course says: healthcare support"``."""
    if match.reason == Reason.DECIDED:
        return _("Because somebody checked it")
    if match.reason == Reason.SUBJECT_AND_LEVEL:
        return _("Because of its subject and level")
    if match.reason == Reason.APPRENTICESHIP:
        return _("Because of its apprenticeship: %(words)s") % {"words": match.words}
    if match.reason == Reason.SAYS:
        return _("Because the course says: %(words)s") % {"words": match.words}
    return _("Because of its name: %(words)s") % {"words": match.words}


def _links(matches: Sequence[RoleMatch]) -> list[RoleLink]:
    if not matches:
        return []
    language = active_language()
    wanted = {match.role_id: match for match in matches}
    sources = RolePage.objects.live().filter(pk__in=wanted)
    titles: dict[object, tuple[str, str, str]] = {}
    ids = {}
    for pk, key, title, path in sources.values_list("pk", "translation_key", "title", "url_path"):
        ids[pk] = key
        titles[key] = (title, path, settings.LANGUAGE_CODE)
    if language != settings.LANGUAGE_CODE:
        translated = RolePage.objects.live().filter(
            translation_key__in=titles, locale__language_code=language
        )
        for key, title, path in translated.values_list("translation_key", "title", "url_path"):
            titles[key] = (title, path, language)
    return [
        RoleLink(
            slug=match.slug,
            title=title,
            url=page_address(path),
            because=because(match),
            language=foreign_tag(code),
        )
        for match in matches
        if match.role_id in ids
        for title, path, code in [titles[ids[match.role_id]]]
    ]
