"""The runs of a course: which are open, which satisfy a query together, which to show on a card.

A run has five dimensions. "Evening, in person, in Walsall" is satisfied by one run that is all
three, never by an evening run elsewhere and a daytime run in Walsall: engines index a token for
every subset of a run's dimensions, and `matching_runs` applies the same rule to a document.
"""

import itertools
import math
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from search.documents import FAR_AHEAD, FAR_MINUTE, LONG_AGO, ListingDocument, RunDocument
from search.moments import Days, tokens_of_date, tokens_within
from search.query import PlaceFilter, Point, SearchQuery, Sort
from search.squares import squares_of

DIMENSIONS = ("when", "how", "starts", "cost", "place")
ANY = "*"

# What the value `soon` of the start facet means.
SOON_DAYS = 30
# The start facet lists this month and the five after it; what starts after them is "later".
START_MONTHS = 6
# A start at any time is as good as one soon, but says nothing about a day: after dated ones.
ANY_TIME = FAR_AHEAD - 1
UNKNOWN_DAY = FAR_AHEAD
UNKNOWN_HOURS = 1_000_000
# Hours of a calendar unit: courses are compared by how long they last, not by time taught.
_HOURS = {"MINUTES": 1 / 60, "HOURS": 1, "DAYS": 24, "WEEKS": 168, "MONTHS": 730, "YEARS": 8760}
# The middle of each length, for a run with no exact duration (day up to 8 hours,
# week up to 7 days, month up to 31, term up to 18 weeks, year up to 12 months).
_LENGTH_HOURS = {"day": 8, "week": 84, "month": 456, "term": 1_900, "year": 5_900, "longer": 17_520}
EARTH_RADIUS_MILES = 3958.76  # mean radius of the earth, IUGG 1980

Choices = Mapping[str, tuple[str, ...]]


def last_open_day(run: RunDocument) -> int:
    """Give the last day (ordinal) on which a person can still join; FAR_AHEAD when open-ended."""
    last = run.enrol_by_date.toordinal() if run.enrol_by_date else FAR_AHEAD
    if run.start_date and not run.is_flexible_start and not run.is_open_until_closing:
        last = min(last, run.start_date.toordinal())
    return last


def open_runs(document: ListingDocument, today: date) -> tuple[RunDocument, ...]:
    """Leave out the runs that have started or whose enrolment has closed."""
    day = today.toordinal()
    return tuple(run for run in document.runs if last_open_day(run) >= day)


def visible_days(document: ListingDocument) -> tuple[int, int]:
    """Give the first and last day (ordinals) on which the listing may be shown.

    A listing that has runs is gone when none of them is open any more.
    """
    first = document.visible_from.toordinal() if document.visible_from else LONG_AGO
    last = document.visible_until.toordinal() if document.visible_until else FAR_AHEAD
    if document.runs:
        last = min(last, max(last_open_day(run) for run in document.runs))
    return first, last


def visible_minutes(document: ListingDocument) -> tuple[int, int]:
    """Give the first and last minute in which the document may be shown."""
    until = document.until_minute
    return document.from_minute or 0, FAR_MINUTE if until is None else until - 1


def month_of(day: date, months_later: int = 0) -> str:
    """Name a month as the parameter `starts` does: 2026-11-25, 2 -> "2027-01"."""
    index = day.year * 12 + day.month - 1 + months_later
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


@lru_cache(maxsize=4)
def _first_later_month(today: date) -> str:
    return month_of(today, START_MONTHS)


def start_values(run: RunDocument, today: date) -> tuple[str, ...]:
    """Give the values of `starts` that an open run has today: ("2027-01", "later").

    A date of an event also has its days and weeks.
    """
    values: list[str] = []
    is_past = bool(run.start_date and run.start_date < today)
    if run.start_date and not is_past:
        month = month_of(run.start_date)
        values.append(month)
        if month >= _first_later_month(today):
            values.append("later")
        if (run.start_date - today).days <= SOON_DAYS:
            values.append("soon")
    if run.is_flexible_start:
        values.append("flexible")
        if not run.start_date or is_past:
            values.append("soon")
    if run.end_minute is not None and run.start_date and run.end_date:
        values += tokens_of_date(max(run.start_date, today), run.end_date)
    return tuple(values)


