"""What loads of facts share: what changed, and writing only what differs."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class LoadCounts:
    """What a load changed. ``LoadCounts(added=3, changed=1, unchanged=140)``."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: "LoadCounts") -> "LoadCounts":
        return LoadCounts(
            added=self.added + other.added,
            changed=self.changed + other.changed,
            unchanged=self.unchanged + other.unchanged,
        )


def assign(instance: object, wanted: Mapping[str, object]) -> bool:
    """Set the attributes that differ. Return whether any did."""
    differing = {name: value for name, value in wanted.items() if getattr(instance, name) != value}
    for name, value in differing.items():
        setattr(instance, name, value)
    return bool(differing)
