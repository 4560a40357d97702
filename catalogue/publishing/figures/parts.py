"""Small pieces of figures for the dashboard: what to mend first, quality, searches that missed."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.courses.quality import QualityPart
from catalogue.providers.models import Organisation
from catalogue.publishing.figures import quality
from catalogue.publishing.figures.quality import Quality
from search.near_miss_words import looked_for, why
from search.near_misses import near_misses_of

MOST_FIXES = 3
MOST_MISSES = 3


@dataclass(frozen=True, slots=True)
class Fix:
    """``Fix("NEEDS", "11 courses have no “You need” list", count=11, points=10, url=...)``.

    ``points`` is the most that one course gains; ``gain`` what all of them gain together.
    """

    code: str
    label: str
    count: int
    points: int
    gain: int
    url: str


@dataclass(frozen=True, slots=True)
class Miss:
    """A search that would have shown a course but for one thing."""

    times: int
    looked_for: str
    why: str
    url: str


def fix_this_next(
    organisation: Organisation,
    *,
    today: datetime.date,
    found: Mapping[int, Quality] | None = None,
    most: int = MOST_FIXES,
) -> list[Fix]:
    """Return what brings most points to all live courses together.

    ``found`` are the qualities of the organisation, when the caller has them already.
    """
    if found is None:
        found = quality.qualities_of(organisation, today=today)
    fixes = [fix for code in QualityPart.values if (fix := _fix(organisation, code, found))]
    return sorted(fixes, key=lambda fix: -fix.gain)[:most]


def nearly_found(organisation: Organisation, *, most: int = MOST_MISSES) -> list[Miss]:
    """Return the most frequent searches that narrowly missed, with a link to their list."""
    url = reverse("publishing:near_misses", args=[organisation.slug])
    return [
        Miss(row.times, looked_for(row), why(row), f"{url}#miss-{row.pk}")
        for row in near_misses_of(organisation)[:most]
    ]


def _fix(organisation: Organisation, code: str, found: Mapping[int, Quality]) -> Fix | None:
    courses = quality.lacking(found, code)
    if not courses:
        return None
    places = quality.untold_places(found) if code == QualityPart.ACCESS else {}
    return Fix(
        code=code,
        label=label_of(code, len(courses), places=len(places)),
        count=len(places) or len(courses),
        points=max(found[pk].missing(code) for pk in courses),
        gain=sum(found[pk].missing(code) for pk in courses),
        url=reverse("publishing:quality_part", args=[organisation.slug, code.lower()]),
    )


def label_of(code: str, courses: int, *, places: int = 0) -> str:
    """Return what is missing, in words: ``"11 courses have no “You need” list"``."""
    if code == QualityPart.ACCESS and places:
        words = ngettext(
            "%(n)s place has too few access facts", "%(n)s places have too few access facts", places
        )
        return words % {"n": places}
    labels = {
        QualityPart.DATE: ngettext(
            "%(n)s course has no date to come", "%(n)s courses have no date to come", courses
        ),
        QualityPart.PLACE: ngettext(
            "%(n)s course has no place", "%(n)s courses have no place", courses
        ),
        QualityPart.PRICE: ngettext(
            "%(n)s course does not say what it costs",
            "%(n)s courses do not say what they cost",
            courses,
        ),
        QualityPart.LENGTH: ngettext(
            "%(n)s course does not say its hours and its length",
            "%(n)s courses do not say their hours and their length",
            courses,
        ),
        QualityPart.SUMMARY: ngettext(
            "%(n)s course has no summary in short sentences",
            "%(n)s courses have no summary in short sentences",
            courses,
        ),
        QualityPart.NEEDS: ngettext(
            "%(n)s course has no “You need” list",
            "%(n)s courses have no “You need” list",
            courses,
        ),
        QualityPart.ROLE: ngettext(
            "%(n)s course does not say which work comes next",
            "%(n)s courses do not say which work comes next",
            courses,
        ),
        QualityPart.ACCESS: ngettext(
            "%(n)s course does not say how to get in",
            "%(n)s courses do not say how to get in",
            courses,
        ),
        QualityPart.JOIN: ngettext(
            "%(n)s course does not say how to join",
            "%(n)s courses do not say how to join",
            courses,
        ),
    }
    return labels[QualityPart(code)] % {"n": courses}


def advice_of(code: str) -> str:
    """Return what to do about a part, in one or two sentences."""
    return {
        QualityPart.DATE: _("Set new dates, or say that people can start when they like."),
        QualityPart.PLACE: _("Choose a place for each date, or say that it is online."),
        QualityPart.PRICE: _("Write the whole price. Write 0 when it is free."),
        QualityPart.LENGTH: _("Say how long it takes, and the hours of a week."),
        QualityPart.SUMMARY: _("Say who it is for. Use sentences of 20 words or fewer."),
        QualityPart.NEEDS: _("Write what people need, one thing on each line."),
        QualityPart.ROLE: _("Write the names of jobs that people can do next, such as “chef”."),
        QualityPart.ACCESS: _("Answer three questions about a place or more. “No” helps too."),
        QualityPart.JOIN: _("Choose the one way that you want people to use first."),
    }[QualityPart(code)]
