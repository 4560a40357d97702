"""Places of help and contacts of councils into the database: only what differs is written."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from catalogue.providers.locating import PlaceFinder
from pathways.content_files import Entry
from pathways.loading_pages import numbered
from pathways.support.enums import Weekday
from pathways.support.help_points import CouncilContact, HelpPoint, HelpPointClosure, OpeningHours
from portal.core.loading import LoadCounts, assign
from portal.core.models import Place

ROWS = ("hours", "closures")
FAR = "_in_days"


def load_points(entries: Sequence[Entry], *, today: datetime.date) -> LoadCounts:
    """Write the invented places of help. A real one of the same slug stays as it is."""
    finder = PlaceFinder()
    known = {point.slug: point for point in HelpPoint.objects.all()}
    counts = LoadCounts()
    for entry in entries:
        point = known.get(entry.slug)
        if point is not None and not point.is_demo:
            counts += LoadCounts(unchanged=1)
            continue
        counts += _load_point(entry, point, finder, today)
    return counts


def _load_point(
    entry: Entry, point: HelpPoint | None, finder: PlaceFinder, today: datetime.date
) -> LoadCounts:
    is_new = point is None
    point = point or HelpPoint(slug=entry.slug, is_demo=True)
    differs = assign(point, _values(entry, finder, today))
    hours, closures = _hours(entry), _closures(entry, today)
    if is_new or _plain(point.opening_hours.all()) != _plain(hours):
        point.opening_hours.set(numbered(hours))
        differs = True
    if is_new or _plain(point.closures.all()) != _plain(closures):
        point.closures.set(numbered(closures))
        differs = True
    if not differs:
        return LoadCounts(unchanged=1)
    point.save()
    return LoadCounts(added=1) if is_new else LoadCounts(changed=1)


def _values(entry: Entry, finder: PlaceFinder, today: datetime.date) -> dict[str, Any]:
    values: dict[str, Any] = {"checked_date": today}
    for name, value in entry.values.items():
        if name in ROWS:
            continue
        if name.endswith(FAR):
            values[f"{name.removesuffix(FAR)}_date"] = today + datetime.timedelta(days=value)
        else:
            values[name] = value
    town = str(values["address"]).rpartition(",")[2].strip()
    found = finder.locate(town=town, postcode=str(values["postcode"]))
    return values | found.as_values()


def _hours(entry: Entry) -> list[OpeningHours]:
    rows = []
    for row in entry.values.get("hours", []):
        for day in row["days"]:
            if day not in Weekday.__members__:
                raise entry.error("hours", f"{day} is no day. Write MONDAY to SUNDAY.")
            rows.append(
                OpeningHours(
                    weekday=Weekday[day],
                    opens=datetime.time.fromisoformat(row["opens"]),
                    closes=datetime.time.fromisoformat(row["closes"]),
                    note=row.get("note", ""),
                )
            )
    return rows


def _closures(entry: Entry, today: datetime.date) -> list[HelpPointClosure]:
    return [
        HelpPointClosure(
            from_date=today + datetime.timedelta(days=row["from_in_days"]),
            to_date=today + datetime.timedelta(days=row["to_in_days"]),
            reason=row.get("reason", ""),
        )
        for row in entry.values.get("closures", [])
    ]


def _plain(rows: Iterable[Any]) -> list[tuple[Any, ...]]:
    """Return rows as what they say, in one order."""
    names = {
        OpeningHours: ("weekday", "opens", "closes", "note"),
        HelpPointClosure: ("from_date", "to_date", "reason"),
    }
    return sorted(tuple(getattr(row, name) for name in names[type(row)]) for row in rows)


def load_contacts(entries: Sequence[Entry], *, today: datetime.date) -> LoadCounts:
    """Write the contacts of councils of the demonstration. A real contact stays."""
    councils = {place.slug: place for place in Place.objects.filter(kind="COUNCIL")}
    known = {row.council.slug: row for row in CouncilContact.objects.select_related("council")}
    counts = LoadCounts()
    for entry in entries:
        if entry.slug not in councils:
            raise entry.error("council", "we do not know this council. Correct the name.")
        contact = known.get(entry.slug)
        is_new = contact is None
        contact = contact or CouncilContact(council=councils[entry.slug], is_demo=True)
        if not contact.is_demo or not assign(contact, {**entry.values, "checked_date": today}):
            counts += LoadCounts(unchanged=1)
            continue
        contact.save()
        counts += LoadCounts(added=1) if is_new else LoadCounts(changed=1)
    return counts
