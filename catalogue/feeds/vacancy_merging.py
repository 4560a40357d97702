"""The rows of one vacancy to one: v1 pages repeat it for each place, a set may hold it twice."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass
class MergedVacancy:
    """What the files say of one vacancy. The first row that tells something stands."""

    reference: str
    values: dict[str, Any]
    locations: list[dict[str, Any]] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    has_other_title: bool = False


def merged(rows: Iterable[dict[str, Any]]) -> MergedVacancy:
    """Merge rows of one reference, in their order."""
    result: MergedVacancy | None = None
    for row in rows:
        if result is None:
            result = MergedVacancy(
                reference=row["reference"],
                values=dict(row["values"]),
                absent=set(row["absent"]),
            )
        else:
            result.has_other_title |= row["values"]["title"] != result.values["title"]
            result.absent &= set(row["absent"])
            _fill(result.values, row["values"])
        result.links += [link for link in row["links"] if link not in result.links]
        _join(result.locations, row["locations"])
    if result is None:
        raise ValueError("A vacancy has at least one row.")
    return result


def _join(places: list[dict[str, Any]], others: Iterable[dict[str, Any]]) -> None:
    """Add places that are not there yet. Version 1 tells the point of only one in each row."""
    for other in others:
        same = next((one for one in places if _address(one) == _address(other)), None)
        if same is None:
            places.append(dict(other))
        elif same["point"] is None:
            same["point"] = other["point"]


def _address(place: dict[str, Any]) -> tuple[Any, ...]:
    return place["lines"], place["town"], place["postcode"]


# Values that only mean something together come from one row.
TOGETHER = (
    ("wage_type", "wage_text", "wage_low_pence", "wage_high_pence", "wage_unit", "wage_note"),
    ("duration_text", "duration_months"),
    ("employer_name", "is_employer_anonymous"),
)


def _fill(values: dict[str, Any], others: dict[str, Any]) -> None:
    grouped = {name for group in TOGETHER for name in group}
    for group in TOGETHER:
        told = [name for name in group if name != "wage_type" and values[name]]
        if not told and values.get("wage_type" if "wage_text" in group else "", "NOT_TOLD") in (
            "NOT_TOLD",
            "CUSTOM",
        ):
            values.update({name: others[name] for name in group})
    for name, value in others.items():
        if name not in grouped and not values[name] and value:
            values[name] = value
