"""Rows of the pages about quality and about searches that missed: each leads to its field."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from catalogue.courses.quality import MOST, QualityPart
from catalogue.publishing.desk.access import Desk
from catalogue.publishing.figures import quality
from catalogue.publishing.figures.mending import PART_OF_MISS
from search.models import NearMiss
from search.near_miss_words import advice, looked_for, why
from search.near_misses import near_misses_of


@dataclass(frozen=True, slots=True)
class LackingRow:
    """A course or a place that lacks a part. ``url``: of a place; a course opens by a press."""

    id: int
    title: str
    score: int | None
    points: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class MissRow:
    """A search that missed. ``course_id`` is None when the listing is no course of this desk."""

    id: int
    times: int
    looked_for: str
    why: str
    advice: str
    course_id: int | None
    part: str


def course_rows(found: Mapping[int, quality.Quality], code: str) -> list[LackingRow]:
    """Return the courses that lack a part of the score, those that gain most first."""
    return [
        LackingRow(pk, found[pk].title, found[pk].score, found[pk].missing(code))
        for pk in quality.lacking(found, code)
    ]


def place_rows(desk: Desk, places: Mapping[int, int]) -> list[LackingRow]:
    """Return the places by how many courses would gain: ``{7: 12}``."""
    names = dict(desk.venues().filter(pk__in=places).values_list("pk", "name"))
    slug = desk.organisation.slug
    return [
        LackingRow(
            pk,
            names[pk],
            None,
            MOST[QualityPart.ACCESS],
            reverse("publishing:venue", args=[slug, pk]) if desk.may_edit else "",
        )
        for pk in sorted(places, key=lambda pk: (-places[pk], pk))
        if pk in names
    ]


def miss_rows(desk: Desk) -> list[MissRow]:
    """Return the searches that narrowly missed, the most frequent first."""
    rows = near_misses_of(desk.organisation)
    own = set(desk.courses().filter(pk__in=_course_ids(rows)).values_list("pk", flat=True))
    return [_miss(row, own) for row in rows]


def _course_ids(rows: list[NearMiss]) -> set[int]:
    ids = (row.listing.partition(":") for row in rows)
    return {int(number) for kind, _colon, number in ids if kind == "course" and number.isdigit()}


def _miss(row: NearMiss, own: set[int]) -> MissRow:
    course_id = next(iter(_course_ids([row])), None)
    return MissRow(
        id=row.pk,
        times=row.times,
        looked_for=looked_for(row),
        why=why(row),
        advice=advice(row),
        course_id=course_id if course_id in own else None,
        part=PART_OF_MISS[row.condition],
    )
