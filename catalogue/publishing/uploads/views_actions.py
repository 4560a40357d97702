"""What can be done with an upload: put a cell right, compare again, publish, stop, undo."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalogue.providers.enums import MemberRole
from catalogue.publishing.checks.refusals import AlreadyDecided
from catalogue.publishing.checks.services import withdraw
from catalogue.publishing.desk.access import Desk, member_page
from catalogue.publishing.enums import ReviewState, UploadState
from catalogue.publishing.models import Upload
from catalogue.publishing.moments import moment_words
from catalogue.publishing.uploads import page_words, services
from catalogue.publishing.uploads.outcomes import PublishResult
from catalogue.publishing.uploads.page_result import urls_of
from catalogue.publishing.uploads.sending import send_again_once
from catalogue.publishing.uploads.views import SECTION, show_result, upload_of
from portal.core import clock

MOST_CHARACTERS = 5000  # of a cell
LARGEST_ROW = 9  # digits

page_or_press = require_http_methods(["GET", "HEAD", "POST"])


@page_or_press
@member_page(MemberRole.EDITOR)
def fix(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Put one cell right; the page says at the cell when it is still not right."""
    found = upload_of(desk, number)
    if request.method != "POST":
        return _back(desk, found)
    row, column = request.POST.get("row", ""), request.POST.get("column", "")
    value = request.POST.get("value", "")[:MOST_CHARACTERS]
    if not (row.isascii() and row.isdigit() and len(row) <= LARGEST_ROW):
        return _back(desk, found)
    try:
        judged = services.fix(
            found,
            int(row),
            column,
            value,
            today=clock.today(),
            is_for_alike=request.POST.get("is_for_alike") == "on",
        )
    except services.UploadRefused as refused:
        return show_result(request, desk, found, trouble=refused.message)
    asked = urlencode({"row": str(judged.number), "column": column})
    anchor = f"row-{judged.number}" if judged.is_held else "held"
    return redirect(f"{urls_of(desk, found)['self']}?{asked}#{anchor}")


@page_or_press
@member_page(MemberRole.EDITOR)
def again(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Compare once more, with what was put right."""
    found = upload_of(desk, number)
    if request.method == "POST":
        services.read_again(found, now=clock.now())
    return _back(desk, found)


@page_or_press
@member_page(MemberRole.EDITOR)
def resend(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Use the file once more, with what was put right, as a new upload."""
    found = upload_of(desk, number)
    if request.method != "POST":
        return _back(desk, found)
    try:
        upload = send_again_once(desk, found, now=clock.now())
    except services.UploadRefused as refused:
        return show_result(request, desk, found, trouble=refused.message)
    return _back(desk, upload)


@page_or_press
@member_page(MemberRole.EDITOR, publishes=True)
def publish(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Put the good rows live, or say what stands in the way."""
    found = upload_of(desk, number)
    if request.method != "POST":
        return _back(desk, found)
    is_full_list = request.POST.get("is_full_list") == "on"
    outcome = services.publish(
        found,
        actor=desk.user,
        now=clock.now(),
        today=clock.today(),
        is_full_list=is_full_list,
        is_removal_confirmed=request.POST.get("is_removal_confirmed") == "on",
        seen_diff=request.POST.get("seen_diff", ""),
    )
    if outcome.result == PublishResult.CONFIRM_REMOVALS:
        found.refresh_from_db()
        return show_result(request, desk, found, to_confirm=outcome)
    if outcome.result == PublishResult.LOOK_AGAIN:
        return redirect(f"{urls_of(desk, found)['self']}?look=again")
    if outcome.result == PublishResult.NOTHING_TO_DO:
        found.refresh_from_db()
        return show_result(request, desk, found, trouble=_("No row changes anything."))
    return _back(desk, found)


@page_or_press
@member_page(MemberRole.EDITOR)
def take_back(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Take back what was sent for a check, before a moderator decides."""
    found = upload_of(desk, number)
    review = desk.reviews().filter(upload=found, state=ReviewState.OPEN).first()
    if request.method == "POST" and review is not None:
        with suppress(AlreadyDecided):  # then the page shows what was decided
            withdraw(review, now=clock.now())
    return _back(desk, found)


@page_or_press
@member_page(MemberRole.EDITOR)
def cancel(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Ask, then stop an upload that is not live."""
    found = upload_of(desk, number)
    if request.method == "POST":
        services.cancel(found)
        return _back(desk, found)
    if found.state in (UploadState.PUBLISHED, UploadState.UNDONE, UploadState.CANCELLED):
        return _back(desk, found)
    return _ask(request, desk, found, "manage/uploads/cancel.html")


@page_or_press
@member_page(MemberRole.EDITOR, publishes=True)
def undo(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Ask, then undo exactly this upload."""
    found = upload_of(desk, number)
    now = clock.now()
    if request.method == "POST":
        report = services.undo(found, actor=desk.user, now=now)
        if report.refused:
            found.refresh_from_db()
            return show_result(request, desk, found, trouble=report.refused)
        return _back(desk, found)
    if not services.may_undo(found, now=now):
        return _back(desk, found)
    return _ask(request, desk, found, "manage/uploads/undo.html")


def _back(desk: Desk, found: Upload) -> HttpResponse:
    return redirect("publishing:upload", desk.organisation.slug, found.pk)


def _ask(request: HttpRequest, desk: Desk, found: Upload, template: str) -> HttpResponse:
    now = clock.now()
    until = page_words.undo_until(found)
    context = {
        "desk": desk,
        "section": SECTION,
        "upload": found,
        "tally": page_words.tally_of(found),
        "until": moment_words(until, now=now) if until else "",
        "urls": urls_of(desk, found),
    }
    return render(request, template, context)
