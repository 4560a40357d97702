"""Shapes of the read API's answers, as interfaces promise them."""

from datetime import date, datetime

from ninja import Field, Schema


class UnderstoodOut(Schema):
    """Something read from the words, with the address that undoes it."""

    name: str
    value: str
    from_: str = Field(serialization_alias="from")
    undo: str


class CorrectedOut(Schema):
    """A spelling put right; ``as_typed`` asks for the words as they were."""

    from_: str = Field(serialization_alias="from")
    to: str
    as_typed: str


class NearOut(Schema):
    """The place. ``status``: area, point, ambiguous, outside or unknown."""

    name: str
    type: str
    within: str
    status: str


class QueryOut(Schema):
    """How the query was read and which step of recall answered."""

    q: str
    understood: list[UnderstoodOut]
    corrected: CorrectedOut | None
    near: NearOut | None
    step: str


class FacetValueOut(Schema):
    """``count`` is the total after choosing the value."""

    value: str
    label: str
    count: int
    selected: bool


class WayOutOut(Schema):
    """A search that does find something."""

    label: str
    count: int
    url: str


class ProviderRef(Schema):
    """Who offers it. ``ukprn`` is empty for bodies outside the national register."""

    ukprn: str
    name: str


class ResultOut(Schema):
    """One listing of a page of results."""

    kind: str
    id: str
    provider: ProviderRef
    reference: str
    references: list[str]
    title: str
    url: str
    distance_miles: float | None
    next_start: date | None
    employer: str = ""
    closes: date | None = None
    why: list[str]
    score: float


class SearchOut(Schema):
    """A page of results with what the page beside it shows."""

    query: QueryOut
    total: int
    page: int
    pages: int
    took_ms: float
    engine: str
    degraded: bool
    kinds: dict[str, int]
    facets: dict[str, list[FacetValueOut]]
    ways_out: list[WayOutOut]
    results: list[ResultOut]
    near_results: list[ResultOut]


class SuggestionOut(Schema):
    """A line to offer. ``url`` is the search it runs."""

    text: str
    kind: str
    url: str


class SuggestOut(Schema):
    """What to offer for the letters typed so far, best first."""

    suggestions: list[SuggestionOut]


class RunOut(Schema):
    """One date and place of a course. Codes are the values of the search parameters."""

    id: int
    start: date | None
    is_flexible_start: bool
    when: list[str]
    how: str
    study: str
    cost: str
    cost_pence: int | None
    cost_description: str
    length: str
    venue: str
    town: str
    outward_code: str
    latitude: float | None
    longitude: float | None
    places_left: int | None


class CourseOut(Schema):
    """A course with its open runs."""

    kind: str
    id: str
    provider: ProviderRef
    reference: str
    references: list[str]
    title: str
    url: str
    description: str
    subject: str
    sectors: list[str]
    level: str
    esol: list[str]
    needs: list[str]
    you_need: str
    checked_on: date | None
    runs: list[RunOut]


class EventDateOut(Schema):
    """One date of an event. ``status``: scheduled, rescheduled, postponed or cancelled."""

    id: int
    starts: datetime
    ends: datetime
    status: str
    reason: str
    places: int | None
    places_left: int | None


class VenueOut(Schema):
    """Where an event takes place; empty online."""

    name: str
    town: str
    outward_code: str
    latitude: float | None
    longitude: float | None


class EventOut(Schema):
    """An event with the dates that have not ended. Codes are values of the search parameters."""

    kind: str
    id: str
    provider: ProviderRef
    reference: str
    references: list[str]
    title: str
    url: str
    event_kind: str
    summary: str
    audience: str
    how: list[str]
    access: list[str]
    on_request: list[str]
    speaks: list[str]
    booking: str
    cost: str
    cost_pence: int | None
    sectors: list[str]
    roles: list[str]
    venue: VenueOut
    calendar: str
    dates: list[EventDateOut]


class PayOut(Schema):
    """Pay as the employer told it; everything is empty when it was not told."""

    type: str
    text: str
    low_pence: int | None
    high_pence: int | None
    unit: str


class LocationOut(Schema):
    """One place of work. The address is on the page; here are the town and the outward code."""

    town: str
    outward_code: str
    latitude: float | None
    longitude: float | None
    is_approximate: bool


class VacancyOut(Schema):
    """An apprenticeship or a job. ``employer`` is empty when the employer is not named."""

    kind: str
    id: str
    provider: ProviderRef
    employer: str
    reference: str
    references: list[str]
    title: str
    url: str
    description: str
    subject: str
    sectors: list[str]
    level: str
    you_need: str
    pay: PayOut
    hours_per_week: float | None
    working_week: str
    positions: int | None
    starts: date | None
    closes: date
    is_national: bool
    source: str
    checked_on: date | None
    locations: list[LocationOut]


class RolePayOut(Schema):
    """What a role pays by a published figure, and of which year; empty when it is not known."""

    low_pence: int | None
    high_pence: int | None
    unit: str
    year: str
    is_old: bool


class RoleOut(Schema):
    """A job role with how many listings lead there today."""

    kind: str
    id: str
    slug: str
    title: str
    names: list[str]
    url: str
    summary: str
    sectors: list[str]
    setting: str
    pay: RolePayOut
    hours_from: float | None
    hours_to: float | None
    you_need: str
    checked_on: date | None
    listings: dict[str, int]


class ProviderOut(Schema):
    """A training provider and how many listings it has."""

    ukprn: str
    slug: str
    name: str
    url: str
    courses: int


class ProvidersOut(Schema):
    """A page of providers, by name."""

    total: int
    page: int
    pages: int
    providers: list[ProviderOut]


class ProblemOut(Schema):
    """RFC 9457: what went wrong and what to do."""

    type: str
    title: str
    status: int
    detail: str
