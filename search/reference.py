"""Everything that the word modules need to know of this region, as plain data.

The only way from the tables of places, names and synonyms to modules that know no model.
Read once a minute in each process, so an editor's change shows within minutes. Venues and providers
are read again whenever the index has changed: a course at a new venue is found near it at once.
"""

import csv
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from catalogue.providers.models import Organisation, Venue
from catalogue.vacancies.models import Vacancy, VacancyLocation
from pathways.roles import RolePage
from pathways.sector_pages import PathwayPage
from portal.core.clock import today
from portal.core.models import Place, Sector, Subject
from search import indexing
from search.builders.career_names import career_names
from search.builders.in_languages import address_of, editions_of
from search.models import Synonym
from search.place_facts import PlaceFact
from search.places import Gazetteer
from search.synonyms import Synonyms
from search.taught_synonyms import in_force
from search.venues import VenueArrays, VenueRow

KEPT_SECONDS = 60.0
POSTCODE_AREAS = "postcode_areas.csv"  # beside every region's facts table: it is national


@dataclass(frozen=True, slots=True)
class CareerName:
    """The title and the address of a role or a pathway by language."""

    titles: Mapping[str, str]
    paths: Mapping[str, str]

    def label_in(self, language: str) -> str:
        """Return the title in a language, else in the site's first one."""
        return self.titles[self.language_for(language)]

    def path_in(self, language: str) -> str:
        """Return the address without its language prefix."""
        return self.paths[self.language_for(language)]

    def language_for(self, language: str) -> str:
        """Return the language of the words that a visitor of some language is shown."""
        return language if language in self.titles else settings.LANGUAGE_CODE


@dataclass(frozen=True, slots=True)
class Reference:
    """One reading of the tables.

    ``sectors``, ``subjects`` (in the editors' order) and ``roles`` by slug, ``pathways``
    by the slug of their sector; each has ``label_in(language)``.
    ``career_names``: ids of documents by the name of a role or a scheme as ``name_key`` writes it.
    ``providers``: names by slug. ``venues``: where each venue of a course and each
    place of a vacancy stands, by its run token.
    """

    gazetteer: Gazetteer
    synonyms: Synonyms
    venues: VenueArrays
    sectors: Mapping[str, Sector]
    subjects: Mapping[str, Subject]
    providers: Mapping[str, str]
    roles: Mapping[str, "CareerName"]
    pathways: Mapping[str, "CareerName"]
    career_names: Mapping[str, tuple[str, ...]]
    generation: str
    read_at: float


_lock = threading.Lock()
_kept: Reference | None = None


def get_reference() -> Reference:
    """Return the reading of this process, as new as the index and not older than a minute.

    While one thread reads again the others go on with the old one.
    """
    global _kept
    kept = _kept
    generation = indexing.generation()
    if kept is not None and _is_fresh(kept) and kept.generation == generation:
        return kept
    if not _lock.acquire(blocking=kept is None) and kept is not None:
        return kept
    try:
        kept = _kept
        if kept is None or not _is_fresh(kept):
            kept = read_reference(generation)
        elif kept.generation != generation:
            kept = replace(
                kept,
                venues=VenueArrays.build(_venues()),
                providers=_providers(),
                roles=_named(RolePage, "slug"),
                pathways=_named(PathwayPage, "sector__slug"),
                career_names=career_names(),
                generation=generation,
            )
        _kept = kept
        return kept
    finally:
        _lock.release()


def _is_fresh(reference: Reference) -> bool:
    return time.monotonic() - reference.read_at < KEPT_SECONDS


def forget_reference() -> None:
    """Read the tables again at the next question: after a change in this process."""
    global _kept
    _kept = None


def read_reference(generation: str = "") -> Reference:
    """Read the tables, in fourteen queries. ``generation`` is that of the index they go with."""
    return Reference(
        gazetteer=Gazetteer(_places(), postcode_areas()),
        synonyms=in_force(Synonym.objects.in_force()),
        venues=VenueArrays.build(_venues()),
        sectors={row.slug: row for row in Sector.objects.order_by("position", "name")},
        subjects={row.slug: row for row in Subject.objects.order_by("position", "name")},
        providers=_providers(),
        roles=_named(RolePage, "slug"),
        pathways=_named(PathwayPage, "sector__slug"),
        career_names=career_names(),
        generation=generation,
        read_at=time.monotonic(),
    )


@lru_cache(maxsize=1)
def postcode_areas() -> Mapping[str, str]:
    """Return the post town of each postcode area of the country: ``{"WF": "Wakefield"}``."""
    path = Path(settings.ROOT) / "portal" / "core" / "data" / POSTCODE_AREAS
    with path.open(encoding="utf-8", newline="") as file:
        return {row["area"]: row["post_town_area"] for row in csv.DictReader(file)}


def _places() -> list[PlaceFact]:
    rows = Place.objects.select_related("parent").prefetch_related("members").order_by("id")
    return [
        PlaceFact(
            slug=row.slug,
            name=row.name,
            kind=row.kind,
            parent=row.parent.slug if row.parent else "",
            latitude=row.latitude,
            longitude=row.longitude,
            aliases=tuple(row.aliases),
            members=tuple(member.slug for member in row.members.all()),
        )
        for row in rows
    ]


def _providers() -> dict[str, str]:
    return dict(Organisation.objects.live().values_list("slug", "name"))


def _named(model: type[RolePage] | type[PathwayPage], key: str) -> dict[str, CareerName]:
    """Return names by a value of the page in the first language; pages without it are left out."""
    pages = model.objects.live().select_related("locale").order_by("id")
    keys = dict(pages.values_list("pk", key))
    found = {}
    for editions in editions_of(pages):
        first = editions[0]
        value = keys[first.page.pk]
        if first.language == settings.LANGUAGE_CODE and value:
            found[value] = CareerName(
                {one.language: one.page.title for one in editions},
                {one.language: address_of(one.page) for one in editions},
            )
    return found


def _venues() -> list[VenueRow]:
    """Return the venues of courses, and the places of vacancies that people can apply for."""
    venues = Venue.objects.live()
    # The one reading of the clock here: places of closed vacancies would only make circles slower.
    locations = VacancyLocation.objects.filter(vacancy__in=Vacancy.objects.live(today()))
    return [*_rows("v", venues), *_rows("w", locations)]


def _rows(letter: str, places: QuerySet) -> list[VenueRow]:
    columns = ("id", "latitude", "longitude", "postcode")
    known = places.filter(latitude__isnull=False, longitude__isnull=False)
    return [
        VenueRow(f"{letter}{pk}", latitude, longitude, postcode.partition(" ")[0])
        for pk, latitude, longitude, postcode in known.values_list(*columns)
    ]
