"""The query string of a search: the one place that reads it, and the one that writes it."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol
from urllib.parse import urlencode

from search.facets import FACETS
from search.place_words import RADII_MILES
from search.postcodes import parse_postcode
from search.query import MAX_PAGES, SORTS

LONGEST_WORDS = 200  # characters of q; the longest judged query has 46
LONGEST_PLACE = 100  # as the box itself
MOST_VALUES = 20  # of one name; the longest closed list has 11
RADII = tuple(str(miles) for miles in RADII_MILES)
AREA = "area"
FILTERS = tuple(FACETS)
# What a visitor told about themselves: it changes the words of prices, never what is found.
TOLD = ("work", "earn")
TOLD_VALUES = ("yes", "no")
DAYS = ("from", "to")
NAMES = ("q", "near", "within", *FILTERS, *DAYS, *TOLD, "sort", "page", "as_typed")

DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")
MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])")
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,198}[a-z0-9])?")
JOINERS = "\u200c\u200d"  # needed inside Urdu, Persian and Panjabi words

Pairs = list[tuple[str, str]]


class Values(Protocol):
    """A QueryDict, or anything that gives all values of a name."""

    def getlist(self, key: str, /) -> list[str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchForm:
    """What a search address says, cleaned: only known names with values that can exist.

    ``filters`` holds interface names and values, ``{"when": ("evening",)}``, never an empty tuple.
    ``days`` are the first and the last day, either of which may be missing; only events have them.
    ``told`` holds answers that filter nothing: ``(("work", "no"),)``.
    ``page`` is 1 when it is missing or no page number.
    """

    q: str = ""
    near: str = ""
    within: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    days: tuple[date | None, date | None] = (None, None)
    told: tuple[tuple[str, str], ...] = ()
    sort: str = ""
    page: int = 1
    is_as_typed: bool = False

    @classmethod
    def read(cls, values: Values) -> "SearchForm":
        """Read a query string. Never raises: what is unknown or cannot be is left out."""
        within = _last(values, "within")
        sort = _last(values, "sort")
        return cls(
            q=clean(_last(values, "q"), most=LONGEST_WORDS),
            near=clean(_last(values, "near"), most=LONGEST_PLACE),
            within=within if within in (*RADII, AREA) else "",
            filters={
                name: kept for name in FILTERS if (kept := _chosen(name, values.getlist(name)))
            },
            days=_days(_last(values, "from"), _last(values, "to")),
            told=tuple(
                (name, value) for name in TOLD if (value := _last(values, name)) in TOLD_VALUES
            ),
            sort=sort if sort in SORTS else "",
            page=_page(_last(values, "page")),
            is_as_typed=_last(values, "as_typed") == "1",
        )

    def pairs(self) -> Pairs:
        """Return names and values in the canonical order, without empty ones."""
        pairs = [
            *(("q", self.q), ("near", self.near), ("within", self.within)),
            *((name, one) for name in FILTERS for one in self.filters.get(name, ())),
            *((name, day.isoformat()) for name, day in zip(DAYS, self.days, strict=True) if day),
            *self.told,
            *(("sort", self.sort), ("page", str(self.page) if self.page > 1 else "")),
            ("as_typed", "1" if self.is_as_typed else ""),
        ]
        return [(name, value) for name, value in pairs if value]

    def url(self, path: str) -> str:
        """Return the address: ``/search/?q=care&near=B70``, the path alone when nothing is set."""
        query = urlencode(self.pairs())
        return f"{path}?{query}" if query else path

    def hidden(self, *, without: Iterable[str] = ()) -> Pairs:
        """Return the pairs that a form keeps in hidden boxes. The page always starts again."""
        dropped = {*without, "page"}
        return [pair for pair in self.pairs() if pair[0] not in dropped]

    # --- other searches, one step away. Each starts at page 1. ---------------------------------

    def with_texts(self, *, q: str | None = None, near: str | None = None) -> "SearchForm":
        """Return the search with other words or another place."""
        form = replace(self, page=1)
        if q is not None:
            form = replace(form, q=q[:LONGEST_WORDS].strip())  # as it will be read again
        if near is not None:
            keeps_distance = near and near == self.near
            form = replace(form, near=near, within=self.within if keeps_distance else "")
        return form

    def with_within(self, within: str) -> "SearchForm":
        """Return the search within so many miles, ``"area"``, or the usual distance (``""``)."""
        return replace(self, within=within, page=1)

    def with_filter(self, name: str, *values: str) -> "SearchForm":
        """Return the search with just these values of a filter; none takes the filter away."""
        filters = {key: kept for key, kept in self.filters.items() if key != name}
        if chosen := _chosen(name, values):
            filters[name] = chosen
        return replace(self, filters=filters, page=1)

    def without(self, name: str, value: str) -> "SearchForm":
        """Return the search without one value of a filter."""
        return self.with_filter(name, *(v for v in self.filters.get(name, ()) if v != value))

    def without_filters(self) -> "SearchForm":
        """Return the words and the place alone, in the same order."""
        return replace(self, filters={}, within="", days=(None, None), told=(), page=1)

    def with_days(self, first: date | None, last: date | None) -> "SearchForm":
        """Return the search for events on these days."""
        return replace(self, days=(first, last), page=1)

    def without_told(self, *names: str) -> "SearchForm":
        """Return the search without these answers about the visitor; all of them when none is."""
        kept = tuple(pair for pair in self.told if names and pair[0] not in names)
        return replace(self, told=kept, page=1)

    def with_sort(self, sort: str) -> "SearchForm":
        """Return the search in another order."""
        return replace(self, sort=sort, page=1)

    def on_page(self, page: int) -> "SearchForm":
        """Return another page of the same search."""
        return replace(self, page=page)

    def as_typed(self) -> "SearchForm":
        """Return the search without understanding and correction."""
        return replace(self, is_as_typed=True, page=1)

    @property
    def shareable(self) -> "SearchForm":
        """The same search with the first half of a whole postcode: nobody's street in a link."""
        code = parse_postcode(self.near)
        return replace(self, near=code.outward) if code and code.is_full else self

    @property
    def has_filters(self) -> bool:
        """Whether any filter or a distance is set."""
        return bool(self.filters or self.within or any(self.days))