def place_values(run: RunDocument) -> tuple[str, ...]:
    """Give the place tokens of a run: ("v12", "walsall", "black-country"), or ("online",).

    A place of a vacancy is "w12". Its squares come after it.
    """
    if run.how == "online":
        return ("online",)
    values = [token] if (token := run.place_token) else []
    if token and run.latitude is not None and run.longitude is not None:
        values += squares_of(run.latitude, run.longitude)
    values += run.area_slugs
    if run.is_national:
        values.append("national")
    return tuple(dict.fromkeys(values))


def run_values(run: RunDocument, today: date) -> dict[str, tuple[str, ...]]:
    """Give the values of every dimension: {"when": ("evening",), "place": ("v12", ...), ...}."""
    return {
        "when": run.when,
        "how": (run.how,) if run.how else (),
        "starts": start_values(run, today),
        "cost": (run.cost,) if run.cost else (),
        "place": place_values(run),
    }


def index_tokens(values: Choices) -> list[str]:
    """Make the tokens of one run: one for each subset of two and more of its dimensions.

    "evening|in-person|*|*|v12", "evening|*|2027-01|free|walsall" ... A single dimension has a
    keyword field of its own and needs none.
    """
    left = _halves(values["when"], values["how"], values["starts"])
    right = _halves(values["cost"], values["place"])
    # Once for each number of dimensions that the left half leaves to choose: some hundred tokens
    # a run are the longest work of a rebuild.
    ends = [["|" + end for chosen, end in right if chosen >= least] for least in (0, 1, 2)]
    return [start + end for chosen, start in left for end in ends[max(2 - chosen, 0)]]


@lru_cache(maxsize=20_000)
def _halves(*values: tuple[str, ...]) -> list[tuple[int, str]]:
    """List every choice of some dimensions as (how many are chosen, "evening|*")."""
    return [
        (len(parts) - parts.count(ANY), "|".join(parts))
        for parts in itertools.product(*[(ANY, *one) for one in values])
    ]


def query_tokens(chosen: Choices) -> list[str]:
    """Make the tokens of which a run has one exactly when it satisfies all choices together.

    None when a dimension has nothing to choose from (no venue within the circle): no run has one.
    """
    return [
        "|".join(parts)
        for parts in itertools.product(*[chosen.get(name, (ANY,)) for name in DIMENSIONS])
    ]


def chosen_filters(query: SearchQuery) -> dict[str, tuple[str, ...]]:
    """Pick the run filters of a query, without its place: {"when": ("evening",)}.

    Its dates are chosen among the values of `starts`.
    """
    chosen = {
        name: tuple(query.filters[name])
        for name in DIMENSIONS
        if name != "place" and query.filters.get(name)
    }
    if query.dates:
        chosen["starts"] = start_choice(query, chosen.get("starts", ()))
    return chosen


def start_choice(query: SearchQuery, values: tuple[str, ...]) -> tuple[str, ...]:
    """Give what to choose among the values of `starts` for some of them and the dates together."""
    if query.dates is None:
        return values
    stretches = [_days_of(value, query.today) for value in values] if values else [query.dates]
    both = [one.meets(query.dates) for one in stretches if one]
    tokens = [token for one in both if one for token in tokens_within(one, today=query.today)]
    return tuple(dict.fromkeys(tokens))


def _days_of(value: str, today: date) -> Days | None:
    """Give the days that a value of `starts` means; None for a start at any time."""
    if value == "soon":
        return Days(today, date.fromordinal(today.toordinal() + SOON_DAYS))
    month = month_of(today, START_MONTHS) if value == "later" else value
    if len(month) != 7:
        return None
    first = date(int(month[:4]), int(month[5:]), 1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1).toordinal()
    return Days(first, date.max if value == "later" else date.fromordinal(after - 1))


