"""Numbers that may be shown: one below 5 could point to a person, and so could a sum beside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as people see it. ``value`` is None when it is not told."""

    value: int | None
    is_few: bool = False

    @property
    def words(self) -> str:
        """``"1,204"``, ``"Fewer than 5"`` or ``"Not shown"``."""
        if self.value is not None:
            return number_format(self.value, use_l10n=True, force_grouping=True)
        return _("Fewer than 5") if self.is_few else _("Not shown")

    @property
    def order(self) -> int:
        """A number to sort by that tells no more than the words do."""
        return self.value if self.value is not None else 0


def figure(count: int) -> Figure:
    """Return a count, or that it is small. Nought is small too: it looks like 1 to 4."""
    return Figure(count) if count >= FEWEST else Figure(None, is_few=True)


def total(parts: Iterable[int]) -> Figure:
    """Return the sum of numbers that are shown beside it.

    When just one of them is hidden, the sum would give it away, and is hidden with it: 41 beside
    40 and "Fewer than 5" says 1. When that one is nought, there is nobody to give away.
    """
    counts = list(parts)
    small = [count for count in counts if count < FEWEST]
    whole = figure(sum(counts))
    if len(small) == 1 and small[0] and len(counts) > 1 and whole.value is not None:
        return Figure(None)
    return whole
