"""The list of people who asked to join, and the tick that somebody answered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from catalogue.providers.enums import MemberRole
from catalogue.publishing.desk.access import Desk, member_page
from catalogue.publishing.figures.enquiry_page import enquiries_page
from catalogue.publishing.figures.enquiry_services import answer
from portal.core.clock import now


@require_safe
@member_page()
def enquiries(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the enquiries."""
    page = enquiries_page(desk, request.GET.get("page", ""))
    context = {"desk": desk, "section": "enquiries", "page": page}
    return render(request, "manage/enquiries/enquiries.html", context)


@require_POST
@member_page(MemberRole.EDITOR)
def answered(request: HttpRequest, desk: Desk, enquiry: int) -> HttpResponse:
    """Mark an enquiry as answered. Twice is once."""
    found = get_object_or_404(desk.enquiries().select_related("course"), pk=enquiry)
    answer(found, organisation=desk.organisation, actor=desk.user, now=now())
    messages.success(request, _("Marked as answered."))
    return redirect("publishing:enquiries", desk.organisation.slug)
