"""The site maps by kind, and which machines may read what."""

import datetime
from collections import Counter

from django.conf import settings
from django.contrib.sitemaps.views import SitemapIndexItem, sitemap
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Page

from catalogue.courses.models import Course, CourseRun
from catalogue.courses.sitemaps import CourseSiteMap
from catalogue.events.pages import EventPage, EventsPage
from catalogue.events.sitemaps import EventSiteMap
from catalogue.providers.sitemaps import ProviderSiteMap
from catalogue.vacancies.sitemaps import VacancySiteMap
from portal.core import clock
from portal.core.models import Place
from portal.core.site_map import SiteMap
from portal.core.structured_data import absolute
from portal.pages.stories import StoryPage

LEAST_COURSES = 3  # a landing page with fewer results is not offered (it says nothing)


class PageSiteMap(SiteMap):
    """Editors' pages that are live and public, in English."""

    def items(self) -> list[Page]:
        """Return pages that have an address."""
        english = Page.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
        untold = StoryPage.objects.not_told_on(clock.today()).values("pk")
        pages = english.live().public().filter(depth__gt=1).exclude(pk__in=untold).order_by("pk")
        pages = pages.not_type(EventsPage, EventPage)  # they have a map of their own
        return [page for page in pages if page.get_url_parts()]

    def location(self, item: Page) -> str:
        """Return the path of a page."""
        return str(item.get_url_parts()[2])

    def lastmod(self, item: Page) -> datetime.datetime | None:
        """Return when the page was last published."""
        return item.last_published_at


class LandingSiteMap(SiteMap):
    """Courses in a council's area, where there are enough of them."""

    def items(self) -> list[Place]:
        """Return councils with at least three listed courses."""
        # Two plain questions: as one, PostgreSQL took minutes for it while its statistics were old.
        listed = set(Course.objects.listed_on(clock.today()).values_list("pk", flat=True))
        runs = CourseRun.objects.filter(venue__council__isnull=False)
        pairs = set(runs.values_list("venue__council__slug", "course_id").distinct())
        counts = Counter(slug for slug, course in pairs if course in listed)
        slugs = [slug for slug, count in counts.items() if count >= LEAST_COURSES]
        return list(Place.objects.filter(slug__in=slugs).order_by("slug"))

    def location(self, item: Place) -> str:
        """Return the address of the landing page."""
        return reverse("search:in_place", args=[item.slug])


class FixedSiteMap(SiteMap):
    """Pages that are no editor's: each has one address."""

    def items(self) -> list[str]:
        """Return the names of the addresses."""
        return [
            "careers:i_have_a_job",
            "help_near_you",
            "young_people",
            "words",
            "where_figures_come_from",
            "contact",
            "providers:list",
            "search:how_we_order",
            "search:events",
        ]

    def location(self, item: str) -> str:
        """Return the address by its name."""
        return reverse(item)


MAPS: dict[str, type[SiteMap]] = {
    "courses": CourseSiteMap,
    "vacancies": VacancySiteMap,
    "providers": ProviderSiteMap,
    "pages": PageSiteMap,
    "places": LandingSiteMap,
    "events": EventSiteMap,
    "fixed": FixedSiteMap,
}


@require_safe
@cache_control(public=True, max_age=3600)
def map_index(request: HttpRequest) -> HttpResponse:
    """List the maps that have something in them. Django's own view would trust the Host header."""
    parts = []
    for section, kind in MAPS.items():
        address = absolute(reverse("sitemap", args=[section]))
        paginator = kind().paginator
        if paginator.count:
            parts.append(SitemapIndexItem(address))
        parts += [SitemapIndexItem(f"{address}?p={n}") for n in range(2, paginator.num_pages + 1)]
    return TemplateResponse(
        request, "sitemap_index.xml", {"sitemaps": parts}, content_type="application/xml"
    )


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """Let every robot read the site. Staff pages and forms are of no use to them."""
    lines = (
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /accounts/",
        "Disallow: /*/report/",
        f"Sitemap: {settings.SITE_URL.rstrip('/')}/sitemap.xml",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Say that this process answers. Asks nothing of the database or the index."""
    response = HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response


urlpatterns = [
    path("sitemap.xml", map_index, name="sitemaps"),
    path("sitemap-<section>.xml", require_safe(sitemap), {"sitemaps": MAPS}, name="sitemap"),
    path("robots.txt", robots, name="robots"),
    path("healthz", alive, name="healthz"),
]
