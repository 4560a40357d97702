"""What many courses share, read once for a whole build: providers, subjects and venues."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from catalogue.courses.quality import answers_access
from catalogue.providers.models import Organisation, Venue
from portal.core.enums import PlaceKind
from portal.core.models import Place, Subject
from search.builders import codes


@dataclass(frozen=True, slots=True)
class ProviderFacts:
    """A provider as a card names it; ``names`` holds every name for matching."""

    name: str
    slug: str
    ukprn: str
    names: str
    is_live: bool


@dataclass(frozen=True, slots=True)
class SubjectFacts:
    """A subject with its sector, empty texts when it has none."""

    slug: str
    name: str
    sector_slug: str
    sector_name: str


@dataclass(frozen=True, slots=True)
class VenueFacts:
    """Where a run takes place. ``area_slugs``: town and council, ``("bilston", "dudley")``."""

    id: int
    name: str
    venue_type: str
    town: str
    outward_code: str
    latitude: float | None
    longitude: float | None
    is_location_approximate: bool
    area_slugs: tuple[str, ...]
    tells_access: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything by primary key, and the councils by their name."""

    providers: Mapping[int, ProviderFacts]
    subjects: Mapping[int, SubjectFacts]
    venues: Mapping[int, VenueFacts]
    councils: Mapping[str, str]

    def council_slugs(self, names: Collection[str]) -> tuple[str, ...]:
        """Return the slugs of councils named in a run: ``["Walsall"] -> ("walsall",)``."""
        found = (self.councils.get(name.casefold()) for name in names)
        return tuple(sorted({slug for slug in found if slug}))


def load_facts() -> Facts:
    """Read the facts in five queries, however many listings follow."""
    return Facts(
        providers=load_providers(),
        subjects=load_subjects(),
        venues={
            row.pk: _venue(row)
            for row in Venue.objects.select_related("council", "town_place__parent").iterator(2000)
        },
        councils={
            name.casefold(): slug
            for name, slug in Place.objects.filter(kind=PlaceKind.COUNCIL).values_list(
                "name", "slug"
            )
        },
    )


def load_providers() -> dict[int, ProviderFacts]:
    """Read the organisations, in one query."""
    return {row.pk: _provider(row) for row in Organisation.objects.all()}


def load_subjects() -> dict[int, SubjectFacts]:
    """Read the subjects with their sectors, in one query."""
    return {row.pk: _subject(row) for row in Subject.objects.select_related("sector")}


def _provider(row: Organisation) -> ProviderFacts:
    names = " ".join(dict.fromkeys(filter(None, [row.name, row.trading_name])))
    return ProviderFacts(
        name=row.name, slug=row.slug, ukprn=row.ukprn, names=names, is_live=row.is_live
    )


def _subject(row: Subject) -> SubjectFacts:
    return SubjectFacts(
        slug=row.slug,
        name=row.name,
        sector_slug=row.sector.slug if row.sector else "",
        sector_name=row.sector.name if row.sector else "",
    )


def _venue(row: Venue) -> VenueFacts:
    areas = [place.slug for place in (row.town_place, row.council) if place]
    return VenueFacts(
        id=row.pk,
        name=row.name,
        venue_type=codes.VENUE_TYPES[row.venue_type],
        town=row.town,
        outward_code=row.outward_code,
        latitude=row.latitude,
        longitude=row.longitude,
        is_location_approximate=row.is_location_approximate,
        area_slugs=tuple(dict.fromkeys(areas)),
        tells_access=answers_access(row),
    )
