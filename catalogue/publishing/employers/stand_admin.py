"""The events team's list of requests for stands, in the admin."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from catalogue.events.models import StandRequest
from catalogue.events.stand_services import StandRefused
from catalogue.events.team.rights import CHANGE, VIEW, needs_right
from catalogue.providers.enums import RequestState
from catalogue.publishing.employers import stand_services
from portal.core import clock

FOLDER = "wagtailadmin/stands"
MOST_SHOWN = 200


class DecisionForm(forms.Form):
    """Where the stand is, or why there is none."""

    stand = forms.CharField(
        label=gettext_lazy("Number or place of the stand"), max_length=20, required=False
    )
    comment = forms.CharField(
        label=gettext_lazy("Words to the organisation"),
        help_text=gettext_lazy("They get this by mail. A refusal needs a reason."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason when the button refuses."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.data.get("do") == "refuse" and not cleaned.get("comment"):
            self.add_error("comment", _("Write why. The organisation reads it."))
        return cleaned


@require_safe
@needs_right(VIEW)
def stand_requests(request: HttpRequest) -> HttpResponse:
    """List open requests, then those that were decided lately."""
    rows = StandRequest.objects.select_related("event", "organisation", "decided_by")
    context = {
        "header_title": _("Requests for stands"),
        "header_icon": "group",
        "breadcrumbs_items": [{"url": "", "label": _("Requests for stands")}],
        "waiting": rows.filter(state=RequestState.OPEN).order_by("created_at", "pk")[:MOST_SHOWN],
        "decided": rows.exclude(state=RequestState.OPEN).order_by("-decided_at", "-pk")[:20],
        "may_decide": request.user.has_perm(CHANGE),
    }
    return render(request, f"{FOLDER}/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_right(VIEW, CHANGE)
def decide_stand(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a request, and give the stand or refuse it."""
    rows = StandRequest.objects.select_related("event", "organisation", "asked_by")
    found: StandRequest = get_object_or_404(rows, pk=pk)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _decide(request, found, form.cleaned_data)
        return redirect("stand_requests")
    back = {"url": reverse("stand_requests"), "label": _("Requests for stands")}
    context = {
        "header_title": str(found.organisation),
        "header_icon": "group",
        "breadcrumbs_items": [back, {"url": "", "label": str(found.organisation)}],
        "found": found,
        "form": form,
        "is_open": found.state == RequestState.OPEN,
    }
    return render(request, f"{FOLDER}/decide.html", context)


def _decide(request: HttpRequest, found: StandRequest, values: dict[str, Any]) -> None:
    name = {"name": found.organisation}
    who: dict[str, Any] = {"comment": values["comment"], "actor": request.user, "now": clock.now()}
    try:
        if request.POST.get("do") == "refuse":
            stand_services.refuse(found, **who)
            messages.success(request, _("Sent back to %(name)s.") % name)
        elif stand_services.give(found, stand=values["stand"], **who):
            messages.success(request, _("%(name)s is on the page now.") % name)
        else:
            words = _("%(name)s is in the draft of the page. Publish the draft to show it.")
            messages.warning(request, words % name)
    except StandRefused:
        messages.warning(request, _("A colleague has decided about it already."))


class StandsMenuItem(MenuItem):
    """The way to the requests."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to who may see bookings."""
        user: Any = request.user
        return bool(user.has_perm(VIEW))


def menu_item() -> MenuItem:
    """Return the entry of the menu."""
    return StandsMenuItem(
        _("Stands"), reverse("stand_requests"), icon_name="group", name="stands", order=151
    )


def addresses() -> list[URLPattern]:
    """Return the addresses below /admin/."""
    return [
        path("stands/", stand_requests, name="stand_requests"),
        path("stands/<event_row:pk>/", decide_stand, name="decide_stand"),
    ]
