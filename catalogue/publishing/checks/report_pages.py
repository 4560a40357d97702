"""Reports in words, for moderators and for providers."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course
from catalogue.feedback.enums import ProblemStatus
from catalogue.feedback.models import ProblemReport
from catalogue.providers.page_links import PageLinks, page_links
from catalogue.publishing.checks.changes import shown_text
from catalogue.publishing.checks.reports import (
    COURSE,
    MODELS,
    Listing,
    open_reports,
    organisation_of,
    reported_listings,
)
from catalogue.publishing.moments import age_words, moment_words
from catalogue.vacancies.enums import VacancyStatus
from portal.core.prose import one_line

PER_PAGE = 30
MOST_REPORTS = 20
DONE_SHOWN = 20


@dataclass(frozen=True, slots=True)
class ReportLine:
    """``ReportLine(7, "The cost is wrong", "They asked for £20.", "3 days ago")``."""

    id: int
    reason: str
    text: str
    age: str


@dataclass(frozen=True, slots=True)
class ListingReports:
    """A listing with its open reports, in words."""

    kind: str
    number: int
    title: str
    whose: str
    url: str
    state: str
    is_live: bool
    is_urgent: bool
    lines: list[ReportLine]
    more: int = 0

    @property
    def seen(self) -> str:
        """The ids of the reports that the page shows: ``"7,9"``."""
        return ",".join(str(line.id) for line in self.lines)


def reports_page(number: str, *, now: datetime.datetime) -> tuple[list[ListingReports], PageLinks]:
    """Return a page of listings with open reports, and the links."""
    paginator = Paginator(reported_listings(now=now), PER_PAGE)
    page = paginator.get_page(number)
    shown = list(page.object_list)
    listings: dict[tuple[str, int], Listing] = {}
    reports: dict[tuple[str, int], list[ProblemReport]] = {}
    for kind, model in MODELS.items():
        ids = [one.number for one in shown if one.kind == kind]
        whose = "provider" if kind == COURSE else "employer"
        rows = model.objects.select_related(whose).in_bulk(ids)
        listings |= {(kind, pk): row for pk, row in rows.items()}
        reports |= {(kind, pk): found for pk, found in open_reports(kind, ids).items()}
    rows = [
        listing_reports(
            listings[one.kind, one.number],
            reports.get((one.kind, one.number), []),
            is_urgent=one.is_urgent,
            now=now,
        )
        for one in shown
        if (one.kind, one.number) in listings
    ]
    links = page_links(page.number, paginator.num_pages, url_of=lambda one: f"?page={one}")
    return rows, links


def listing_reports(
    listing: Listing, reports: list[ProblemReport], *, is_urgent: bool, now: datetime.datetime
) -> ListingReports:
    """Return the reports of one listing in words."""
    organisation = organisation_of(listing)
    is_course = isinstance(listing, Course)
    whose = organisation.name if organisation else getattr(listing, "employer_name", "")
    live: Any = CourseStatus.LIVE if is_course else VacancyStatus.LIVE
    return ListingReports(
        kind="course" if is_course else "vacancy",
        number=listing.pk,
        title=one_line(listing.title),
        whose=one_line(whose),
        url=listing.get_absolute_url(),
        state=listing.get_status_display(),
        is_live=listing.status == live,
        is_urgent=is_urgent,
        lines=[line_of(report, now=now) for report in reports[:MOST_REPORTS]],
        more=max(0, len(reports) - MOST_REPORTS),
    )


def line_of(report: ProblemReport, *, now: datetime.datetime) -> ReportLine:
    """Return one report in words."""
    return ReportLine(
        report.pk,
        report.get_reason_display(),
        shown_text(report.text),
        age_words(report.created_at, now=now),
    )


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A report on the desk of its provider."""

    line: ReportLine
    title: str
    url: str
    when: str
    is_paused: bool


def own_reports(reports: Any, *, now: datetime.datetime) -> tuple[list[OwnReport], list[OwnReport]]:
    """Return a provider's open reports, the oldest first, and the last ones that are done."""
    rows = reports.select_related("course", "vacancy")
    still_open = rows.filter(status=ProblemStatus.OPEN).order_by("created_at", "pk")[:200]
    done = rows.filter(status=ProblemStatus.DONE).order_by("-created_at", "-pk")[:DONE_SHOWN]
    return [_own(one, now=now) for one in still_open], [_own(one, now=now) for one in done]


def _own(report: ProblemReport, *, now: datetime.datetime) -> OwnReport:
    listing = report.listing
    return OwnReport(
        line_of(report, now=now),
        one_line(listing.title),
        listing.get_absolute_url(),
        moment_words(report.created_at, now=now),
        listing.status in (CourseStatus.PAUSED, VacancyStatus.HELD),
    )
