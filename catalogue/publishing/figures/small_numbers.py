"""Numbers that may be shown: one below 5 could point to a person, and so could a sum beside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as people see it. ``value`` is None when it is small, the least when not exact."""

    value: int | None
    is_exact: bool = True

    @property
    def words(self) -> str:
        """``"1,204"``, ``"41 or more"`` or ``"Fewer than 5"``."""
        if self.value is None:
            return _("Fewer than 5")
        number = number_format(self.value, use_l10n=True, force_grouping=True)
        return number if self.is_exact else _("%(number)s or more") % {"number": number}

    @property
    def order(self) -> int:
        """A number to sort by that tells no more than the words do."""
        return self.value if self.value is not None else 0


FEW = Figure(None)


def figure(count: int) -> Figure:
    """Return a count, or that it is small. Nought is small too: it looks like 1 to 4."""
    return Figure(count) if count >= FEWEST else FEW


def total(parts: Iterable[int]) -> Figure:
    """Return the sum of numbers that are shown beside it.

    When just one of them is hidden, the sum would give it away: 41 beside 40 and "Fewer than 5"
    says 1. Then the sum of those that are shown is told, as "40 or more".
    """
    counts = list(parts)
    shown = [count for count in counts if count >= FEWEST]
    if shown and len(shown) == len(counts) - 1:
        return Figure(sum(shown), is_exact=False)
    return figure(sum(counts))
