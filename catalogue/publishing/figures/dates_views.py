"""New dates for many courses on one page."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from catalogue.providers.enums import MemberRole
from catalogue.providers.page_links import cut_of, page_links
from catalogue.publishing.desk.access import Desk, member_page
from catalogue.publishing.figures.dates_page import PAGE_SIZE, Sent, read_sent, rows_of
from catalogue.publishing.figures.new_dates import set_new_dates
from catalogue.publishing.figures.passing import passing_of
from portal.core.clock import now, today


@require_http_methods(["GET", "HEAD", "POST"])
@member_page(MemberRole.EDITOR, publishes=True)
def dates(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the dates that pass, and set new ones. Right dates go live though others are wrong."""
    if request.method != "POST":
        return _page(request, desk)
    sent = read_sent(request.POST.dict())
    added, wrong = set_new_dates(
        desk.organisation, sent.dates, actor=desk.user, now=now(), today=today()
    )
    errors = dict(wrong)
    errors |= {pk: _("Write the date like 11/01/2027.") for pk in sent.unread}
    if added:
        said = ngettext("%(n)s new date is live.", "%(n)s new dates are live.", added)
        messages.success(request, said % {"n": added})
    if not errors:
        return redirect("publishing:dates", desk.organisation.slug)
    return _page(request, desk, sent=sent, errors=errors)


def _page(
    request: HttpRequest,
    desk: Desk,
    *,
    sent: Sent | None = None,
    errors: dict[int, str] | None = None,
) -> HttpResponse:
    errors = errors or {}
    found = passing_of(desk.organisation, today=today())
    cut = cut_of(len(found), PAGE_SIZE, request.GET.get("page", ""))
    typed = {pk: sent.typed[pk] for pk in errors if pk in sent.typed} if sent else {}
    rows = rows_of(
        found[cut.start : cut.stop],
        today=today(),
        typed=typed,
        errors=errors,
        is_filled=request.method == "GET" and request.GET.get("fill") == "term",
    )
    shown = {row.id for row in rows}
    context = {
        "desk": desk,
        "section": "courses",
        "rows": rows,
        "wrong": [row for row in rows if row.error],
        "lost": [words for pk, words in errors.items() if pk not in shown],
        "total": len(found),
        "number": cut.number,
        "needs_second_step": not desk.has_second_step,
        "links": page_links(cut.number, cut.last, lambda one: f"?page={one}"),
    }
    return render(request, "manage/figures/dates.html", context)
