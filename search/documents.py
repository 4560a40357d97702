"""What is indexed: flat frozen documents that hold everything a result card shows.

Builders make them from the database; engines index the annotated attributes and give whole
documents back. Codes only: labels are rendered when the page is. Codes are the values of the
search parameters ("day-release", "entry-1"), never the stored capitals.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, time
from operator import attrgetter
from typing import Annotated, Any, cast, get_type_hints

from search.fields import Date, Keyword, Minute, Number, Runs, Text

# Raise it when the payload or an attribute changes shape, or is counted otherwise: older indexes
# are then refused (IndexMissing) and rebuilt, never misread.
DOCUMENT_VERSION = 5

LONG_AGO = date(1970, 1, 1).toordinal()
FAR_AHEAD = date(2999, 12, 31).toordinal()
FAR_MINUTE = 2**31 - 1  # of the year 6053; the largest whole number of a server's field


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDocument:
    """One time a course runs, or one place of a vacancy: where, when, how and at what price.

    `when`: day, evening, weekend, day-release, school-hours, any-time (several are possible).
    `how`: in-person, online, blended, at-work. `study`: full-time, part-time, flexible.
    `cost`: free, paid, ask. `length`: day, week, month, term, year, longer.
    `venue_type`: campus, community, library, workplace, online, jobcentre.
    `days`: "MON".."SUN". `status` is the run's own code, for the card only.
    `area_slugs`: town, council and every area that contains them ("walsall", "black-country").
    `is_national`: it can be taken anywhere in the country (work-based, distance).
    `location_id` is a place of a vacancy, as `venue_id` is one of a course; never both.
    `is_open_until_closing`: only `enrol_by_date` closes it, not its start: a vacancy, an event.
    `end_date` and `end_minute` (see moments) are those of a date of an event, and only it has them;
    `moved_from` is the day for which such a date was first planned, `note` why it changed.
    """

    run_id: int
    when: tuple[str, ...] = ()
    how: str = ""
    study: str = ""
    cost: str = ""
    cost_pence: int | None = None
    cost_description: str = ""
    start_date: date | None = None
    is_flexible_start: bool = False
    end_date: date | None = None
    end_minute: int | None = None
    moved_from: date | None = None
    note: str = ""
    enrol_by_date: date | None = None
    is_open_until_closing: bool = False
    duration: float | None = None
    duration_unit: str = ""
    length: str = ""
    days: tuple[str, ...] = ()
    start_time: time | None = None
    end_time: time | None = None
    hours_per_week: float | None = None
    venue_id: int | None = None
    location_id: int | None = None
    venue_name: str = ""
    venue_type: str = ""
    town: str = ""
    postcode_outward: str = ""
    latitude: float | None = None
    longitude: float | None = None
    is_location_approximate: bool = False
    area_slugs: tuple[str, ...] = ()
    is_national: bool = False
    sub_regions: tuple[str, ...] = ()
    places_left: int | None = None
    waiting_weeks: int | None = None
    status: str = ""

    @property
    def place_token(self) -> str:
        """The token of its one place: "v12" for venue 12, "w12" for place 12 of a vacancy."""
        if self.venue_id is not None:
            return f"v{self.venue_id}"
        return f"w{self.location_id}" if self.location_id is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayDocument:
    """What a vacancy pays, as the employer told it. Codes are those of the domain.

    `text`: the employer's words. `low_pence` and `high_pence` for a `unit` ("HOUR", "YEAR" ...).
    """

    wage_type: str = ""
    text: str = ""
    low_pence: int | None = None
    high_pence: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingDocument:
    """One listing of any kind. `runs` are sorted by start date, those without a date last.

    `id` is "<kind>:<number>" or "<kind>:<number>:<language>" ("course:123", "role:12:ur").
    `language` is the language of its words; `shown_in` the site languages in which it is listed
    (("ur",) for a translated page), empty for every language (courses).
    `visible_from` and `visible_until` are whole days, both included; None means no limit.
    `employer_name` is empty for an employer who is not named; `source` names where a vacancy came
    from, `source_host` the site that shows it ("example.org"). `closing_date` is the last day to
    apply.
    `roles` are slugs of the roles that a course or vacancy leads to; `setting` (people,
    behind-scenes) and the hours a week are those of a role. `opens_date`, `closes_date`, weeks and
    ages are those of a scheme.
    `event_kind` ("CAREERS_FAIR"), `exhibitors` (slugs of who has a stand), `audience`, `access`,
    `on_request` (what of it has to be asked for), `speaks` (codes of languages), `booking` and
    `note` (one line about coming) are those of an event; `note_language` is empty where the note is
    in the language of the other words, as older indexes have it. One with a date that ends soon has
    a document for before and one for after: `from_minute` and `until_minute` (not included) say
    when.
    `completeness` is 0 to 1: how much of what a visitor wants to know is filled in.
    """

    id: Annotated[str, Keyword()]
    kind: Annotated[str, Keyword()]
    language: str = "en-gb"
    shown_in: Annotated[tuple[str, ...], Keyword(is_set=True)] = ()
    title: Annotated[str, Text(weight=8)]
    alternative_titles: Annotated[tuple[str, ...], Text(weight=4)] = ()
    references: Annotated[tuple[str, ...], Text(weight=4, shares="alternative_titles")] = ()
    subject_text: Annotated[str, Text(weight=3)] = ""
    provider_text: Annotated[str, Text(weight=2)] = ""
    description: Annotated[str, Text(weight=1.5)] = ""
    url: str = ""
    provider_name: str = ""
    provider_slug: Annotated[str, Keyword()] = ""
    ukprn: str = ""
    employer_name: str = ""
    pay: PayDocument = PayDocument()
    working_week: str = ""
    positions: int | None = None
    source: str = ""
    source_host: str = ""
    closing_date: date | None = None
    sectors: Annotated[tuple[str, ...], Keyword(is_set=True)] = ()
    subject: Annotated[str, Keyword()] = ""
    roles: Annotated[tuple[str, ...], Keyword(is_set=True)] = ()
    setting: Annotated[str, Keyword()] = ""
    hours_from: float | None = None
    hours_to: float | None = None
    opens_date: date | None = None
    closes_date: date | None = None
    weeks: int | None = None
    age_from: int | None = None
    age_to: int | None = None
    level: Annotated[str, Keyword()] = ""
    esol: Annotated[tuple[str, ...], Keyword(is_set=True)] = ()
    course_type: str = ""
    needs: Annotated[tuple[str, ...], Keyword(is_set=True)] = ()
    age: Annotated[tuple[str, ...], Keyword(is_set=True)] = ()
    event_kind: str = ""
    exhibitors: tuple[str, ...] = ()
    audience: Annotated[str, Keyword()] = ""
    access: Annotated[tuple[str, ...], Keyword(is_set=True)] = ()
    on_request: tuple[str, ...] = ()
    speaks: Annotated[tuple[str, ...], Keyword(is_set=True)] = ()
    booking: Annotated[str, Keyword()] = ""
    note: str = ""
    note_language: str = ""
    you_need: str = ""
    checked_date: date | None = None
    completeness: Annotated[float, Number()] = 1.0
    visible_from: Annotated[date | None, Date(missing=LONG_AGO)] = None
    visible_until: Annotated[date | None, Date(missing=FAR_AHEAD)] = None
    from_minute: Annotated[int | None, Minute(missing=0)] = None
    until_minute: Annotated[int | None, Minute(missing=FAR_MINUTE)] = None
    runs: Annotated[tuple[RunDocument, ...], Runs()] = ()


class _Shape:
    """How a document is a JSON object: what differs from its defaults, dates in ISO form."""

    def __init__(self, document_class: type) -> None:
        self._class = document_class
        defaults = {f.name: f.default for f in fields(document_class) if f.name not in NESTED}
        self._names = tuple(defaults)
        self._defaults = tuple(defaults.values())  # MISSING equals no value
        self._values = attrgetter(*defaults)
        # What JSON has no type for.
        hints = get_type_hints(document_class)
        types = {name: TYPES[hint] for name, hint in hints.items() if hint in TYPES}
        self._types = tuple(types.items())
        self._written = tuple(name for name, read in self._types if read is not tuple)

    def write(self, document: Any) -> dict[str, Any]:
        """Give the object, without what is nested."""
        every = zip(self._names, self._values(document), self._defaults, strict=True)
        plain = {name: value for name, value, default in every if value != default}
        for name in self._written:
            if name in plain:
                plain[name] = plain[name].isoformat()
        return plain

    def read(self, plain: dict[str, Any]) -> Any:
        """Undo `write`."""
        for name, read in self._types:
            if name in plain:
                plain[name] = read(plain[name])
        return self._class(**plain)


NO_PAY = PayDocument()
NESTED = ("runs", "pay")
TYPES: dict[Any, Callable[[Any], Any]] = {
    tuple[str, ...]: tuple,
    date | None: date.fromisoformat,
    time | None: time.fromisoformat,
}
_LISTING, _RUN, _PAY = (_Shape(one) for one in (ListingDocument, RunDocument, PayDocument))
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def to_plain(document: ListingDocument) -> dict[str, Any]:
    """Give a JSON object of the attributes that differ from their defaults; dates in ISO form."""
    plain = _LISTING.write(document)
    if document.pay != NO_PAY:
        plain["pay"] = _PAY.write(document.pay)
    if document.runs:
        plain["runs"] = [_RUN.write(run) for run in document.runs]
    return plain


def to_payload(document: ListingDocument) -> bytes:
    """Give the stored form: compact UTF-8 JSON."""
    return _ENCODER.encode(to_plain(document)).encode()


def from_payload(payload: bytes | str) -> ListingDocument:
    """Read the document that `to_payload` wrote."""
    return from_plain(json.loads(payload))


def from_plain(plain: dict[str, Any]) -> ListingDocument:
    """Undo `to_plain`; takes over (and changes) the dictionary it is given."""
    if "pay" in plain:
        plain["pay"] = _PAY.read(plain["pay"])
    if "runs" in plain:
        plain["runs"] = tuple(map(_RUN.read, plain["runs"]))
    return cast("ListingDocument", _LISTING.read(plain))
