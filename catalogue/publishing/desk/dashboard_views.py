"""The start page of an organisation, and the list of its courses."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalogue.publishing.desk.access import Desk, member_page
from catalogue.publishing.desk.courses_page import courses_page
from catalogue.publishing.desk.dashboard import dashboard_of
from portal.core.clock import now, today


@require_safe
@member_page()
def dashboard(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what to do first, the courses, and how they do."""
    page = dashboard_of(desk, now=now(), today=today())
    context = {"desk": desk, "section": "home", "page": page}
    return render(request, "manage/desk/dashboard.html", context)


@require_safe
@member_page()
def courses(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List all courses and drafts."""
    page = courses_page(desk, request.GET, base=request.path, today=today())
    context = {"desk": desk, "section": "courses", "page": page}
    return render(request, "manage/courses/list.html", context)
