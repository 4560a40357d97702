"""Reports of visitors: all of them for moderators, its own for each provider."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.feedback.queue import URGENT_DAYS, URGENT_REPORTS
from catalogue.providers.enums import MemberRole
from catalogue.publishing.checks import reports as services
from catalogue.publishing.checks.forms import AnswerForm
from catalogue.publishing.checks.report_pages import (
    listing_reports,
    own_reports,
    reports_page,
)
from catalogue.publishing.checks.team_page import team_page
from catalogue.publishing.desk.access import Desk, check_page, member_page
from portal.core.clock import now


@require_safe
@check_page
def reports(request: HttpRequest) -> HttpResponse:
    """Show listings with open reports, urgent first."""
    rows, links = reports_page(request.GET.get("page", ""), now=now())
    return team_page(
        request,
        "reports",
        "reports",
        rows=rows,
        links=links,
        urgent_reports=URGENT_REPORTS,
        urgent_days=URGENT_DAYS,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@check_page
def listing(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Show the reports of one listing; answer them."""
    if kind not in services.MODELS:
        raise Http404
    whose = "provider" if kind == services.COURSE else "employer"
    row = get_object_or_404(services.MODELS[kind].objects.select_related(whose), pk=number)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        is_pause = request.POST.get("do") == "pause"
        if is_pause and not form.cleaned_data["comment"]:
            form.add_error("comment", _("Write what the provider must put right"))
        else:
            _answer(request, row, form.cleaned_data["comment"], is_pause=is_pause)
            return redirect("publishing:check_reports")
    found = services.open_reports(kind, [row.pk]).get(row.pk, [])
    listed = services.reported_listings(now=now())
    is_urgent = any(one.is_urgent for one in listed if (one.kind, one.number) == (kind, row.pk))
    shown = listing_reports(row, found, is_urgent=is_urgent, now=now())
    return team_page(request, "report", "reports", row=shown, form=form)


def _answer(request: HttpRequest, row: Any, comment: str, *, is_pause: bool) -> None:
    seen = _numbers(request.POST.get("seen", ""))
    values: dict[str, Any] = {
        "seen": seen,
        "comment": comment,
        "actor": request.user,
        "now": now(),
    }
    if is_pause:
        if services.pause(row, **values):
            messages.success(request, _("Paused: %(title)s") % {"title": row.title})
        else:
            messages.warning(request, _("It was not live any more."))
        return
    number = services.resolve(row, **values)
    if number:
        words = ngettext("%(n)d report is closed.", "%(n)d reports are closed.", number)
        messages.success(request, words % {"n": number})
    else:
        messages.warning(request, _("Somebody closed these reports before you."))


def _numbers(text: str) -> list[int]:
    return [
        int(part)
        for part in text.split(",")
        if part.isascii() and part.isdigit() and len(part) < 19
    ][:200]


@require_safe
@member_page()
def own(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show a provider what visitors said of its listings."""
    still_open, done = own_reports(desk.reports(), now=now())
    context = {"desk": desk, "section": "courses", "open": still_open, "done": done}
    return render(request, "manage/checks/own_reports.html", context)


@require_POST
@member_page(MemberRole.EDITOR)
def own_report(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Mark a report as put right."""
    report = get_object_or_404(
        desk.reports().select_related("course__provider", "vacancy__employer"), pk=number
    )
    form = AnswerForm(request.POST)
    comment = form.cleaned_data["comment"] if form.is_valid() else ""
    if services.put_right(report, comment=comment, actor=request.user, now=now()):
        messages.success(request, _("Marked as put right. Thank you."))
    else:
        messages.warning(request, _("It was marked as put right before."))
    return redirect("publishing:reports", desk.organisation.slug)


def to_reports(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say why a course stays off the site, and lead to what is to be answered."""
    messages.error(request, _("People say that something is wrong. Answer their reports first."))
    return redirect("publishing:reports", desk.organisation.slug)
