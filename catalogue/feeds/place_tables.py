"""Tables of places and postcodes: ours, the ONS Postcode Directory, Code-Point Open.

The two national tables hold a row for each postcode. What we take from them is the middle of each
outward code and the council that holds most of it.
"""

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import BinaryIO

from django.db import transaction

from catalogue.feeds.osgb import point_of
from catalogue.feeds.reader import RawRow, Table, open_table
from catalogue.feeds.refusal import FileRefusedError
from catalogue.feeds.whole_file import Progress, no_progress
from catalogue.providers.postcodes import read_postcode
from catalogue.providers.services import relocate_venues
from portal.core.enums import PlaceKind
from portal.core.geo import Point
from portal.core.models import Place
from portal.core.place_table import PlaceTableError, load_places

OWN_HEADINGS = ("KIND", "NAME", "SLUG", "PARENT", "LATITUDE", "LONGITUDE")
# The council column has a new name in each edition: "oslaua", "lad23cd", "lad25cd".
COUNCIL_HEADING = re.compile(r"OSLAUA|LAUA|LAD\d\dCD")
POSTCODE_HEADINGS = ("PCDS", "PCD2", "PCD", "PCD7", "PCD8")
NO_LATITUDE = 99.0  # ONS writes 99.999999 where a postcode has no place
# Code-Point Open has no headings: postcode, quality, easting, northing, ..., district is cell 9.
CODE_POINT_WIDTH, CODE_POINT_DISTRICT, CODE_POINT_NO_PLACE = 10, 8, "90"
MAX_DECIMALS = 4


@dataclass
class _Outward:
    """The sum of an outward code's postcodes."""

    count: int = 0
    latitude: float = 0.0
    longitude: float = 0.0
    councils: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class PlacesOutcome:
    """What a load of places did."""

    file_format: str
    rows_read: int
    added: int
    changed: int
    unchanged: int
    rows_outside: int = 0
    venues_moved: int = 0


@transaction.atomic
def load_place_table(
    stream: BinaryIO, *, today: datetime.date, progress: Progress = no_progress
) -> PlacesOutcome:
    """Load any of the three tables. Raises FileRefusedError, and then nothing changed.

    A national table only moves outward codes that are on our map, or adds those that lie in one
    of our councils.
    """
    table = open_table(stream)
    headings = set(table.headings)
    if set(OWN_HEADINGS) <= headings:
        rows = [{name.lower(): cell for name, cell in raw.cells.items()} for raw in table.rows()]
        if not rows:
            raise FileRefusedError("FILE_EMPTY", "The table has headings and no rows.", row=1)
        try:
            counts = load_places(rows, today=today)
        except PlaceTableError as error:
            raise FileRefusedError("PLACE_ROW", str(error)) from error
        name, read, outside = "places", len(rows), 0
    else:
        name, postcodes = _national(table)
        totals, read = _add_up(postcodes, progress=progress)
        places, outside = _outward_rows(totals, source=name, today=today)
        counts = load_places(places, today=today)
    return PlacesOutcome(
        file_format=name,
        rows_read=read,
        added=counts.added,
        changed=counts.changed,
        unchanged=counts.unchanged,
        rows_outside=outside,
        venues_moved=relocate_venues(),
    )


Postcode = tuple[str, Point, str]


def _national(table: Table) -> tuple[str, Iterator[Postcode | None]]:
    """Return the name of a national table and its postcodes: code, point, council code."""
    council = next((one for one in table.headings if COUNCIL_HEADING.fullmatch(one)), "")
    code = next((one for one in POSTCODE_HEADINGS if one in table.headings), "")
    if council and code and {"LAT", "LONG"} <= set(table.headings):
        rows = table.rows()
        return "ONS Postcode Directory", (_ons_postcode(raw, code, council) for raw in rows)
    if len(table.headings) >= CODE_POINT_WIDTH and _is_postcode(table.heading_cells[0]):
        cells = chain([table.heading_cells], (cells for _, cells in table.records))
        return "Code-Point Open", (_code_point(row) for row in cells)
    if {"POSTCODE", "EASTINGS", "NORTHINGS"} <= set(table.headings):
        return "Code-Point Open", (_code_point(cells) for _, cells in table.records)
    raise FileRefusedError(
        "FILE_FORMAT_UNKNOWN",
        f"The headings are not those of a table we know. Our own table has: "
        f"{', '.join(name.lower() for name in OWN_HEADINGS)}, ... The ONS Postcode Directory has "
        "pcds, oslaua, lat, long. Code-Point Open has no headings and ten columns.",
        row=1,
    )


