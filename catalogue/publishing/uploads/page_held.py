"""The rows of a file that have something to say: held, with a box to put each cell right."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalogue.providers.page_links import PageLinks, page_links
from catalogue.publishing.desk.access import Desk
from catalogue.publishing.models import Upload, UploadRow
from catalogue.publishing.uploads import page_words as words
from catalogue.publishing.uploads.finding_words import in_words
from catalogue.publishing.uploads.fixing import BY_EITHER, BY_NAME, BY_REFERENCE, NAME, columns_of

Same = tuple[str, str, str]  # column, what stands there, what is wrong with it

PAGE_SIZE = 50
MOST_VENUES = 500
MOST_CHOICES = 30  # more are suggested while somebody types: fifty long lists are a heavy page
HEADING_ROW = 1
UNKNOWN_PLACE = "COURSERUN_VENUE_NAME_INVALID"
# Closed lists of the format, in its own words.
CLOSED: dict[str, tuple[str, ...]] = {
    "COURSERUN_DELIVERY_MODE_REQUIRED": ("Classroom", "Online", "Work based", "Blended learning"),
    "COURSERUN_DURATION_UNIT_REQUIRED": ("Minutes", "Hours", "Days", "Weeks", "Months", "Years"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One finding. Without a ``column`` it is about the row, and is put right in the file."""

    row: int
    column: str
    value: str
    typed: str  # what stands in the box, as it came
    message: str
    id: str
    choices: tuple[str, ...]
    is_venue: bool
    has_places: bool  # to choose from, in a list or while typing
    is_fixable: bool
    is_tried: bool
    alike: int  # other rows that are wrong in this column with the same text

    @property
    def is_first_of_row(self) -> bool:
        """Whether this is the first finding of its row: the row's number names it."""
        return self.id.endswith("-0")


