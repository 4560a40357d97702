"""Help near you and young people: the place of the page, and what pathways know of help."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pathways.support.near_you import YOUNG, Filters, near_you
from pathways.support.young_people import contact_for, council_contacts
from portal.core import clock
from portal.core.geo import Point
from portal.navigation.languages import address_here
from search.page_place import PagePlace, place_of_request

BANDS = ("16-17", "18-24", "under-25")


@require_safe
def help_near_you(request: HttpRequest) -> HttpResponse:
    """List places where a person helps, nearest first; from A to Z by council without a place."""
    place = place_of_request(request)
    found = near_you(
        now=timezone.localtime(clock.now(), clock.REGION_TIME),
        point=_point(place),
        filters=Filters.read(request.GET),
    )
    crumbs = [(_("Help"), address_here("/help/"))]
    context = {"place": place, "found": found, "crumbs": crumbs}
    return render(request, "help/near_you.html", context)


@require_safe
def young_people(request: HttpRequest) -> HttpResponse:
    """Show help by age band. Asks for nothing but a place, which nobody has to tell."""
    place = place_of_request(request)
    contacts = council_contacts()
    hubs = near_you(
        now=timezone.localtime(clock.now(), clock.REGION_TIME),
        point=_point(place),
        filters=Filters(age=YOUNG),
    )
    age = request.GET.get("age", "")
    context = {
        "place": place,
        "contacts": contacts,
        "contact": contact_for(place.slugs, contacts),
        "hubs": hubs,
        "age": age if age in BANDS else "",
        "crumbs": [],
    }
    return render(request, "help/young_people.html", context)


def _point(place: PagePlace) -> Point | None:
    return Point(*place.point) if place.point is not None and place.is_known else None
