"""Quality of an organisation's courses, what to mend, and searches that narrowly missed them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from catalogue.courses.quality import MOST, QualityPart
from catalogue.providers.enums import MemberRole
from catalogue.providers.page_links import cut_of, page_links
from catalogue.publishing.desk.access import Desk, member_page
from catalogue.publishing.editor.drafting import open_draft
from catalogue.publishing.figures import quality
from catalogue.publishing.figures.mending import PART_OF_QUALITY, PARTS
from catalogue.publishing.figures.parts import advice_of, fix_this_next, label_of
from catalogue.publishing.figures.quality_rows import course_rows, miss_rows, place_rows
from portal.core.clock import today
from search.near_misses import LOOK_BACK_DAYS

PAGE_SIZE = 50


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
    rows = place_rows(desk, places) if places else course_rows(found, code)
    cut = cut_of(len(rows), PAGE_SIZE, request.GET.get("page", ""))
    context = {
        "desk": desk,
        "section": "courses",
        "heading": label_of(code, len(quality.lacking(found, code)), places=len(places)),
        "advice": advice_of(code),
        "rows": rows[cut.start : cut.stop],
        "are_places": bool(places),
        "part": PART_OF_QUALITY[code],
        "is_by_dates": code == QualityPart.DATE,
        "links": page_links(cut.number, cut.last, lambda one: f"?page={one}"),
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
    rows = miss_rows(desk)
    context = {"desk": desk, "section": "statistics", "rows": rows, "days": LOOK_BACK_DAYS}
    return render(request, "manage/figures/near_misses.html", context)
