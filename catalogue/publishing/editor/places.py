"""Writes of places from the providers' area."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from catalogue.courses.models import Course
from catalogue.providers.enums import AuditAction, OrganisationKind, VenueType
from catalogue.providers.locating import PlaceFinder
from catalogue.providers.models import Organisation, Venue
from catalogue.providers.postcodes import read_postcode
from catalogue.providers.services import Change, save_venue
from catalogue.publishing.audit import note
from catalogue.publishing.models import Draft
from portal.core.prose import is_name


class PlaceProblem(ValueError):  # noqa: N818  (it is no fault of ours)
    """What is to be written instead, at which field of the form."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


def make_place(
    organisation: Organisation, typed: Mapping[str, str], *, actor: Any, now: datetime.datetime
) -> Venue:
    """Make a place from a name, a postcode and a street, or return the one that is the same.

    Raises PlaceProblem. A postcode outside our map is allowed: the place then has no point.
    """
    name = typed["name"].strip()
    if not is_name(name):
        raise PlaceProblem("new_name", _("Write the name of the place, like “Tipton library”."))
    if len(name) > 250:
        raise PlaceProblem("new_name", _("Write a shorter name."))
    try:
        postcode = read_postcode(typed["postcode"])
    except ValueError:
        words = _("Write the whole postcode, like DY4 8NU. We do not know “%(typed)s”.")
        if not typed["postcode"].strip():
            words = _("Write the postcode of the place. We find it on the map by it.")
        raise PlaceProblem("new_postcode", words % {"typed": typed["postcode"][:20]}) from None
    there = Venue.objects.filter(provider=organisation, name__iexact=name).first()
    if there is not None:
        if there.postcode == postcode:
            return there
        words = _("You have a place “%(name)s” at %(postcode)s. Choose it, or write another name.")
        told = {"name": there.name, "postcode": there.postcode or "?"}
        raise PlaceProblem("new_name", words % told)
    venue = first_place(organisation)
    values = {
        "name": name,
        "postcode": postcode,
        "address_line_1": typed.get("address", "")[:100],
        "town": town_of(postcode),
    }
    try:
        keep_place(venue, values, actor=actor, now=now)
    except IntegrityError:  # made twice at one moment
        return Venue.objects.get(provider=organisation, name__iexact=name)
    return venue


def first_place(organisation: Organisation) -> Venue:
    """Return a place to fill in: a community group begins with one of the community."""
    venue = Venue(provider=organisation)
    if organisation.kind == OrganisationKind.COMMUNITY:
        venue.venue_type = VenueType.COMMUNITY
    return venue


def town_of(postcode: str) -> str:
    """Return the name of the council of a postcode on our map, or nothing."""
    finder = PlaceFinder()
    council = finder.by_id.get(finder.locate(town="", postcode=postcode).council_id or 0)
    return council.name[:75] if council else ""


def is_on_our_map(postcode: str) -> bool:
    """Return whether we know the first half of a postcode."""
    return postcode.split(" ")[0].upper() in PlaceFinder().outward_codes


@transaction.atomic
def keep_place(
    venue: Venue, values: Mapping[str, Any], *, actor: Any, now: datetime.datetime
) -> Change:
    """Give a place its values and its point on the map, and write it down."""
    change = save_venue(venue, values=values)
    if change is not Change.UNCHANGED:
        note(
            venue.provider,
            AuditAction.VENUE,
            actor=actor,
            now=now,
            about=venue.name,
            facts={"venue": venue.pk, "change": change.value},
        )
    return change


class PlaceChanged(Exception):  # noqa: N818  (the name says the state)
    """Somebody else changed the place since the form was opened."""


def version_of(venue: Venue) -> str:
    """Return what tells a place from how it was before: ``""`` for one that is not kept yet."""
    return venue.updated_at.isoformat() if venue.pk else ""


@transaction.atomic
def keep_seen_place(
    venue: Venue, values: Mapping[str, Any], *, seen: str, actor: Any, now: datetime.datetime
) -> None:
    """Keep a place as a form has it that was made of it as ``version_of`` says.

    Raises PlaceChanged when it is another now, so that nobody undoes unseen what a colleague did.
    """
    if venue.pk and version_of(Venue.objects.select_for_update().get(pk=venue.pk)) != seen:
        raise PlaceChanged
    keep_place(venue, values, actor=actor, now=now)


def users_of(venue: Venue) -> list[Course | Draft]:
    """Return the courses that are not withdrawn, and the drafts, that go to a place."""
    courses = (
        Course.objects.filter(runs__venue=venue).exclude(status="WITHDRAWN").distinct()
    ).order_by("title")
    drafts = [
        draft
        for draft in Draft.objects.filter(organisation=venue.provider, course__isnull=True)
        if any(run.get("venue") == venue.pk for run in draft.content.get("runs") or [])
    ]
    return [*courses, *drafts]


@transaction.atomic
def retire_place(venue: Venue, *, actor: Any, now: datetime.datetime) -> list[Course | Draft]:
    """Take a place out of use. Return who still uses it: then nothing is changed."""
    Organisation.objects.select_for_update(no_key=True).get(pk=venue.provider_id)
    users = users_of(venue)
    if not users:
        keep_place(venue, {"is_live": False}, actor=actor, now=now)
    return users


def doubles(organisation: Organisation) -> dict[int, list[Venue]]:
    """Return, for each place in use, others at the same postcode and street."""
    places: dict[tuple[str, str], list[Venue]] = {}
    rows = Venue.objects.filter(Q(provider=organisation), ~Q(postcode=""), is_live=True)
    for venue in rows.order_by("pk"):
        street = "".join(filter(str.isalnum, venue.address_line_1.lower()))
        places.setdefault((venue.postcode, street), []).append(venue)
    return {
        venue.pk: [other for other in group if other.pk != venue.pk]
        for group in places.values()
        if len(group) > 1
        for venue in group
    }
