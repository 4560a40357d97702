"""The start page of an organisation."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from catalogue.publishing.desk.access import Desk, member_page


@member_page()
def dashboard(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what to do first, the courses, and how they do."""
    return render(request, "manage/desk/dashboard.html", {"desk": desk, "section": "home"})
