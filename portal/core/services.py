"""Writes of the floor: the places of a region and the taxonomy of sectors and subjects."""

import datetime
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from portal.core.enums import PlaceKind, SectorMotif
from portal.core.models import Place, Sector, Subject

LIST_SEPARATOR = "|"
LANGUAGES_OF_NAMES = ("pl", "ur")
PLACE_FIELDS = (
    "kind",
    "name",
    "parent_id",
    "latitude",
    "longitude",
    "aliases",
    "ons_code",
    "source",
    "source_date",
)


class PlaceTableError(ValueError):
    """A row of a table of places cannot be read. The text names the row and the remedy."""


@dataclass(frozen=True)
class LoadCounts:
    """What a load changed. ``LoadCounts(added=3, changed=1, unchanged=140)``."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def total(self) -> int:
        """All rows that were read."""
        return self.added + self.changed + self.unchanged

    def __add__(self, other: "LoadCounts") -> "LoadCounts":
        return LoadCounts(
            added=self.added + other.added,
            changed=self.changed + other.changed,
            unchanged=self.unchanged + other.unchanged,
        )


@transaction.atomic
def load_places(rows: Iterable[Mapping[str, str]], *, today: datetime.date) -> LoadCounts:
    """Load rows of a facts table by their slug. The same rows twice change nothing.

    A row looks like ``{"kind": "TOWN", "name": "Walsall", "slug": "walsall-town", "parent":
    "walsall", "latitude": "52.5862", "longitude": "-1.9829", "aliases": "Walsall Town|...",
    "ons_code": "", "source": "...", "source_date": "2026-07-28", "members": ""}``. A parent may
    stand before or after its children. ``today`` dates a row without a source date. Raises
    PlaceTableError. Places that the table does not name stay.
    """
    table = [_place_values(row, number=number, today=today) for number, row in enumerate(rows, 2)]
    known = {place.slug: place for place in Place.objects.all()}
    counts = _write_places(table, known=known)
    _write_members(table, known=known)
    return counts


def _place_values(
    row: Mapping[str, str], *, number: int, today: datetime.date
) -> dict[str, object]:
    """Return the typed cells of one row. ``parent`` and ``members`` are still slugs."""
    cells = {name: (value or "").strip() for name, value in row.items() if name}
    try:
        kind = PlaceKind(cells["kind"].upper())
        latitude, longitude = float(cells["latitude"]), float(cells["longitude"])
        source_date = cells.get("source_date", "")
        dated = datetime.date.fromisoformat(source_date) if source_date else today
        name, slug = cells["name"], cells["slug"]
    except (KeyError, ValueError) as error:
        raise PlaceTableError(
            f"Row {number} of the table of places cannot be read: {error}. Each row needs kind, "
            "name, slug, latitude and longitude, and dates like 2026-07-28."
        ) from error
    if not name or not slug:
        raise PlaceTableError(f"Row {number} of the table of places has no name or no slug.")
    return {
        "kind": kind.value,
        "name": name,
        "slug": slug,
        "parent": cells.get("parent", ""),
        "latitude": latitude,
        "longitude": longitude,
        "aliases": _split(cells.get("aliases", "")),
        "ons_code": cells.get("ons_code", ""),
        "source": cells.get("source", ""),
        "source_date": dated,
        "members": _split(cells.get("members", "")),
        "number": number,
    }


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(LIST_SEPARATOR) if part.strip()]


def _write_places(table: list[dict[str, object]], *, known: dict[str, Place]) -> LoadCounts:
    """Write rows whose parent is known first, and go round until none is left."""
    waiting = table
    added = changed = unchanged = 0
    while waiting:
        postponed = []
        for values in waiting:
            parent_slug = str(values["parent"])
            if parent_slug and parent_slug not in known:
                postponed.append(values)
                continue
            parent = known[parent_slug] if parent_slug else None
            wanted = {
                **{name: values[name] for name in PLACE_FIELDS if name in values},
                "parent_id": parent.pk if parent else None,
            }
            place = known.get(str(values["slug"]))
            if place is None:
                known[str(values["slug"])] = Place.objects.create(
                    slug=str(values["slug"]), **wanted
                )
                added += 1
            elif _assign(place, wanted):
                place.save()
                changed += 1
            else:
                unchanged += 1
        if len(postponed) == len(waiting):
            first = postponed[0]
            raise PlaceTableError(
                f"Row {first['number']} of the table of places lies inside "
                f"“{first['parent']}”, which is not in the table. Add that place."
            )
        waiting = postponed
    return LoadCounts(added=added, changed=changed, unchanged=unchanged)


def _write_members(table: list[dict[str, object]], *, known: dict[str, Place]) -> None:
    with_members = set(Place.objects.filter(members__isnull=False).values_list("slug", flat=True))
    for values in table:
        if not values["members"] and values["slug"] not in with_members:
            continue
        slugs = [str(slug) for slug in values["members"]]  # type: ignore[attr-defined]  # a list by construction
        missing = [slug for slug in slugs if slug not in known]
        if missing:
            raise PlaceTableError(
                f"Row {values['number']} of the table of places is made of “{missing[0]}”, "
                "which is not in the table. Add that place."
            )
        known[str(values["slug"])].members.set([known[slug] for slug in slugs])


def _assign(instance: object, wanted: Mapping[str, object]) -> bool:
    """Set the attributes that differ. Return whether any did."""
    differing = {name: value for name, value in wanted.items() if getattr(instance, name) != value}
    for name, value in differing.items():
        setattr(instance, name, value)
    return bool(differing)


@transaction.atomic
def load_taxonomy(path: Path) -> LoadCounts:
    """Load sectors and subjects from a TOML file by their slug. Twice changes nothing.

    ``[[sector]]`` has slug, name, summary, motif, pl, ur; ``[[subject]]`` has slug, name, sector,
    ssa_tier2_codes, title_words, pl, ur. The order in the file is the order on pages. Sectors and
    subjects that the file does not name stay.
    """
    with path.open("rb") as file:
        taxonomy = tomllib.load(file)
    counts = LoadCounts()
    for position, entry in enumerate(taxonomy.get("sector", []), start=1):
        motif = entry.get("motif", "").upper()
        counts += _write_named(
            Sector,
            entry,
            wanted={
                "summary": entry.get("summary", ""),
                "motif": SectorMotif(motif).value if motif else SectorMotif.OFFICE.value,
                "position": position,
            },
        )
    sector_ids = dict(Sector.objects.values_list("slug", "pk"))
    for position, entry in enumerate(taxonomy.get("subject", []), start=1):
        sector_slug = entry.get("sector", "")
        if sector_slug and sector_slug not in sector_ids:
            raise ValueError(
                f"{path.name}: the subject {entry['slug']} names the sector {sector_slug}, "
                "which the file does not have."
            )
        counts += _write_named(
            Subject,
            entry,
            wanted={
                "sector_id": sector_ids[sector_slug] if sector_slug else None,
                "ssa_tier2_codes": list(entry.get("ssa_tier2_codes", [])),
                "title_words": list(entry.get("title_words", [])),
                "position": position,
            },
        )
    return counts


def _write_named(
    model: type[Sector] | type[Subject],
    entry: Mapping[str, object],
    *,
    wanted: Mapping[str, object],
) -> LoadCounts:
    values = {
        **wanted,
        "name": entry["name"],
        "translations": {code: entry[code] for code in LANGUAGES_OF_NAMES if entry.get(code)},
    }
    instance, is_new = model.objects.get_or_create(slug=entry["slug"], defaults=values)
    if is_new:
        return LoadCounts(added=1)
    if _assign(instance, values):
        instance.save()
        return LoadCounts(changed=1)
    return LoadCounts(unchanged=1)
