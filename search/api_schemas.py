"""Shapes of the read API's answers, as interfaces promise them."""

from datetime import date

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
