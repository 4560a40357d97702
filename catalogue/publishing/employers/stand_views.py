"""Stands of an organisation at events: where one can ask, what was asked, what was answered."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.events.models import StandRequest
from catalogue.events.stand_services import StandRefused, dates_with_stands, take_back
from catalogue.providers.enums import MemberRole
from catalogue.publishing.desk.access import Desk, member_page
from catalogue.publishing.employers import stand_services
from catalogue.publishing.employers.stand_forms import StandForm
from catalogue.publishing.employers.stand_rows import about_words, asked_by, stand_rows
from portal.core import clock

REFUSALS = {
    "ASKED": gettext_lazy("Your organisation has asked for a stand at this event already."),
    "HAS_STAND": gettext_lazy("Your organisation has a stand at this event."),
    "CLOSED": gettext_lazy("It is too late to ask here. Phone the events team."),
}


@member_page()
@require_safe
def stands(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the organisation's requests, then events at which it can ask."""
    asked = asked_by(desk)
    rows = stand_rows(desk.organisation, asked, now=clock.now())
    context = {"desk": desk, "section": "stands", "asked": asked, "rows": rows}
    return render(request, "manage/stands/list.html", context)


@member_page(MemberRole.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, desk: Desk, date: int) -> HttpResponse:
    """Ask for a stand at the event of a date."""
    now = clock.now()
    found = dates_with_stands(now=now).filter(pk=date).first()
    if found is None:
        raise Http404
    form = StandForm(request.POST if request.method == "POST" else None, initial=_known(desk))
    if request.method == "POST" and form.is_valid():
        try:
            stand_services.ask(
                found.event,
                organisation=desk.organisation,
                actor=desk.user,
                now=now,
                values=form.cleaned_data,
            )
        except StandRefused as refusal:
            messages.error(request, REFUSALS[refusal.reason])
        else:
            messages.success(request, _("Sent. The events team answers by mail or phone."))
        return redirect("publishing:stands", desk.organisation.slug)
    context: dict[str, Any] = {
        "desk": desk,
        "section": "stands",
        "form": form,
        "event": found.event,
        "about": about_words(found),
    }
    status = 422 if form.errors else 200
    return render(request, "manage/stands/ask.html", context, status=status)


@member_page(MemberRole.EDITOR)
@require_POST
def withdraw(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Take a request back."""
    found: StandRequest = get_object_or_404(desk.stand_requests(), pk=number)
    if take_back(found, now=clock.now()):
        messages.success(request, _("Your request is taken back."))
    else:
        messages.error(request, _("The events team has answered already. Phone them."))
    return redirect("publishing:stands", desk.organisation.slug)


def _known(desk: Desk) -> dict[str, str]:
    """Fill in what the organisation has told before, the last time first."""
    last = desk.stand_requests().order_by("-pk").first()
    if last is not None:
        names = ("roles_wanted", "contact_name", "contact_phone", "contact_email", "needs")
        return {name: getattr(last, name) for name in names}
    return {"contact_name": desk.user.get_full_name(), "contact_email": desk.user.email}
