"""Stands of an organisation at events: where one can ask, what was asked, what was answered."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.events.dates import EventDate
from catalogue.events.event_facts import when_words, where_words
from catalogue.events.models import Exhibitor, StandRequest
from catalogue.events.stand_services import (
    StandRefused,
    ask_for_stand,
    dates_with_stands,
    take_back,
)
from catalogue.providers.enums import AuditAction, MemberRole, RequestState
from catalogue.publishing.audit import note
from catalogue.publishing.desk.access import Desk, member_page
from portal.core import clock
from portal.core.lists import with_commas

MOST_EVENTS = 30
REFUSALS = {
    "ASKED": gettext_lazy("Your organisation has asked for a stand at this event already."),
    "HAS_STAND": gettext_lazy("Your organisation has a stand at this event."),
    "CLOSED": gettext_lazy("It is too late to ask here. Phone the events team."),
}


class StandForm(forms.Form):
    """What an organisation brings to an event, and what it needs there."""

    use_required_attribute = False

    roles_wanted = forms.CharField(
        label=gettext_lazy("Which jobs or courses do you bring?"),
        help_text=gettext_lazy("One on each line. Visitors read this in the list of stands."),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write what you bring")},
    )
    jobs_count = forms.IntegerField(
        label=gettext_lazy("How many jobs are that?"),
        required=False,
        min_value=0,
        max_value=9999,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    needs = forms.CharField(
        label=gettext_lazy("What does your stand need?"),
        help_text=gettext_lazy("Like power, a quiet place, or room for a wheelchair."),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    contact_name = forms.CharField(
        label=gettext_lazy("Who is there on the day?"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Write the name of a person")},
    )
    contact_phone = forms.CharField(
        label=gettext_lazy("Their phone"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr"}),
        error_messages={"required": gettext_lazy("Write a phone number for the day")},
    )
    contact_email = forms.EmailField(
        label=gettext_lazy("Their email"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
        error_messages={"invalid": gettext_lazy("Write an address like name@example.org")},
    )


@member_page()
@require_safe
def stands(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the organisation's requests, then events at which it can ask."""
    asked = list(desk.stand_requests().select_related("event").order_by("-created_at", "-pk"))
    taken = {one.event_id for one in asked if one.state in _STANDING}
    shown = Exhibitor.objects.filter(organisation=desk.organisation)
    taken.update(shown.values_list("event_id", flat=True))
    first: dict[int, EventDate] = {}
    for date in dates_with_stands(now=clock.now()).exclude(event__in=taken)[: MOST_EVENTS * 4]:
        first.setdefault(date.event_id, date)
    rows = [{"date": date, "about": _about(date)} for date in list(first.values())[:MOST_EVENTS]]
    context = {"desk": desk, "section": "stands", "asked": asked, "rows": rows}
    return render(request, "manage/stands/list.html", context)


_STANDING = (RequestState.OPEN, RequestState.APPROVED)


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
            made = ask_for_stand(
                found.event,
                organisation=desk.organisation,
                asked_by=desk.user,
                now=now,
                **form.cleaned_data,
            )
        except StandRefused as refusal:
            messages.error(request, REFUSALS[refusal.reason])
        else:
            title = made.event.title
            note(desk.organisation, AuditAction.STAND, actor=desk.user, now=now, about=title)
            messages.success(request, _("Sent. The events team answers by mail or phone."))
        return redirect("publishing:stands", desk.organisation.slug)
    context: dict[str, Any] = {
        "desk": desk,
        "section": "stands",
        "form": form,
        "event": found.event,
        "about": _about(found),
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


def _about(date: EventDate) -> str:
    """Return ``"Wednesday 2 December 2026, 5:30pm to 8pm, Candle House, B5 3PP"``."""
    when, where = when_words(date), where_words(date.event)
    return with_commas([when.day, when.times, where.short, where.address])


def _known(desk: Desk) -> dict[str, str]:
    """Fill in what the organisation has told before, the last time first."""
    last = desk.stand_requests().order_by("-pk").first()
    if last is not None:
        names = ("roles_wanted", "contact_name", "contact_phone", "contact_email", "needs")
        return {name: getattr(last, name) for name in names}
    return {"contact_name": desk.user.get_full_name(), "contact_email": desk.user.email}
