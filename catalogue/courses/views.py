"""Pages of courses. They read the database, never the index."""

import datetime
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.courses.counting import note_joined, note_viewed
from catalogue.courses.course_page import course_page
from catalogue.courses.enums import CourseStatus
from catalogue.courses.free_for_me import Told, free_for_me
from catalogue.courses.gone_page import gone_page
from catalogue.courses.joining import joining
from catalogue.courses.models import Course
from catalogue.courses.runs import sorted_runs, venues_of
from catalogue.courses.schema_org import course_blocks
from portal.core import clock
from portal.core.lookups import facts_by_key
from portal.navigation.languages import address_here

TAKEN_AWAY = frozenset({CourseStatus.PAUSED, CourseStatus.WITHDRAWN})


@require_safe
@cache_control(private=True)  # the crumb holds the visitor's own search
def course(request: HttpRequest, address: str) -> HttpResponse:
    """Show a course: whole, started (200), gone (410), moved (301) or unknown (404)."""
    found = course_at(address)
    today = clock.today()
    if found.status in TAKEN_AWAY or not found.provider.is_live:
        context = {"page": gone_page(found, today=today)}
        return render(request, "courses/gone.html", context, status=410)
    if address != found.slug:
        query = request.META.get("QUERY_STRING", "")
        target = found.get_absolute_url()
        return redirect(f"{target}?{query}" if query else target, permanent=True)
    note_viewed(request, found.pk, today=today)
    return _listed(request, found, today)


@csrf_exempt  # the browser's own notice that a number was called; it adds to a count, no more
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, address: str) -> HttpResponse:
    """Lead to the provider's page to join, and count it. POST counts a call or a mail alone.

    The address comes from the course, never from the visitor. 302: it may be another tomorrow.
    """
    found = course_at(address)
    today = clock.today()
    if found.status in TAKEN_AWAY or not found.provider.is_live:
        return redirect(found)
    note_joined(request, found.pk, today=today)
    if request.method == "POST":
        return HttpResponse(status=204)
    runs = sorted_runs(found.runs.all(), today=today)
    ways = joining(found, venues=venues_of(runs.open or runs.past))
    for way in (ways.first, *ways.others):
        if way and way.host:
            return redirect(way.url)
    return redirect(f"{found.get_absolute_url()}#join")


def course_at(address: str) -> Course:
    """Return the course of an address part with all a page needs. Raises Http404.

    Courses that were never published have no page.
    """
    found = Course.objects.with_everything().at(address).exclude(status=CourseStatus.DRAFT).first()
    if found is None:
        raise Http404("No course has this number.")
    return found


def _listed(request: HttpRequest, found: Course, today: datetime.date) -> HttpResponse:
    asked = request.GET.get("run", "")  # written by the cards of results, search/cards.py
    page = course_page(found, today=today, back=search_come_from(request), asked=asked)
    rules = {rule.pk: rule for run in page.runs.open for rule in run.funding_rules.all()}
    free = free_for_me(
        list(rules.values()),
        Told.read(request.GET),
        prices=[run.cost_pence for run in page.runs.open],
        today=today,
        facts=facts_by_key() if rules else {},
    )
    template = "courses/started.html" if page.runs.have_all_gone else "courses/detail.html"
    context = {"page": page, "free": free, "data_blocks": course_blocks(page)}
    return render(request, template, context)


def search_come_from(request: HttpRequest) -> tuple[str, str] | None:
    """Return a crumb back to the visitor's own search, when the link they followed was there.

    The browser tells the referring address within our own site only (Referrer-Policy).
    """
    try:
        referrer = urlsplit(request.headers.get("Referer", ""))
    except ValueError:  # "http://[::1/": strangers send anything
        return None
    search = address_here("/search/")
    if referrer.netloc != request.get_host() or referrer.path != search:
        return None
    url = f"{search}?{referrer.query}" if referrer.query else search
    return _("Your search results"), url
