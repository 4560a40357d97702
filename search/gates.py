"""What a new index must pass before it is put in use. Each gate raises IndexRefused."""

import datetime
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count

from catalogue.courses.models import Course
from catalogue.providers.models import Organisation
from search import outbox
from search.analysis import analyse
from search.builders.registry import KINDS
from search.documents import ListingDocument
from search.engines.base import EngineUnavailable, Rebuild, SearchEngine
from search.models import ProviderCount
from search.query import Alternative, SearchQuery, Word
from search.runs import visible_days, visible_minutes

# A provider that lost a larger share of its listings is named, and nothing is put in use: a file
# that was cut or read wrongly looks like this. Between 20 and 30 % in other catalogues' practice.
MOST_LOST_SHARE = 0.25
# Fewer lost listings are everyday work: one of two courses withdrawn is no accident.
LEAST_LOST = 3
SAMPLED_TITLES = 20
SEARCHED_HITS = 200  # "Welding" may stand after many of "Welding, level 1" of the same provider
MOST_CHANGED = 100_000  # changes that may come while the gates look
NAMED = 5


class IndexRefused(Exception):  # noqa: N818  (the name says the state, as callers read it)
    """A new index was thrown away and the old one stays in use. The text says why."""


class IndexIncomplete(IndexRefused):
    """The new index lacks listings of the database, or has some of them twice."""