def _is_postcode(cell: str) -> bool:
    try:
        read_postcode(cell)
    except ValueError:
        return False
    return True


def _ons_postcode(raw: RawRow, code: str, council: str) -> Postcode | None:
    """Return a postcode in use that has a place, else None."""
    cells = raw.cells
    try:
        latitude, longitude = float(cells["LAT"]), float(cells["LONG"])
        postcode = read_postcode(cells[code])
    except ValueError:
        return None
    if cells.get("DOTERM") or latitude > NO_LATITUDE:
        return None
    return postcode, Point(latitude, longitude), cells[council]


def _code_point(cells: list[str]) -> Postcode | None:
    try:
        postcode = read_postcode(cells[0])
        easting, northing = float(cells[2]), float(cells[3])
    except (ValueError, IndexError):
        return None
    if len(cells) < CODE_POINT_WIDTH or cells[1].strip() == CODE_POINT_NO_PLACE or not easting:
        return None
    return postcode, point_of(easting, northing), cells[CODE_POINT_DISTRICT].strip()


def _add_up(
    postcodes: Iterator[Postcode | None], *, progress: Progress
) -> tuple[dict[str, _Outward], int]:
    totals: dict[str, _Outward] = defaultdict(_Outward)
    number = 0
    for number, found in enumerate(postcodes, start=1):
        if found:
            postcode, point, council = found
            total = totals[postcode.split(" ")[0]]
            total.count += 1
            total.latitude += point.latitude
            total.longitude += point.longitude
            total.councils[council] += 1
        if number % 10_000 == 0:
            progress(number)
    if not number:
        raise FileRefusedError("FILE_EMPTY", "The table has headings and no rows.", row=1)
    return totals, number


def _outward_rows(
    totals: dict[str, _Outward], *, source: str, today: datetime.date
) -> tuple[list[dict[str, str]], int]:
    """Return rows for load_places, and how many postcodes lie outside our map.

    A code without a change keeps its source and date, so that a second load changes nothing.
    """
    councils = dict(Place.objects.filter(kind=PlaceKind.COUNCIL).values_list("ons_code", "slug"))
    region = Place.objects.filter(kind=PlaceKind.REGION).values_list("slug", flat=True).first()
    known = {
        place.name: place
        for place in Place.objects.filter(kind=PlaceKind.OUTWARD_CODE).select_related("parent")
    }
    if not region:
        raise FileRefusedError(
            "PLACES_MISSING", "There is no region yet. Load our own table of places first."
        )
    rows, outside = [], 0
    for name, total in sorted(totals.items()):
        council = councils.get(total.councils.most_common(1)[0][0], "")
        stored = known.get(name)
        if not council and not stored:
            outside += total.count
            continue
        latitude = round(total.latitude / total.count, MAX_DECIMALS)
        longitude = round(total.longitude / total.count, MAX_DECIMALS)
        parent = council or region
        is_same = (
            stored is not None
            and (stored.latitude, stored.longitude) == (latitude, longitude)
            and stored.parent is not None
            and stored.parent.slug == parent
        )
        rows.append(
            {
                "kind": PlaceKind.OUTWARD_CODE.value,
                "name": name,
                "slug": stored.slug if stored else name.lower(),
                "parent": parent,
                "latitude": str(latitude),
                "longitude": str(longitude),
                "aliases": "|".join(stored.aliases) if stored else "",
                "ons_code": "",
                "source": stored.source if stored and is_same else source,
                "source_date": str(stored.source_date or "") if stored and is_same else str(today),
            }
        )
    return rows, outside
