"""A place in a sentence: "near Walsall", "within 5 miles of B70"."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.lists import with_commas
from search.criteria import Criteria
from search.place_facts import Resolution


def region_name() -> str:
    """Return the region as it stands in a sentence: ``"the West Midlands"``."""
    return _(settings.REGION["name"])


def place_name(place: Resolution) -> str:
    """Return what to call the place: ``"Walsall"``, ``"B70"``, ``"your location"``."""
    if place.is_own_location:
        return _("your location")
    return place.name or place.near


def place_phrase(place: Resolution) -> str:
    """Return ``"near Walsall"``, ``"near you"``, or ``"in the West Midlands"`` for the region."""
    if place.is_everything:
        return _("in %(region)s") % {"region": region_name()}
    if place.is_own_location:
        return _("near you")
    return _("near %(place)s") % {"place": place_name(place)}


def place_chip(criteria: Criteria) -> str:
    """Return the words of the place's chip: ``"Walsall"`` or ``"B70, 5 miles"``."""
    name = place_name(criteria.place)
    radius = criteria.radius_miles
    if radius is None:
        return name
    miles = round(radius)
    distance = ngettext("%d mile", "%d miles", miles) % miles
    return with_commas((name, distance))


def within_label(within: str, place: Resolution) -> str:
    """Return the words of a distance to choose: ``"Up to 5 miles"`` or ``"Walsall only"``."""
    if within == "area":
        return _("%s only") % place_name(place)
    miles = int(within)
    return ngettext("Up to %d mile", "Up to %d miles", miles) % miles
