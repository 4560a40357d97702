"""The places of an organisation: list, add, change, take out of use."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from catalogue.courses.contents import clean_text
from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course
from catalogue.providers.enums import MemberRole
from catalogue.providers.models import Venue
from catalogue.providers.venue_cards import address_lines
from catalogue.publishing.desk.access import Desk, member_page, to_second_step
from catalogue.publishing.editor.places import (
    PlaceChanged,
    doubles,
    first_place,
    is_on_our_map,
    keep_seen_place,
    retire_place,
    users_of,
)
from catalogue.publishing.editor.venue_forms import TEXTS, VenueForm
from catalogue.publishing.models import Draft
from catalogue.publishing.uploads.fixing import find_places_anew
from portal.core import clock
from portal.core.way_back import own_address

_CHANGED = gettext_lazy(
    "Somebody else changed this place meanwhile. Open this page again, "
    "and put in what is still missing."
)


@member_page()
@require_http_methods(["GET", "HEAD"])
def venues(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the places with how many courses go there."""
    is_listed = ~Q(runs__course__status=CourseStatus.WITHDRAWN)
    rows = desk.venues().annotate(
        course_count=Count("runs__course", filter=is_listed, distinct=True)
    )
    same = doubles(desk.organisation)
    listed = [
        (venue, ", ".join(address_lines(venue)), same.get(venue.pk, []))
        for venue in rows.order_by("-is_live", "name")
    ]
    context = {"desk": desk, "section": "venues", "venues": listed}
    return render(request, "manage/venues/list.html", context)


def venue_at(desk: Desk, number: int) -> Venue:
    """Return a place of the organisation, or raise Http404."""
    found: Venue = get_object_or_404(desk.venues().select_related("provider"), pk=number)
    return found


@member_page(MemberRole.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Add a place. ``?name=Tipton+library&next=/manage/...`` comes from a file that names it."""
    return _form_page(request, desk, first_place(desk.organisation))


@member_page(MemberRole.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def venue(request: HttpRequest, desk: Desk, venue: int) -> HttpResponse:
    """Change a place: at once, so a second step is asked for where learners go there already."""
    found = venue_at(desk, venue)
    courses = desk.courses().filter(runs__venue=found, status=CourseStatus.LIVE)
    if request.method == "POST" and not desk.has_second_step and courses.exists():
        return to_second_step(request)
    return _form_page(request, desk, found)


def _form_page(request: HttpRequest, desk: Desk, venue: Venue) -> HttpResponse:
    is_new = venue.pk is None
    form = VenueForm(
        request.POST if request.method == "POST" else None,
        organisation=desk.organisation,
        venue=None if is_new else venue,
        initial=_asked_for(request, venue) if is_new else VenueForm.initial_of(venue),
    )
    back = _back(request)
    context: dict[str, Any] = {
        "desk": desk, "section": "venues", "form": form, "venue": venue, "back": back
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "is_live": True}
        seen = values.pop("seen")
        try:
            keep_seen_place(venue, values, seen=seen, actor=desk.user, now=clock.now())
        except PlaceChanged:
            form.add_error(None, _CHANGED)
        else:
            messages.success(request, _kept_words(venue))
            if freed := find_places_anew(desk.organisation, today=clock.today()):
                messages.success(request, _freed_words(freed))
            return redirect(back or reverse("publishing:venues", args=[desk.organisation.slug]))
    context["users"] = [] if is_new else users_of(venue)
    return render(request, "manage/venues/venue.html", context)


def _asked_for(request: HttpRequest, venue: Venue) -> dict[str, Any]:
    name = clean_text(request.GET.get("name", ""), is_line=True)
    return {"name": name[: TEXTS["name"]], "venue_type": venue.venue_type}


def _back(request: HttpRequest) -> str:
    """Return the address of this site that led here, or nothing."""
    return own_address(request, request.POST.get("next", "") or request.GET.get("next", ""))


def _kept_words(venue: Venue) -> str:
    if is_on_our_map(venue.postcode):
        return _("%(place)s is kept.") % {"place": venue.name}
    words = _("%(place)s is kept. %(postcode)s is outside our map, so it has no distance.")
    return words % {"place": venue.name, "postcode": venue.postcode}


def _freed_words(rows: int) -> str:
    words = ngettext(
        "%(n)s row of a file that waits for you is right now.",
        "%(n)s rows of files that wait for you are right now.",
        rows,
    )
    return words % {"n": f"{rows:,}"}


@member_page(MemberRole.EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: HttpRequest, desk: Desk, venue: int) -> HttpResponse:
    """Ask, then take a place out of use. While courses go there it stays."""
    found = venue_at(desk, venue)
    users = users_of(found)
    if request.method == "POST" and not users:
        users = retire_place(found, actor=desk.user, now=clock.now())
        if not users:
            messages.success(request, _("%(place)s is out of use.") % {"place": found.name})
            return redirect("publishing:venues", desk.organisation.slug)
    links = [(str(user), _where_dates_are(desk, user)) for user in users]
    context = {"desk": desk, "section": "venues", "venue": found, "users": links}
    status = 409 if request.method == "POST" else 200
    return render(request, "manage/venues/retire.html", context, status=status)


def _where_dates_are(desk: Desk, user: Course | Draft) -> str:
    """Return the page from which the dates of a course, or of a draft, are given another place."""
    slug = desk.organisation.slug
    if isinstance(user, Draft):
        return reverse("publishing:draft_part", args=[slug, user.pk, "dates"])
    return f"{reverse('publishing:course_edit', args=[slug, user.pk])}?part=dates"
