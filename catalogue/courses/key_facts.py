"""The four facts at the top of a course page: when, where, for how much, at which level."""

import datetime
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.courses import wording
from catalogue.courses.costs import cost_in_short, free_words, funding_help
from catalogue.courses.models import Course, CourseRun
from catalogue.courses.runs import distinct, length_of, place_of, start_in_short, times_of
from catalogue.providers.venue_cards import access_in_short
from portal.core.prose import dotted


@dataclass(frozen=True, slots=True)
class Fact:
    """A key fact. ``Fact("pin", "Where", "Walsall campus", "Step-free.")``."""

    icon: str
    label: str
    answer: str | SafeString
    note: str | SafeString = ""


def key_facts(
    course: Course, runs: tuple[CourseRun, ...], *, today: datetime.date, asked: str = ""
) -> tuple[Fact, ...]:
    """Return the facts in their fixed order. ``runs`` are those the page shows, soonest first.

    ``asked`` is the number of the run that a search found: who looked for evenings reads of the
    evening first. What is no number of these runs changes nothing.
    """
    label = _("Next start")
    if found := [run for run in runs[1:] if str(run.pk) == asked]:
        label = _("Starts")
        runs = (*found, *(run for run in runs if run not in found))
    first = runs[0] if runs else None
    return (
        Fact("cal", label, *_next_start(runs, today=today)),
        Fact("pin", _("Where"), *_where(first, runs)),
        Fact("coin", _("Cost"), *_cost(runs, today=today)),
        Fact("steps", _("Level"), *_level(course)),
    )


def _next_start(runs: tuple[CourseRun, ...], *, today: datetime.date) -> tuple[str, str]:
    if not runs:
        return wording.not_known(), _("Ask the provider.")
    first = runs[0]
    parts = [part for part in (times_of(first), length_of(first)) if part != wording.not_known()]
    more = len(runs) - 1
    if more:
        parts.append(
            ngettext("%(count)d more date", "%(count)d more dates", more) % {"count": more}
        )
    return capfirst(start_in_short(first, today=today)), dotted(parts)


def _where(first: CourseRun | None, runs: tuple[CourseRun, ...]) -> tuple[str | SafeString, str]:
    if first is None:
        return wording.not_known(), ""
    place, is_data = place_of(first)
    notes = [access_in_short(first.venue)] if is_data and first.venue else []
    more = len(dict.fromkeys(place_of(run) for run in runs)) - 1
    if more:
        notes.append(
            ngettext("%(count)d more place", "%(count)d more places", more) % {"count": more}
        )
    if is_data and first.venue and first.venue.town not in place:
        notes.insert(0, first.venue.town)
    shown = format_html('<bdi lang="en-GB">{}</bdi>', place) if is_data else place
    return shown, dotted(notes)


def _cost(
    runs: tuple[CourseRun, ...], *, today: datetime.date
) -> tuple[str | SafeString, str | SafeString]:
    answer: str | SafeString = cost_in_short(runs)
    if all_free_words := free_words(runs):
        return format_html('<bdi lang="en-GB">{}</bdi>', all_free_words), ""
    if funding_help(runs, today=today):
        return answer, format_html(
            '<a href="#cost">{}</a>', _("It may be free or cost less for you")
        )
    notes = distinct(run.cost_description.strip() for run in runs)
    if len(notes) == 1:
        return answer, format_html('<bdi lang="en-GB">{}</bdi>', notes[0])
    if notes:
        return answer, format_html('<a href="#cost">{}</a>', _("See all costs"))
    return answer, ""


def _level(course: Course) -> tuple[str, str]:
    if course.level:
        words = wording.level(course.level)
        return words.name, words.meaning
    if course.esol_levels:
        return wording.levels(course.esol_levels), _("Levels of English")
    return wording.not_known(), _("The provider has not told us.")
