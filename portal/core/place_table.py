"""The table of places of a region into the database."""

import datetime
from collections.abc import Iterable, Mapping

from django.db import transaction

from portal.core.enums import PlaceKind
from portal.core.loading import LoadCounts, assign
from portal.core.models import Place

LIST_SEPARATOR = "|"
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
            elif assign(place, wanted):
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
