"""The filters beside the results: groups of boxes with counts, as ``components/facet.html``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from search.criteria import Criteria
from search.engines.base import SearchEngine
from search.facets import FACETS
from search.labels import facet_title, value_label
from search.place_filters import offered_radii
from search.place_names import within_label
from search.query import SearchQuery
from search.template_values import Shown, shown

# In the order of the page. The rest (study, age...) can be asked for in the address.
SHOWN = (
    "when",
    "how",
    "esol",
    "level",
    "cost",
    "starts",
    "length",
    "needs",
    "venue",
    "subject",
    "sector",
    "provider",
)
COUNTED = ("kind", *SHOWN)
# Those of a list of events.
SHOWN_OF_EVENTS = ("access", "audience", "when", "how", "speaks", "sector", "booking")
# These answer "can I go at all", so they stand open; the rest opens when something in it is on.
OPEN = ("when", "how", "esol", "cost", "access", "audience")
MOST_PROVIDERS = 10
COUNT_MARK = "\ufdd0"  # no character: Unicode keeps it out of every text

Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Option:
    """One box or radio. ``is_on`` ticks it."""

    value: str
    label: str
    count: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class Group(Shown):
    """A group of options; ``is_single`` makes radios of them."""

    key: str
    label: str
    options: tuple[Option, ...]
    is_single: bool = False
    is_open: bool = False

    @property
    def rows(self) -> SafeString:
        """The options as HTML."""
        parts: list[str] = []
        for position, option in enumerate(self.options, 1):
            before, after = _row(
                self.key, position, option.value, option.label, self.is_single, option.is_on
            )
            parts += (before, f"{option.count:,}", after)
        return mark_safe("".join(parts))  # noqa: S308  (rendered by a template, and digits)


@lru_cache(maxsize=4096)
def _row(
    key: str, number: int, value: str, label: str, is_single: bool, is_on: bool
) -> tuple[str, str]:
    """Return the HTML of an option before and after its count: rendered once for all pages."""
    context = {
        "key": key,
        "number": number,
        "is_single": is_single,
        "value": value,
        "label": label,
        "count": COUNT_MARK,
        "is_on": is_on,
    }
    html = render_to_string("components/facet_option.html", context)
    before, _mark, after = html.rpartition(COUNT_MARK)
    return before, after


def facet_groups(criteria: Criteria, counts: Counts, names: Sequence[str] = SHOWN) -> list[Group]:
    """Return the groups that have something to choose; a chosen value with 0 stays visible."""
    groups = []
    for name in names:
        chosen = criteria.plain.filters.get(name, ())
        options = _options(name, chosen, counts.get(name, {}), criteria)
        if options:
            is_open = name in OPEN or bool(chosen)
            groups.append(Group(name, shown(facet_title(name)), options, is_open=is_open))
    return groups


def distance_group(
    criteria: Criteria, query: SearchQuery, total: int, engine: SearchEngine, *, label: str
) -> Group | None:
    """Return "How far" with the count of each distance; None without a place that limits.

    The distance in use is always sent along, also one that nobody chose: were it left open, a
    postcode could look farther after a filter was chosen and break the promise of its count.
    """
    place = criteria.place
    if not criteria.has_place or query.place is None:
        return None
    current = _current_within(criteria)
    offered = list(offered_radii(place))
    if current not in offered:
        offered = sorted([*offered, current], key=lambda one: (one != "area", one.zfill(3)))
    others = [within for within in offered if within != current]
    searches = [_with_place(query, criteria.within_miles(within)) for within in others]
    found = dict(zip(others, engine.count_many(searches), strict=True))
    found[current] = total
    options = tuple(
        Option(within, within_label(within, place), found[within], within == current)
        for within in offered
    )
    return Group("within", label, options, is_single=True, is_open=True)


def _current_within(criteria: Criteria) -> str:
    if criteria.radius_miles is None:
        return "area"
    return f"{criteria.radius_miles:g}"


def _with_place(query: SearchQuery, criteria: Criteria) -> SearchQuery:
    return replace(query, place=criteria.place_filter)


def _options(
    name: str, chosen: tuple[str, ...], counts: Mapping[str, int], criteria: Criteria
) -> tuple[Option, ...]:
    values = _values(name, chosen, counts, criteria.today)
    labels = _labels(name, criteria)
    pairs = [
        Option(value, labels(value), counts.get(value, 0), value in chosen) for value in values
    ]
    if name in ("sector", "subject"):
        pairs.sort(key=lambda option: option.label.casefold())
    return tuple(pairs)


def _values(
    name: str, chosen: tuple[str, ...], counts: Mapping[str, int], today: date
) -> list[str]:
    if name == "provider":
        most = sorted(counts, key=lambda slug: (-counts[slug], slug))[:MOST_PROVIDERS]
        return [*most, *(slug for slug in chosen if slug not in most)]
    ordered = FACETS[name].values(today) or tuple(sorted(counts))
    offered = [value for value in ordered if counts.get(value) or value in chosen]
    return [*offered, *(value for value in chosen if value not in offered)]


def _labels(name: str, criteria: Criteria) -> Callable[[str], str]:
    reference, language = criteria.reference, criteria.language
    if name == "provider":
        return lambda slug: reference.providers.get(slug, slug)
    if name in ("sector", "subject"):
        table = reference.sectors if name == "sector" else reference.subjects
        return lambda slug: table[slug].label_in(language) if slug in table else slug
    return lambda value: value_label(name, value)
