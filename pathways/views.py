"""Pages of careers that no editor writes: roles side by side, and the way on from a job."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pathways.compare_page import compare_page
from pathways.job_page import job_page
from portal.core.clock import today


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Show up to three roles side by side: ``?role=porter&role=nurse``."""
    page = compare_page(request, request.GET.getlist("role"), today=today())
    return render(request, "careers/compare.html", {"page": page})


@require_safe
def i_have_a_job(request: HttpRequest) -> HttpResponse:
    """Show what can follow the job that somebody has: ``?role=porter``."""
    page = job_page(request, request.GET.get("role", ""), today=today())
    return render(request, "careers/i_have_a_job.html", {"page": page})
