"""The facets: filters with counts, one object for each, with the names of the search parameters."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from search.documents import ListingDocument, RunDocument
from search.runs import START_MONTHS, month_of, start_values

Runs = tuple[RunDocument, ...]
GivenBy = Callable[[ListingDocument, Runs, date], tuple[str, ...]]
ENTRY_LEVELS = ("entry-1", "entry-2", "entry-3")
Storage = Literal["single", "set", "many"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A filter whose values are counted.

    `name`: the search parameter ("when"). `given_by(document, open runs, today)`: the values
    a document has.
    `order`: the values in the order of the page, () for an open list (shown by count).
    `is_run_dimension`: chosen together with the other run dimensions on one run.
    `is_multiple`: a visitor may choose several (they are alternatives); else the last one counts.
    `storage`: how many values a document has: one, a small set (up to about eight kinds, which
    the embedded engine stores as one value, "day+evening"), or many.
    """

    name: str
    given_by: GivenBy
    order: tuple[str, ...] = ()
    is_run_dimension: bool = False
    is_multiple: bool = True
    storage: Storage = "set"

    def values(self, today: date) -> tuple[str, ...]:
        """Give the values in order on a day: the months of `starts` move along."""
        return start_facet_values(today) if self.name == "starts" else self.order


def start_facet_values(today: date) -> tuple[str, ...]:
    """Give soon, this month and the five after it, later, flexible."""
    months = tuple(month_of(today, step) for step in range(START_MONTHS))
    return ("soon", *months, "later", "flexible")


def _attribute(name: str) -> GivenBy:
    def given_by(document: ListingDocument, runs: Runs, today: date) -> tuple[str, ...]:
        value = getattr(document, name)
        return value if isinstance(value, tuple) else ((value,) if value else ())

    return given_by


def _from_runs(attribute: str) -> GivenBy:
    def given_by(document: ListingDocument, runs: Runs, today: date) -> tuple[str, ...]:
        found: set[str] = set()
        for run in runs:
            value = getattr(run, attribute)
            found.update(value if isinstance(value, tuple) else (value,))
        found.discard("")
        return tuple(sorted(found))

    return given_by


def _provider(document: ListingDocument, runs: Runs, today: date) -> tuple[str, ...]:
    """Give who offers it, and who has a stand at an event."""
    own = (document.provider_slug,) if document.provider_slug else ()
    return tuple(dict.fromkeys((*own, *document.exhibitors)))


def _starts(document: ListingDocument, runs: Runs, today: date) -> tuple[str, ...]:
    return tuple(sorted({value for run in runs for value in start_values(run, today)}))


def _level(document: ListingDocument, runs: Runs, today: date) -> tuple[str, ...]:
    """Let "entry" find Entry 1, 2 and 3 as well: people do not know which one is theirs.

    A course of the whole band takes people at each of its levels, or at those of its ESOL.
    """
    if not document.level:
        return ()
    if document.level == "entry":
        return ("entry", *([one for one in document.esol if one in ENTRY_LEVELS] or ENTRY_LEVELS))
    return ("entry", document.level) if document.level[:6] == "entry-" else (document.level,)


def _esol(document: ListingDocument, runs: Runs, today: date) -> tuple[str, ...]:
    return (*document.esol, "any") if document.esol else ()


_FACETS = (
    Facet(
        name="kind",
        given_by=_attribute("kind"),
        order=("course", "apprenticeship", "job", "event", "role", "programme", "page"),
        storage="single",
    ),
    Facet(
        name="when",
        given_by=_from_runs("when"),
        order=("day", "evening", "weekend", "day-release", "school-hours", "any-time"),
        is_run_dimension=True,
    ),
    Facet(
        name="how",
        given_by=_from_runs("how"),
        order=("in-person", "online", "blended", "at-work"),
        is_run_dimension=True,
    ),
    Facet(
        name="study",
        given_by=_from_runs("study"),
        order=("full-time", "part-time", "flexible"),
    ),
    Facet(
        name="level",
        given_by=_level,
        order=("entry", "entry-1", "entry-2", "entry-3", "1", "2", "3", "4", "5", "6", "7"),
    ),
    Facet(
        name="esol",
        given_by=_esol,
        order=("any", "pre-entry", "entry-1", "entry-2", "entry-3", "level-1", "level-2"),
    ),
    Facet(
        name="cost",
        given_by=_from_runs("cost"),
        order=("free", "paid", "ask"),
        is_run_dimension=True,
    ),
    Facet(name="starts", given_by=_starts, is_run_dimension=True),
    Facet(
        name="length",
        given_by=_from_runs("length"),
        order=("day", "week", "month", "term", "year", "longer"),
    ),
    Facet(name="sector", given_by=_attribute("sectors")),
    Facet(name="subject", given_by=_attribute("subject"), storage="single"),
    Facet(name="provider", given_by=_provider),
    Facet(name="role", given_by=_attribute("roles"), storage="many"),
    Facet(
        name="setting",
        given_by=_attribute("setting"),
        order=("people", "behind-scenes"),
        storage="single",
    ),
    Facet(
        name="needs",
        given_by=_attribute("needs"),
        order=(
            *("childcare", "women-only", "step-free", "no-test", "small-group", "laptop-lent"),
            *("travel-paid", "quiet-space", "guaranteed-interview", "start-small"),
        ),
    ),
    Facet(
        name="age", given_by=_attribute("age"), order=("16-17", "18-24", "25"), is_multiple=False
    ),
    Facet(
        name="audience",
        given_by=_attribute("audience"),
        order=("everyone", "16-24", "over-50", "claimants", "in-work", "women", "refugees"),
        storage="single",
    ),
    Facet(
        name="access",
        given_by=_attribute("access"),
        order=("bsl", "interpreter", "captions", "quiet-hour", "step-free", "children"),
    ),
    Facet(name="speaks", given_by=_attribute("speaks"), storage="many"),
    Facet(
        name="booking",
        given_by=_attribute("booking"),
        order=("just-come", "book"),
        storage="single",
    ),
    Facet(
        name="venue",
        given_by=_from_runs("venue_type"),
        order=("campus", "community", "library", "workplace", "online", "jobcentre"),
    ),
)

FACETS: dict[str, Facet] = {facet.name: facet for facet in _FACETS}
