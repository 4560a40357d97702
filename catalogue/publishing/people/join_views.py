"""Asking to join: one form, and a moderator answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from catalogue.providers.enums import RequestState
from catalogue.providers.models import JoinRequest
from catalogue.publishing.desk.access import signed_in
from catalogue.publishing.people import services
from catalogue.publishing.people.join_forms import JoinForm
from catalogue.publishing.people.matches import matches_of, register_words
from portal.core.clock import now
from portal.core.network import is_over
from portal.navigation.languages import active_language

DAY = 86_400  # seconds
MOST_REQUESTS = 10  # of a person within a day


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Ask for what a moderator needs to know. “Look up” answers on the same page."""
    user = request.user
    if services.open_request(user):
        return redirect("publishing:home")
    if request.method != "POST":
        return _page(request, JoinForm(initial=_known(request)))
    name, ukprn = request.POST.get("organisation_name", ""), request.POST.get("ukprn", "")
    if "look" in request.POST:
        return _page(request, JoinForm(initial=request.POST.dict()), ukprn=ukprn)
    form = JoinForm(request.POST, matches=matches_of(name[:200], ukprn[:20]))
    if not form.is_valid():
        return _page(request, form, ukprn=ukprn)
    if is_over(str(user.pk), name="join", most=MOST_REQUESTS, seconds=DAY):
        form.add_error(None, _("You asked many times today. Try again tomorrow."))
        return _page(request, form, ukprn=ukprn)
    said = {name: one for name, one in form.cleaned_data.items() if name != "match"}
    asked = services.Asked(**said, organisation=form.chosen, language=active_language())
    services.ask_to_join(user, asked=asked, now=now())
    return redirect("publishing:home")


@require_POST
@signed_in
def withdraw(request: HttpRequest) -> HttpResponse:
    """Take one's request back."""
    if services.withdraw_request(request.user, now=now()):
        messages.success(request, _("Your request is taken back."))
    return redirect("publishing:home")


def _page(request: HttpRequest, form: JoinForm, *, ukprn: str = "") -> HttpResponse:
    context = {
        "form": form,
        "register": register_words(ukprn),
        "returned": _returned(request),
        "has_match": "match" in form.fields,
    }
    return render(request, "manage/join/join.html", context)


def _returned(request: HttpRequest) -> JoinRequest | None:
    last = services.last_request(request.user)
    return last if last and last.state == RequestState.RETURNED else None


def _known(request: HttpRequest) -> dict[str, str]:
    """Fill in what a request that was sent back said, or the name of the account."""
    returned = _returned(request)
    if returned is None:
        user = request.user
        return {"person_name": user.get_full_name() if user.is_authenticated else ""}
    names = ("person_name", "organisation_name", "kind", "ukprn", "website", "phone", "reason")
    return {name: getattr(returned, name) for name in names}