def needs_cleaning(values: Values, form: SearchForm) -> bool:
    """Say whether the address should be sent round once to its clean form.

    A form without script posts its empty boxes; a whole postcode does not belong in an address
    that people share. The clean address is never in need of cleaning, so this cannot loop.
    """
    has_empty = any(value == "" for name in NAMES for value in values.getlist(name))
    return has_empty or form.shareable is not form


def clean(text: str, *, most: int) -> str:
    r"""Return text on one line without control marks, stray halves of characters, unseen marks.

    >>> clean("care \x00\u202e  work", most=200)
    'care work'
    """
    if not text.isascii() or not text.isprintable():
        text = "".join(
            c if c.isprintable() or c in JOINERS else " " if c.isspace() or c < " " else ""
            for c in text[: most * 4]
        )
        # Last, because what stood between a letter and its mark may be gone: twice is as once.
        text = unicodedata.normalize("NFC", text)
    return " ".join(text[: most * 4].split())[:most].strip()


def _last(values: Values, name: str) -> str:
    """Return the last value of a name: what a browser sends twice, it means the second time."""
    given = values.getlist(name)
    return given[-1] if given else ""


def _days(first: str, last: str) -> tuple[date | None, date | None]:
    """Return two days; the wrong way round they are swapped, which is what was meant."""
    days = (_day(first), _day(last))
    if days[0] and days[1] and days[0] > days[1]:
        return days[1], days[0]
    return days


def _day(text: str) -> date | None:
    if not DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _page(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        return 1
    number = int(text)
    return number if 1 <= number <= MAX_PAGES else 1


def _chosen(name: str, values: Iterable[str]) -> tuple[str, ...]:
    """Return the values that can exist, each once, in the order of the page."""
    facet = FACETS[name]
    given = list(values)[: 5 * MOST_VALUES]
    if facet.order:
        kept = [value for value in facet.order if value in given]
    elif name == "starts":
        named = [value for value in ("soon", "later", "flexible") if value in given]
        kept = [*sorted({v for v in given if MONTH.fullmatch(v)}), *named]
    else:
        kept = sorted({value for value in given if SLUG.fullmatch(value)})
    kept = kept[:MOST_VALUES]
    return tuple(kept) if facet.is_multiple else tuple(kept[-1:])
