"""A chart of bars, in words and CSS pixels. A table beside it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.publishing.figures.small_numbers import Figure

STEP = 34  # pixels, of which a bar has 26
TOP = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. ``width``, and ``rest`` of the room for bars, in per cent."""

    label: str
    words: str
    width: str
    rest: str
    y: int
    is_now: bool
    has_bar: bool

    @property
    def text_y(self) -> int:
        """Where the words stand."""
        return self.y + 19


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one metric."""

    bars: tuple[Bar, ...]

    @property
    def has_bars(self) -> bool:
        """Whether there is something to draw."""
        return any(bar.has_bar for bar in self.bars)

    @property
    def height(self) -> int:
        """In pixels."""
        return len(self.bars) * STEP + TOP


def chart_of(rows: Sequence[tuple[str, Figure]]) -> Chart:
    """Return bars for ``[("5 October", Figure(212)), ...]``, the last one marked as now.

    A number that is not told has no bar, only its words.
    """
    most = max((number.order for _label, number in rows), default=0) or 1
    shares = [100 * number.order / most for _label, number in rows]
    return Chart(
        tuple(
            Bar(
                label=label,
                words=number.words,
                width=f"{shares[place]:.1f}",
                rest=f"{100 - shares[place]:.1f}",
                y=TOP + place * STEP,
                is_now=place == len(rows) - 1,
                has_bar=number.value is not None,
            )
            for place, (label, number) in enumerate(rows)
        )
    )
