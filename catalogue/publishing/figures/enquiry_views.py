"""People who asked to join: new ones first. Who may only look sees how many, and no person."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from catalogue.courses import wording
from catalogue.events.bookings.phone_numbers import shown_number
from catalogue.feedback.enquiry_services import mark_answered
from catalogue.feedback.enums import EnquiryState
from catalogue.feedback.models import Enquiry
from catalogue.providers.enums import AuditAction, MemberRole
from catalogue.publishing.audit import note
from catalogue.publishing.desk.access import Desk, member_page
from catalogue.publishing.figures.enquiry_letters import language_name
from catalogue.publishing.figures.statistics_views import page_number
from portal.core.clock import REGION_TIME, now
from search.pagination import pages

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class EnquiryRow:
    """An enquiry in words."""

    enquiry: Enquiry
    sent: str
    phone: str
    phone_url: str
    access: str
    language: str
    is_new: bool


@require_safe
@member_page()
def enquiries(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the enquiries. Those that nobody answered come first, the newest of them on top."""
    counts = dict(desk.enquiries().order_by().values_list("state").annotate(number=Count("pk")))
    total = sum(counts.values())
    last = max(1, -(-total // PAGE_SIZE))
    number = min(max(page_number(request), 1), last)
    context = {
        "desk": desk,
        "section": "enquiries",
        "new": counts.get(EnquiryState.NEW, 0),
        "answered": counts.get(EnquiryState.ANSWERED, 0),
        "total": total,
        "rows": _rows(desk, number) if desk.may_edit else [],
        "pages": pages(number, last, lambda one: f"{request.path}?page={one}"),
        "inbox": desk.organisation.enquiry_email
        if desk.organisation.enquiry_email_verified_at
        else "",
    }
    return render(request, "manage/enquiries/enquiries.html", context)


@require_POST
@member_page(MemberRole.EDITOR)
def answered(request: HttpRequest, desk: Desk, enquiry: int) -> HttpResponse:
    """Mark an enquiry as answered. Twice is once."""
    found = get_object_or_404(desk.enquiries().select_related("course"), pk=enquiry)
    moment = now()
    with transaction.atomic():
        if mark_answered(found, now=moment):
            note(
                desk.organisation,
                AuditAction.ENQUIRY,
                actor=desk.user,
                now=moment,
                about=found.course.title,
                facts={"enquiry": found.pk},
            )
    messages.success(request, _("Marked as answered."))
    return redirect("publishing:enquiries", desk.organisation.slug)


def _rows(desk: Desk, number: int) -> list[EnquiryRow]:
    # "NEW" stands after "ANSWERED" in the alphabet.
    found = desk.enquiries().select_related("course").order_by("-state", "-created_at", "-pk")
    first = (number - 1) * PAGE_SIZE
    return [_row(one) for one in found[first : first + PAGE_SIZE]]


def _row(enquiry: Enquiry) -> EnquiryRow:
    sent = enquiry.created_at.astimezone(REGION_TIME)
    return EnquiryRow(
        enquiry=enquiry,
        sent=wording.long_date(sent.date()),
        phone=shown_number(enquiry.phone) if enquiry.phone else "",
        phone_url=f"tel:{enquiry.phone}" if enquiry.phone else "",
        access=str(enquiry.get_access_display()),
        language=language_name(enquiry.language),
        is_new=enquiry.state == EnquiryState.NEW,
    )
