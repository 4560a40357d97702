"""Bring rows and pairs in line with what is wanted, in a constant number of queries."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db.models import Model
from django.db.models.functions import Now

from portal.demo.rows import Columns, check

Key = TypeVar("Key", bound=Hashable)
BATCH = 200  # rows a statement: SQLite allows 32,766 values in one


@dataclass
class Sync(Generic[Key]):
    """The rows after a sync by key, and the keys of those that were added or changed."""

    rows: dict[Key, Any] = field(default_factory=dict)
    added: list[Key] = field(default_factory=list)
    changed: list[Key] = field(default_factory=list)

    @property
    def touched(self) -> list[Key]:
        """The keys of rows that this sync wrote."""
        return [*self.added, *self.changed]


def sync(
    model: type[Model],
    wanted: Mapping[Key, Columns],
    *,
    known: Mapping[Key, Any],
) -> Sync[Key]:
    """Add the rows that are missing and change the columns that differ. Nothing is deleted.

    ``known`` holds the rows there are, by the same keys. No model signal is sent: the caller
    announces what was touched. Raises DemonstrationError when a column breaks its rules.
    """
    result: Sync[Key] = Sync()
    names: set[str] = set()
    for key, columns in wanted.items():
        row = known.get(key)
        if row is None:
            row = model(**columns)
            check(row, where=f"{model._meta.verbose_name} “{key}”", changed=columns)
            result.added.append(key)
        else:
            differing = {
                name: value for name, value in columns.items() if getattr(row, name) != value
            }
            if differing:
                for name, value in differing.items():
                    setattr(row, name, value)
                check(row, where=f"{model._meta.verbose_name} “{key}”", changed=differing)
                names |= set(differing)
                result.changed.append(key)
        result.rows[key] = row
    _write(model, result, names=names)
    return result


def _write(model: type[Model], result: Sync[Any], *, names: set[str]) -> None:
    model._default_manager.bulk_create([result.rows[key] for key in result.added], BATCH)
    if not result.changed:
        return
    rows = [result.rows[key] for key in result.changed]
    if any(each.name == "updated_at" for each in model._meta.concrete_fields):
        names = {*names, "updated_at"}
        for row in rows:
            row.updated_at = Now()  # a bulk update does not keep auto_now
    model._default_manager.bulk_update(rows, sorted(names), BATCH)


def sync_pairs(
    through: type[Model],
    columns: tuple[str, str],
    *,
    wanted: set[tuple[int, int]],
    owners: list[int],
) -> set[int]:
    """Bring the pairs of a many-to-many table in line for some owners (the first column).

    Return the owners whose pairs changed. No signal is sent.
    """
    owner, other = columns
    rows = through._default_manager.filter(**{f"{owner}__in": owners})
    known = {(getattr(row, owner), getattr(row, other)): row.pk for row in rows}
    missing = sorted(wanted - known.keys())
    gone = sorted(known.keys() - wanted)
    through._default_manager.bulk_create(
        [through(**{owner: first, other: second}) for first, second in missing], BATCH
    )
    through._default_manager.filter(pk__in=[known[pair] for pair in gone]).delete()
    return {first for first, _ in [*missing, *gone]}