@dataclass(frozen=True, slots=True)
class Held:
    """A page of held rows."""

    cells: list[Cell]
    rows: int
    shown: int  # of these rows; all of them are in the file of errors
    links: PageLinks
    places: tuple[str, ...]  # names to suggest, when there are too many for a list in each row
    tried: Cell | None  # what somebody tried and is still not right

    @property
    def asks_for_places(self) -> bool:
        """Whether a place that somebody adds may put a row of this page right."""
        return any(cell.is_venue and cell.is_fixable for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Note:
    """A warning about a row that goes live."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Notes:
    """A page of warnings, and what concerns the whole file."""

    about_file: list[str]
    notes: list[Note]
    rows: int
    shown: int  # of these rows
    links: PageLinks
    is_open: bool


def held_of(
    upload: Upload,
    desk: Desk,
    *,
    page: str | None,
    tried: tuple[int, str] | None,
    may_fix: bool,
    url_of: Callable[[int], str],
) -> Held:
    """Return a page of held rows with their findings."""
    held = upload.rows.filter(is_held=True)
    shown = Paginator(held.exclude(cells={}).order_by("number"), PAGE_SIZE).get_page(page)
    venues = Venues(desk) if may_fix else None
    alike = _alike(held) if may_fix else Counter()
    cells = [cell for row in shown for cell in _cells(row, venues=venues, tried=tried, alike=alike)]
    return Held(
        cells=cells,
        rows=held.count(),
        shown=shown.paginator.count,
        links=page_links(shown.number, shown.paginator.num_pages, url_of),
        places=venues.suggested() if venues else (),
        tried=next((cell for cell in cells if cell.is_tried), None),
    )


def page_of_row(upload: Upload, number: int) -> int:
    """Return on which page of the held rows a row stands."""
    before = upload.rows.filter(is_held=True, number__lt=number).count()
    return before // PAGE_SIZE + 1


def notes_of(
    upload: Upload, *, page: str | None, is_open: bool, url_of: Callable[[int], str]
) -> Notes:
    """Return a page of warnings about rows that go live."""
    kept = upload.rows.filter(is_held=False)
    about_file = [
        in_words(found) for row in kept.filter(number=HEADING_ROW) for found in row.issues
    ]
    rows = kept.filter(number__gt=HEADING_ROW).exclude(issues=[]).order_by("number")
    shown = Paginator(rows, PAGE_SIZE).get_page(page)
    return Notes(
        about_file=about_file,
        notes=[
            Note(row.number, found["column"], _short(found["value"]), in_words(found))
            for row in shown
            for found in row.issues
        ],
        rows=shown.paginator.count + upload.counts.get("rows", {}).get("warned_more", 0),
        shown=shown.paginator.count,
        links=page_links(shown.number, shown.paginator.num_pages, url_of),
        is_open=is_open,
    )


class Venues:
    """The places to choose from, read once and only when a row asks for one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._read: list[tuple[str, str]] | None = None

    def _all(self) -> list[tuple[str, str]]:
        if self._read is None:
            live = self._desk.venues().filter(is_live=True).order_by("name")
            self._read = list(live.values_list("name", "reference")[:MOST_VENUES])
        return self._read

    def any(self) -> bool:
        """Whether there are places at all."""
        return bool(self._all())

    def names(self) -> tuple[str, ...]:
        """Return the names to choose from, or none when they are too many."""
        found = self._all()
        return tuple(name for name, _reference in found) if len(found) <= MOST_CHOICES else ()

    def references(self) -> tuple[str, ...]:
        """Return the references to choose from, or none when they are too many."""
        found = [reference for _name, reference in self._all() if reference]
        return tuple(found) if len(found) <= MOST_CHOICES else ()

    def suggested(self) -> tuple[str, ...]:
        """Return the names to suggest, when a row asked for places and they are too many."""
        if self._read is None or len(self._read) <= MOST_CHOICES:
            return ()
        return tuple(name for name, _reference in self._read)


def _alike(held: QuerySet[UploadRow]) -> Counter[Same]:
    """Count the cells that are wrong in the same way: ``{("COST", "lots", "“lots” ..."): 100}``."""
    told = held.exclude(cells={}).values_list("issues", "fixes")
    return Counter(
        same
        for issues, fixes in told.iterator(chunk_size=500)
        for same in {
            _same(one, column, fixes)
            for one in issues
            if one["severity"] == "error"
            for column in columns_of(one)
        }
    )


def _same(found: dict[str, Any], column: str, fixes: dict[str, str]) -> Same:
    return column, fixes.get(column, found["value"]), found["message"]


def _cells(
    row: UploadRow,
    *,
    venues: Venues | None,
    tried: tuple[int, str] | None,
    alike: Counter[Same],
) -> Iterable[Cell]:
    errors = [found for found in row.issues if found["severity"] == "error"]
    ways = [(found, column) for found in errors for column in _columns(found, row, venues)]
    for position, (found, column) in enumerate(ways):
        is_venue = _is_a_name(found, column)
        value = row.fixes.get(column, row.cells.get(column, found["value"]))
        yield Cell(
            row=row.number,
            column=column,
            value=_short(value),
            typed=str(value),
            message=_message(found, column, value),
            id=f"cell-{row.number}-{position}",
            choices=_choices(found, column, venues=venues),
            is_venue=is_venue,
            has_places=is_venue and venues is not None and venues.any(),
            is_fixable=venues is not None and column in row.cells,
            is_tried=tried == (row.number, column),
            alike=max(0, alike[_same(found, column, row.fixes)] - 1),
        )


def _columns(found: dict[str, Any], row: UploadRow, venues: Venues | None) -> tuple[str, ...]:
    """Return the columns to show: a name in place of a postcode only where there are places."""
    own, *others = columns_of(found)
    has_places = bool(others) and venues is not None and NAME in row.cells and venues.any()
    return (own, *others) if has_places else (own,)


def _is_a_name(found: dict[str, Any], column: str) -> bool:
    """Whether the remedy in this column is the name of one of the organisation's places."""
    return found["code"] in BY_NAME or (found["code"] in BY_EITHER and column == NAME)


def _message(found: dict[str, Any], column: str, value: Any) -> str:
    """Return what to do. Of a place it can be done here: the words of the rule are for a file."""
    if found["code"] == UNKNOWN_PLACE or (found["code"] in BY_EITHER and column == NAME):
        return _("We do not have “%(value)s”. Add it, or choose one of your places.") % {
            "value": _short(value)
        }
    return in_words(found)


def _choices(found: dict[str, Any], column: str, *, venues: Venues | None) -> tuple[str, ...]:
    if venues is None:
        return ()
    if _is_a_name(found, column):
        return venues.names()
    if found["code"] in BY_REFERENCE:
        return venues.references()
    return CLOSED.get(found["code"], ())


def _short(value: Any) -> str:
    text = words.visible(value)
    return text if len(text) <= words.VALUE_SHOWN else f"{text[: words.VALUE_SHOWN]}…"
