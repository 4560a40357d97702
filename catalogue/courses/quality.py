"""How much a course tells of what learners ask, from 0 to 100, and which part is missing.

The same number is one factor of the order of results (``search.ranking``), so that a provider who
completes a course moves it. It hides nothing: a course of 20 points is found too.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.courses.enums import AT_A_VENUE
from catalogue.courses.models import Course, CourseRun
from catalogue.providers.enums import ACCESS_ANSWERS

PLAIN_WORDS = 20  # of a sentence: what GOV.UK found that people read without effort
ENOUGH_ACCESS_ANSWERS = 3  # of eight; "no" is an answer too
_SENTENCE_ENDS = re.compile(r"[.!?](?=\s)|\n+|;\s")


class QualityPart(models.TextChoices):
    """What makes a course complete, in the order in which it is mended best."""

    DATE = "DATE", _("A date to come")
    PLACE = "PLACE", _("A place")
    PRICE = "PRICE", _("A price, or who pays")
    LENGTH = "LENGTH", _("Hours and length")
    SUMMARY = "SUMMARY", _("A plain summary")
    NEEDS = "NEEDS", _("What people need, in lists")
    ROLE = "ROLE", _("Which work it leads to")
    ACCESS = "ACCESS", _("Access of the place")
    JOIN = "JOIN", _("How to join")


# Of 100 together. Courses have no pictures here, so the points that others give for a described
# picture go to the way to join: without it all the rest is of no use.
MOST: dict[str, int] = {
    QualityPart.DATE: 20,
    QualityPart.PLACE: 15,
    QualityPart.PRICE: 10,
    QualityPart.LENGTH: 10,
    QualityPart.SUMMARY: 10,
    QualityPart.NEEDS: 10,
    QualityPart.ROLE: 10,
    QualityPart.ACCESS: 10,
    QualityPart.JOIN: 5,
}
# Parts of which one half can be told: hours or length, a text or a plain one, needs as prose.
HALVES = (QualityPart.LENGTH, QualityPart.SUMMARY, QualityPart.NEEDS)


class HasAccess(Protocol):
    """A venue, or its row of values, as far as access goes."""

    pk: Any
    step_free_entrance: str


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score: ``Part("NEEDS", points=5, most=10)``."""

    code: str
    points: int
    most: int

    @property
    def label(self) -> str:
        """What it is, in words."""
        return str(QualityPart(self.code).label)

    @property
    def missing(self) -> int:
        """How many points there are to gain."""
        return self.most - self.points


@dataclass(frozen=True, slots=True)
class QualityFacts:
    """What is told of a course: for each part how much of it, 0, 1 or 2 halves."""

    halves: tuple[tuple[str, int], ...]


def quality_facts(
    course: Course,
    *,
    open_runs: Sequence[CourseRun],
    runs: Sequence[CourseRun],
    tells_access: Callable[[int], bool],
    leads_to_role: bool,
) -> QualityFacts:
    """Read the facts of a course. Makes no query.

    ``open_runs`` are those to join today; when there are none, ``runs`` says what the next one
    will probably be like. ``tells_access`` is asked with the id of a venue.
    """
    shown = open_runs or runs
    told = {
        QualityPart.DATE: 2 * any(run.start_date or run.is_flexible_start for run in open_runs),
        QualityPart.PLACE: 2 * any(_has_place(run) for run in shown),
        QualityPart.PRICE: 2 * any(_has_price(run) for run in shown),
        QualityPart.LENGTH: any(bool(run.duration) for run in shown)
        + any(_has_hours(run) for run in shown),
        QualityPart.SUMMARY: plainness(course.who_this_course_is_for or course.what_you_will_learn),
        QualityPart.NEEDS: _needs(course),
        QualityPart.ROLE: 2 * leads_to_role,
        QualityPart.ACCESS: 2 * _is_access_told(shown, tells_access),
        QualityPart.JOIN: 2 * bool(course.how_to_join),
    }
    return QualityFacts(tuple((code.value, int(halves)) for code, halves in told.items()))


def parts_of(facts: QualityFacts) -> list[Part]:
    """Return every part of the score, full ones too."""
    return [Part(code, MOST[code] * halves // 2, MOST[code]) for code, halves in facts.halves]


def score(facts: QualityFacts) -> int:
    """Return 0 to 100."""
    return sum(MOST[code] * halves // 2 for code, halves in facts.halves)


def plainness(text: str) -> int:
    """Return 0 without a text, 1 for a text, 2 when no sentence is over 20 words."""
    if not text.strip():
        return 0
    longest = max(len(sentence.split()) for sentence in _SENTENCE_ENDS.split(text))
    return 2 if longest <= PLAIN_WORDS else 1


def answers_access(venue: HasAccess) -> bool:
    """Return whether a venue tells enough for a person who must know before they travel."""
    told = sum(getattr(venue, name) != "UNKNOWN" for name in ACCESS_ANSWERS)
    return told >= ENOUGH_ACCESS_ANSWERS


def told_venues(venues: Iterable[HasAccess]) -> Collection[int]:
    """Return the ids of the venues that tell enough of their access."""
    return {venue.pk for venue in venues if answers_access(venue)}


def _has_place(run: CourseRun) -> bool:
    return run.venue_id is not None or run.delivery_mode not in AT_A_VENUE


def _has_price(run: CourseRun) -> bool:
    return run.cost_pence is not None or bool(run.cost_description)


def _has_hours(run: CourseRun) -> bool:
    return run.hours_per_week is not None or bool(run.start_time and run.end_time)


def _needs(course: Course) -> int:
    if course.you_need or course.it_helps or course.not_needed:
        return 2
    return 1 if course.entry_requirements else 0


def _is_access_told(runs: Sequence[CourseRun], tells_access: Callable[[int], bool]) -> bool:
    """Return whether people know how to get in. Online and at work there is no door of theirs."""
    visited = [run for run in runs if run.delivery_mode in AT_A_VENUE]
    if not visited:
        return bool(runs)
    return any(run.venue_id is not None and tells_access(run.venue_id) for run in visited)