class TitlesNotFound(IndexRefused):
    """Listings of the new index are not found by their own titles."""


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A provider and its listings ``before`` and ``after``."""

    slug: str
    name: str
    ukprn: str
    before: int
    after: int

    def __str__(self) -> str:
        ukprn = f"UKPRN {self.ukprn}" if self.ukprn else self.slug
        return f"{self.name} ({ukprn}): {self.before} before, {self.after} after"


class ProvidersShrank(IndexRefused):
    """Providers lost many listings; ``shrunk`` names them."""

    def __init__(self, shrunk: tuple[Shrunk, ...]) -> None:
        self.shrunk = shrunk
        lines = "\n".join(f"  {one}" for one in shrunk)
        options = " ".join(f"--allow-shrink {one.ukprn or one.slug}" for one in shrunk)
        super().__init__(
            f"These providers lost more than {MOST_LOST_SHARE:.0%} of their listings:\n{lines}\n"
            f"If that is right: rebuild_index {options}"
        )


@dataclass(frozen=True)
class Candidate:
    """A new index before it is put in use, and the one that is in use.

    ``sequence``: the number of the last change it holds. ``allowed``: UKPRNs and slugs of
    providers that may shrink.
    """

    building: Rebuild
    published: SearchEngine
    today: datetime.date
    sequence: int = 0
    allowed: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def ids(self) -> list[str]:
        """Every id in the new index."""
        return list(self.building.ids())


Gate = Callable[[Candidate], None]


def check(candidate: Candidate) -> None:
    """Raise IndexRefused unless every gate lets the new index pass."""
    for gate in GATES:
        gate(candidate)


def complete(candidate: Candidate) -> None:
    """Refuse an index that lacks listings, apart from those that changed since it was written."""
    ids = set(candidate.ids)
    missing = expected_ids(today=candidate.today) - ids
    later = outbox.read_after(candidate.sequence, limit=MOST_CHANGED)
    changed = {f"{change.kind}:{change.object_id}" for change in later.changes}
    if lost := sorted(missing - changed):
        raise IndexIncomplete(
            f"{len(lost)} listings are missing, such as {', '.join(lost[:NAMED])}"
        )


def counted(candidate: Candidate) -> None:
    """Refuse an index that holds a listing twice."""
    count = candidate.building.count()
    if count != len(candidate.ids):
        raise IndexIncomplete(f"{count} documents were written for {len(candidate.ids)} listings")


def providers_kept(candidate: Candidate) -> None:
    """Refuse when a provider lost many listings that did not expire.

    Compared twice. Both indexes as of today, which leaves out what expired: this finds what went
    without being announced. And the provider's live courses, whatever their dates, with how many
    there were when an index was last put in use: this finds what was withdrawn. A provider that
    was taken off the site itself, or deleted, is not asked about.
    """
    before_rows = dict(ProviderCount.objects.values_list("organisation_id", "courses"))
    now_rows = live_courses()
    before_listed = _listed_before(candidate)
    now_listed = _listed(candidate.building.engine, candidate.today)
    shrunk = []
    for row in Organisation.objects.live().order_by("name", "pk"):
        if {row.ukprn, row.slug} & candidate.allowed:
            continue
        pairs = (
            (before_rows.get(row.pk, 0), now_rows.get(row.pk, 0)),
            (before_listed.get(row.slug, 0), now_listed.get(row.slug, 0)),
        )
        before, after = max(pairs, key=lambda pair: pair[0] - pair[1])
        lost = before - after
        if lost >= LEAST_LOST and lost > MOST_LOST_SHARE * before:
            shrunk.append(Shrunk(row.slug, row.name, row.ukprn or "", before, after))
    if shrunk:
        raise ProvidersShrank(tuple(shrunk))


def titles_found(candidate: Candidate) -> None:
    """Refuse an index in which listings are not found by their own titles."""
    engine = candidate.building.engine
    ids = candidate.ids
    lost = []
    for document_id in ids[:: max(1, len(ids) // SAMPLED_TITLES)][:SAMPLED_TITLES]:
        document = engine.document(document_id)
        if document is None or not _finds_itself(engine, document, candidate.today):
            lost.append(f"{document_id} “{document.title if document else ''}”")
    if lost:
        raise TitlesNotFound(
            f"{len(lost)} titles do not find themselves, such as {', '.join(lost[:NAMED])}"
        )


# In this order. Add a gate by adding its function here.
GATES: list[Gate] = [complete, counted, providers_kept, titles_found]


def expected_ids(*, today: datetime.date) -> set[str]:
    """Return every id that the database says must be listed."""
    return set().union(*(kind.expected_ids(today=today) for kind in KINDS.values()))


def live_courses() -> dict[int, int]:
    """Return the live courses of each provider by its number, expired ones too."""
    rows = Course.objects.published().order_by().values("provider").annotate(courses=Count("pk"))
    return {row["provider"]: row["courses"] for row in rows}


def remember_counts(counts: Mapping[int, int]) -> None:
    """Keep what the next rebuild compares with, in one statement and one that deletes."""
    ProviderCount.objects.bulk_create(
        [ProviderCount(organisation_id=pk, courses=n) for pk, n in counts.items()],
        update_conflicts=True,
        unique_fields=["organisation_id"],
        update_fields=["courses", "counted_at"],
        batch_size=500,
    )
    ProviderCount.objects.exclude(organisation_id__in=list(counts)).delete()


def unknown_providers(names: Collection[str]) -> list[str]:
    """Return those UKPRNs and slugs that no organisation has."""
    known = {one for row in Organisation.objects.values_list("ukprn", "slug") for one in row if one}
    return sorted(set(names) - known)


def _listed_before(candidate: Candidate) -> Mapping[str, int]:
    try:
        if not outbox.is_followed_by(candidate.published.info()):
            return {}  # another database's providers
    except EngineUnavailable:
        return {}
    return _listed(candidate.published, candidate.today)


def _listed(engine: SearchEngine, today: datetime.date) -> Mapping[str, int]:
    """Return how many listings each provider has on a day, nothing where there is no index."""
    try:
        results = engine.search(SearchQuery(today=today, page_size=1, facets=("provider",)))
    except EngineUnavailable:
        return {}
    return results.facets.get("provider", {})


def _finds_itself(engine: SearchEngine, document: ListingDocument, today: datetime.date) -> bool:
    tokens = analyse(document.title)
    first, last = visible_days(document)
    if not tokens or not first <= today.toordinal() <= last:
        return True
    phrase = Word(document.title, (Alternative(tuple(tokens)),))
    language = document.shown_in[0] if document.shown_in else document.language
    filters = {"kind": (document.kind,)}
    if document.provider_slug:
        filters["provider"] = (document.provider_slug,)
    query = SearchQuery(
        today=today,
        words=(phrase,),
        filters=filters,
        language=language,
        page_size=SEARCHED_HITS,
        minute=visible_minutes(document)[0] or None,
    )
    return any(hit.document.id == document.id for hit in engine.search(query).hits)
