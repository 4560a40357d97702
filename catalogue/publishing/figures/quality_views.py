"""Quality of an organisation's courses, what to mend, and searches that narrowly missed them."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from catalogue.courses.quality import MOST, QualityPart
from catalogue.providers.enums import MemberRole
from catalogue.publishing.desk.access import Desk, member_page
from catalogue.publishing.editor.drafting import open_draft
from catalogue.publishing.figures import quality
from catalogue.publishing.figures.mending import PART_OF_MISS, PART_OF_QUALITY, PARTS
from catalogue.publishing.figures.parts import advice_of, fix_this_next, label_of
from catalogue.publishing.figures.statistics_views import page_number
from portal.core.clock import today
from search.models import NearMiss
from search.near_miss_words import advice, looked_for, why
from search.near_misses import LOOK_BACK_DAYS, near_misses_of
from search.pagination import pages

PAGE_SIZE = 50


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


@require_safe
@member_page()
def overview(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the mean score and every part that could be better."""
    found = quality.qualities_of(desk.organisation, today=today())
    fixes = fix_this_next(desk.organisation, today=today(), found=found, most=len(MOST))
    context = {
        "desk": desk,
        "section": "courses",
        "mean": quality.mean_score(found),
        "courses": len(found),
        "fixes": [(fix, advice_of(fix.code)) for fix in fixes],
    }
    return render(request, "manage/figures/quality.html", context)


@require_safe
@member_page()
def part(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """List the courses (or places) that lack a part of the score, each a press from its field."""
    code = code.upper()
    if code not in QualityPart.values:
        raise Http404
    found = quality.qualities_of(desk.organisation, today=today())
    places = quality.untold_places(found) if code == QualityPart.ACCESS else {}
    rows = _places(desk, places) if places else _courses(found, code)
    last = max(1, -(-len(rows) // PAGE_SIZE))
    number = min(max(page_number(request), 1), last)
    context = {
        "desk": desk,
        "section": "courses",
        "heading": label_of(code, len(quality.lacking(found, code)), places=len(places)),
        "advice": advice_of(code),
        "rows": rows[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        "are_places": bool(places),
        "part": PART_OF_QUALITY[code],
        "is_by_dates": code == QualityPart.DATE,
        "pages": pages(number, last, lambda one: f"{request.path}?page={one}"),
    }
    return render(request, "manage/figures/quality_part.html", context)


@require_POST
@member_page(MemberRole.EDITOR)
def mend(request: HttpRequest, desk: Desk, course: int, part: str) -> HttpResponse:
    """Open the draft of a course at one of its parts: one press from a list to the field."""
    if part not in PARTS:
        raise Http404
    found = get_object_or_404(desk.courses(), pk=course)
    draft = open_draft(found, actor=desk.user)
    return redirect("publishing:draft_part", desk.organisation.slug, draft.pk, part)


@require_safe
@member_page()
def near_misses(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the searches that one change would have shown a course in."""
    rows = near_misses_of(desk.organisation)
    own = set(desk.courses().filter(pk__in=_course_ids(rows)).values_list("pk", flat=True))
    context = {
        "desk": desk,
        "section": "statistics",
        "rows": [_miss(row, own) for row in rows],
        "days": LOOK_BACK_DAYS,
    }
    return render(request, "manage/figures/near_misses.html", context)


def _courses(found: dict[int, quality.Quality], code: str) -> list[LackingRow]:
    return [
        LackingRow(pk, found[pk].title, found[pk].score, found[pk].missing(code))
        for pk in quality.lacking(found, code)
    ]


def _places(desk: Desk, places: dict[int, int]) -> list[LackingRow]:
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
