"""The legal minimum wage, as dated rows of data/pay_floors.csv."""

import csv
import datetime
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).resolve().parent / "data" / "pay_floors.csv"


class FloorGroup(StrEnum):
    """Whom a rate protects."""

    AGE_21 = "AGE_21"
    AGE_18_20 = "AGE_18_20"
    UNDER_18 = "UNDER_18"
    APPRENTICE = "APPRENTICE"


@dataclass(frozen=True, slots=True)
class PayFloor:
    """A rate from a day on: ``PayFloor(date(2026, 4, 1), FloorGroup.AGE_21, 1271, ...)``."""

    from_date: datetime.date
    group: FloorGroup
    pence_an_hour: int
    source_url: str
    source_date: datetime.date


@lru_cache(maxsize=1)
def pay_floors() -> tuple[PayFloor, ...]:
    """Read the table, the oldest rates first."""
    with TABLE.open(encoding="utf-8", newline="") as file:
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


def floors_on(date: datetime.date) -> dict[FloorGroup, PayFloor]:
    """Return the rates in force on a day. Empty before the first rate of the table."""
    return {floor.group: floor for floor in pay_floors() if floor.from_date <= date}
