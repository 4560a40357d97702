"""Copying an event or a template, and the sheet of attendance."""

import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from catalogue.events.copying import copy_event
from catalogue.events.exports import attendance_sheet
from catalogue.events.pages import EventPage
from catalogue.events.team.forms import CopyForm, ExportForm
from catalogue.events.team.rights import EXPORT, VIEW, may_add_events, needs_right
from catalogue.events.team.views import FOLDER, frame
from portal.core.clock import today

A_YEAR = datetime.timedelta(days=365)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_right(VIEW)
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the new dates, then open the draft. A template is copied in the same way."""
    event = get_object_or_404(
        EventPage.objects.select_related("locale"),
        pk=pk,
        locale__language_code=settings.LANGUAGE_CODE,
    )
    if not may_add_events(request.user, event.get_parent()):
        messages.error(request, _("You may not add events."))
        return redirect("events_team:list")
    form = CopyForm(request.POST if request.method == "POST" else None, event=event)
    if form.is_valid():
        answers = form.cleaned_data
        made = copy_event(
            event,
            title=answers["title"],
            start=answers["first_start"],
            end=answers["first_end"],
            repeat_until=answers.get("repeat_until"),
            user=request.user,
        )
        messages.success(request, _("The draft is made. Check it, then publish."))
        return redirect("wagtailadmin_pages:edit", made.pk)
    title = _("New from template") if event.is_template else _("Copy this event")
    context = {**frame(title, event.title), "form": form, "event": event}
    return render(request, f"{FOLDER}/copy.html", context)


@never_cache
@require_safe
@needs_right(VIEW, EXPORT)
def attendance(request: HttpRequest) -> HttpResponse:
    """Ask for the days, then answer with a sheet of numbers. No name is in it."""
    last = today()
    asked = request.GET if "first" in request.GET else None
    form = ExportForm(asked, initial={"first": last - A_YEAR, "last": last})
    if asked is None or not form.is_valid():
        context = {**frame(_("Attendance")), "form": form}
        return render(request, f"{FOLDER}/attendance.html", context)
    days = form.cleaned_data
    sheet = attendance_sheet(days["first"], days["last"])
    response = HttpResponse(sheet, content_type="text/csv; charset=utf-8")
    name = f"attendance-{days['first']}-{days['last']}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
