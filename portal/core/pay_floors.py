"""The legal minimum pay: shared facts of the kind PAY_FLOOR, read in one place."""

import csv
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db import transaction

from portal.core.facts import PAY_FLOOR_KEY, FactKind, SharedFact
from portal.core.loading import LoadCounts

SEED = Path(__file__).resolve().parent / "data" / "pay_floors.csv"
CACHE_KEY = "pay-floors"
CACHE_SECONDS = 60


class FloorGroup(StrEnum):
    """Whom a rate protects."""

    AGE_21 = "AGE_21"
    AGE_18_20 = "AGE_18_20"
    UNDER_18 = "UNDER_18"
    APPRENTICE = "APPRENTICE"


# How the key of a fact names the group: "pay-floor-21-2026".
KEY_PARTS = {
    FloorGroup.AGE_21: "21",
    FloorGroup.AGE_18_20: "18-20",
    FloorGroup.UNDER_18: "under-18",
    FloorGroup.APPRENTICE: "apprentice",
}
NAMES = {
    FloorGroup.AGE_21: "Legal minimum pay from the age of 21",
    FloorGroup.AGE_18_20: "Legal minimum pay from 18 to 20",
    FloorGroup.UNDER_18: "Legal minimum pay under 18",
    FloorGroup.APPRENTICE: "Legal minimum pay of apprentices",
}


@dataclass(frozen=True, slots=True)
class PayFloor:
    """A rate from a day on: ``PayFloor(date(2026, 4, 1), FloorGroup.AGE_21, 1271, ...)``."""

    from_date: datetime.date
    group: FloorGroup
    pence_an_hour: int
    source_url: str
    source_date: datetime.date


def pay_floors() -> tuple[PayFloor, ...]:
    """Return every rate, the oldest first: those of the database, else those of the seed.

    Kept for a minute, so a page or a row of an import costs no question to the database.
    """
    found: tuple[PayFloor, ...] | None = cache.get(CACHE_KEY)
    if found is None:
        found = _stored() or seed_floors()
        cache.set(CACHE_KEY, found, CACHE_SECONDS)
    return found


def floors_on(
    date: datetime.date, floors: Iterable[PayFloor] | None = None
) -> dict[FloorGroup, PayFloor]:
    """Return the rates in force on a day. Empty before the first rate."""
    known = pay_floors() if floors is None else floors
    return {floor.group: floor for floor in known if floor.from_date <= date}


def group_of(key: str) -> FloorGroup | None:
    """Return whom a fact's key names: ``"pay-floor-under-18-2026"`` is UNDER_18."""
    match = PAY_FLOOR_KEY.fullmatch(key)
    if match is None:
        return None
    return next(group for group, part in KEY_PARTS.items() if part == match[1])


@lru_cache(maxsize=1)
def seed_floors() -> tuple[PayFloor, ...]:
    """Read ``data/pay_floors.csv``, the oldest rates first."""
    with SEED.open(encoding="utf-8", newline="") as file:
        rows = [
            PayFloor(
                from_date=datetime.date.fromisoformat(row["from_date"]),
                group=FloorGroup(row["group"]),
                pence_an_hour=int(row["pence_an_hour"]),
                source_url=row["source_url"],
                source_date=datetime.date.fromisoformat(row["source_date"]),
            )
            for row in csv.DictReader(file)
        ]
    return tuple(sorted(rows, key=lambda floor: floor.from_date))


@transaction.atomic
def load_pay_floors() -> LoadCounts:
    """Add the rates of the seed that the database does not have. What editors changed stays."""
    counts = LoadCounts()
    for floor in seed_floors():
        key = f"pay-floor-{KEY_PARTS[floor.group]}-{floor.from_date.year}"
        _fact, is_new = SharedFact.objects.get_or_create(key=key, defaults=_values(floor))
        counts += LoadCounts(added=1) if is_new else LoadCounts(unchanged=1)
    return counts


def forget_pay_floors(sender: Any = None, **_kwargs: Any) -> None:
    """Read the rates anew: a fact was saved or deleted."""
    cache.delete(CACHE_KEY)


def _values(floor: PayFloor) -> dict[str, Any]:
    return {
        "kind": FactKind.PAY_FLOOR,
        "name": f"{NAMES[floor.group]}, from {floor.from_date:%B %Y}",
        "text": f"£{floor.pence_an_hour / 100:.2f} an hour",
        "amount_pence": floor.pence_an_hour,
        "source_name": "GOV.UK",
        "source_url": floor.source_url,
        "as_of_date": floor.from_date,
        "checked_date": floor.source_date,
    }


def _stored() -> tuple[PayFloor, ...]:
    facts = SharedFact.objects.filter(kind=FactKind.PAY_FLOOR, amount_pence__isnull=False).order_by(
        "as_of_date", "pk"
    )
    return tuple(
        PayFloor(
            from_date=fact.as_of_date,
            group=group,
            pence_an_hour=fact.amount_pence or 0,
            source_url=fact.source_url,
            source_date=fact.checked_date or fact.as_of_date,
        )
        for fact in facts
        if (group := group_of(fact.key)) is not None
    )
