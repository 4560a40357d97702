"""How often people met the courses: a page, and the same numbers as a sheet."""

from typing import cast

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.publishing.desk.access import Desk, member_page
from catalogue.publishing.figures.sheet import sheet_of
from catalogue.publishing.figures.statistics_page import statistics_page
from portal.core.clock import today


@require_safe
@member_page()
def statistics(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the numbers by week and by course."""
    page = statistics_page(
        desk,
        today=today(),
        sort=request.GET.get("sort", ""),
        wanted=request.GET.get("page", ""),
        path=request.path,
    )
    context = {"desk": desk, "section": "statistics", "page": page}
    return render(request, "manage/figures/statistics.html", context)


@require_safe
@member_page()
def statistics_sheet(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Give the numbers of each course and week as a CSV file."""
    day = today()
    response = StreamingHttpResponse(
        sheet_of(desk.organisation, today=day), content_type="text/csv; charset=utf-8"
    )
    name = f"{desk.organisation.slug}-statistics-{day.isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return cast("HttpResponse", response)