def matching_runs(document: ListingDocument, query: SearchQuery) -> tuple[RunDocument, ...]:
    """Give the open runs that satisfy the run filters and the place of a query together."""
    chosen = chosen_filters(query)
    if query.place:
        chosen["place"] = query.place.near_tokens + query.place.elsewhere
    runs = runs_with(document, chosen, query.today)
    return tuple(run for run in runs if not is_over(run, query))


def is_over(run: RunDocument, query: SearchQuery) -> bool:
    """Say whether a date of an event has ended by the minute of a query."""
    return run.end_minute is not None and run.end_minute <= query.present_minute


def runs_with(document: ListingDocument, chosen: Choices, today: date) -> tuple[RunDocument, ...]:
    """Give the open runs that have a chosen value in every chosen dimension."""
    runs = open_runs(document, today)
    if not chosen:
        return runs
    wanted = {name: frozenset(values) for name, values in chosen.items()}
    found = []
    for run in runs:
        values = run_values(run, today)
        if all(not wanted[name].isdisjoint(values[name]) for name in wanted):
            found.append(run)
    return tuple(found)


def best_run(document: ListingDocument, query: SearchQuery) -> RunDocument | None:
    """Choose the run for the card: near before elsewhere, then nearest, then soonest.

    With the orders soonest, shortest and closing that order decides before distance does.
    None when the document has no matching run (a page, or a run that closed this morning).
    """
    runs = matching_runs(document, query)
    if not runs:
        return None
    place = query.place

    def key(run: RunDocument) -> tuple[float, ...]:
        elsewhere = 0 if place is None or is_near(run, place) else 1
        away = _distance_rank(run, place)
        own = run_sort_key(run, query.sort) if query.sort in ("shortest", "closing") else 0
        soon = run_sort_key(run, "soonest")
        order = (soon, away) if query.sort == "soonest" else (own, away, soon)
        return (elsewhere, *order, run.run_id)

    return min(runs, key=key)


def is_near(run: RunDocument, place: PlaceFilter) -> bool:
    """Say whether the run is at one of the near places."""
    return not frozenset(place.near_tokens).isdisjoint(place_values(run))


def run_sort_key(run: RunDocument, sort: Sort) -> int:
    """Give what a run is ordered by: days (ordinal) for soonest and closing, hours for shortest."""
    if sort == "shortest":
        return run_hours(run)
    if sort == "closing" and run.enrol_by_date:
        return run.enrol_by_date.toordinal()
    if run.start_date and not run.is_flexible_start:
        return run.start_date.toordinal()
    if run.is_flexible_start:
        return ANY_TIME
    return UNKNOWN_DAY


def run_hours(run: RunDocument) -> int:
    """Give how long a run lasts, in hours of the calendar: 2 weeks -> 336."""
    per_unit = _HOURS.get(run.duration_unit.upper())
    if run.duration and per_unit:
        return min(round(run.duration * per_unit), UNKNOWN_HOURS)
    return _LENGTH_HOURS.get(run.length, UNKNOWN_HOURS)


def distance(run: RunDocument, point: Point) -> float | None:
    """Give the miles (great circle) from a point to the run's venue, None without a venue."""
    if run.latitude is None or run.longitude is None or run.how == "online":
        return None
    return distance_miles(Point(run.latitude, run.longitude), point)


def distance_miles(one: Point, other: Point) -> float:
    """Measure the great circle between two points by the haversine formula.

    As ``portal.core.geo``, which engines may not import; ``venues`` has it for many at once.
    """
    latitude, other_latitude = math.radians(one.latitude), math.radians(other.latitude)
    half_north = (other_latitude - latitude) / 2
    half_east = math.radians(other.longitude - one.longitude) / 2
    square = (
        math.sin(half_north) ** 2
        + math.cos(latitude) * math.cos(other_latitude) * math.sin(half_east) ** 2
    )
    return 2 * EARTH_RADIUS_MILES * math.asin(min(1.0, math.sqrt(square)))


def _distance_rank(run: RunDocument, place: PlaceFilter | None) -> float:
    if place is None:
        return 0.0
    if place.point is not None:
        miles = distance(run, place.point)
        return math.inf if miles is None else miles
    token = run.place_token
    return float(place.by_distance.index(token)) if token in place.by_distance else math.inf
