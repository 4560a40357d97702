"""One line of synonyms: how it is written, and what it says."""

from dataclasses import dataclass

ONE_WAY, TWO_WAY = "=>", "<=>"


@dataclass(frozen=True, slots=True)
class SynonymLine:
    """``hca => healthcare assistant, care assistant`` has one left side and two right sides.

    ``carpentry, joinery <=>`` has no right side: all on the left mean each other.
    """

    lefts: tuple[str, ...]
    rights: tuple[str, ...]
    is_two_way: bool = False

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """What is typed with what is also looked for, a pair for each way."""
        if self.is_group:
            return tuple((one, other) for one in self.lefts for other in self.lefts if one != other)
        pairs = tuple((left, right) for left in self.lefts for right in self.rights)
        return pairs + tuple((right, left) for left, right in pairs) if self.is_two_way else pairs

    @property
    def is_group(self) -> bool:
        """Whether all sides mean each other."""
        return self.is_two_way and not self.rights

    @property
    def text(self) -> str:
        """The line as it is written."""
        mark = TWO_WAY if self.is_two_way else ONE_WAY
        return f"{', '.join(self.lefts)} {mark} {', '.join(self.rights)}".strip()


def read_line(text: str) -> SynonymLine | None:
    """Read a line. None when it is not one: no arrow, or no words on a side that needs them."""
    mark = TWO_WAY if TWO_WAY in text else ONE_WAY
    left_side, arrow, right_side = text.partition(mark)
    line = SynonymLine(_split(left_side), _split(right_side), mark == TWO_WAY)
    is_whole = bool(arrow and line.lefts and line.pairs) and ONE_WAY not in right_side
    return line if is_whole else None


def is_line(text: str) -> bool:
    """Whether a line of a file is one to read, not empty and no comment."""
    return bool(text.strip()) and not text.lstrip().startswith("#")


def _split(side: str) -> tuple[str, ...]:
    parts = (" ".join(part.split()) for part in side.replace("\x00", "").split(","))
    return tuple(part for part in parts if part)
