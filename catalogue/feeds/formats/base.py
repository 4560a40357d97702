"""What a format of course or venue files is: its headings and how they map to ours."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from catalogue.feeds.formats.near_headings import near_headings
from catalogue.feeds.reader import RawRow

COURSE_TEXTS = (
    "ENTRY_REQUIREMENTS",
    "WHAT_YOU_WILL_LEARN",
    "HOW_YOU_WILL_LEARN",
    "WHAT_YOU_WILL_NEED_TO_BRING",
    "HOW_YOU_WILL_BE_ASSESSED",
    "WHERE_NEXT",
)
RUN_END = ("COST", "COST_DESCRIPTION", "DURATION", "DURATION_UNIT", "STUDY_MODE")
ATTENDANCE = "ATTENDANCE_PATTERN"
# Of the example row in the templates: a row with it is held, so that nobody publishes it.
EXAMPLE_REFERENCE = "EXAMPLE-ROW-DELETE-ME"


def as_they_are(rows: Iterable[RawRow]) -> Iterator[RawRow]:
    """Return the rows unchanged: most formats have nothing to say across rows."""
    return iter(rows)


@dataclass(frozen=True)
class FileFormat:
    """A format by its headings. ``renames`` maps its headings to those that rows.py reads."""

    name: str
    label: str
    headings: tuple[str, ...]
    has_lars: bool = True
    renames: dict[str, str] = field(default_factory=dict)
    prepare: Callable[[Iterable[RawRow]], Iterator[RawRow]] = as_they_are
    notes: tuple[str, ...] = ()
    optional: frozenset[str] = frozenset()  # headings that a file may lack
    # LARS code, kind, level and awarding body may each be there or not.
    is_open: bool = False

    def missing_from(self, headings: Iterable[str]) -> list[str]:
        """Return the needed headings that a file lacks, in the order of the format."""
        present = set(headings) | self.optional
        return [heading for heading in self.headings if heading not in present]

    def surplus_in(self, headings: Iterable[str]) -> list[str]:
        """Return the headings of a file that the format does not know."""
        known = set(self.headings)
        return [heading for heading in headings if heading and heading not in known]

    def near_in(self, headings: Collection[str]) -> dict[str, str]:
        """Return unknown headings of a file that clearly mean one which the file lacks."""
        absent = [heading for heading in self.headings if heading not in headings]
        return near_headings(self.surplus_in(headings), absent)

    def rename(self, rows: Iterable[RawRow]) -> Iterator[RawRow]:
        """Return the rows under our headings, after the format's own preparation."""
        prepared = self.prepare(rows)
        if not self.renames:
            return prepared
        return (
            RawRow(
                number=row.number,
                cells={self.renames.get(name, name): cell for name, cell in row.cells.items()},
                surplus=row.surplus,
                is_short=row.is_short,
                notes=row.notes,
            )
            for row in prepared
        )

    def column_in_file(self, column: str) -> str:
        """Return how the file itself calls one of our columns, for reports."""
        return next((theirs for theirs, ours in self.renames.items() if ours == column), column)
