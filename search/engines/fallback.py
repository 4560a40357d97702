"""The engine of a site with a search server: the server first, the embedded index when it fails."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from search.documents import ListingDocument
from search.engines.base import (
    Change,
    EngineUnavailable,
    IndexInfo,
    IndexMissing,
    Rebuild,
    SearchEngine,
    SearchResults,
)
from search.engines.breaker import Breaker
from search.engines.deadline import Deadline
from search.engines.turns import Turns
from search.query import SearchQuery

log = logging.getLogger(__name__)
T = TypeVar("T")

# The longest a visitor waits for the primary engine before the other one answers.
PATIENCE_SECONDS = 1.0


class FallbackEngine:
    """Asks the primary engine, and the fallback when that fails or rests; see SearchEngine.

    A page may ask several times: after one failure the fallback answers the rest of it, so that
    nobody waits twice. Results of the fallback say ``degraded``. Raises EngineUnavailable only when
    both fail. Words and generation come from the fallback, which is in process: no search waits for
    them. Writing goes to the primary alone: whoever writes does so engine by engine.
    """

    def __init__(
        self,
        primary: SearchEngine,
        fallback: SearchEngine,
        breaker: Breaker,
        *,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        self.name = primary.name
        self.primary = primary
        self.fallback = fallback
        self.breaker = breaker
        self._deadline = Deadline(patience_seconds)
        self._turns = Turns()

    # --- reading: primary, else fallback ----------------------------------------------------------

    def search(self, query: SearchQuery) -> SearchResults:
        """Find one page; ``degraded`` when the fallback found it."""
        return self._ask(
            lambda: self.primary.search(query),
            lambda: replace(self.fallback.search(query), degraded=True),
        )

    def count(self, query: SearchQuery) -> int:
        """Count all matches of a query."""
        return self._ask(lambda: self.primary.count(query), lambda: self.fallback.count(query))

    def count_many(self, queries: Sequence[SearchQuery]) -> list[int]:
        """Count several queries, in order."""
        return self._ask(
            lambda: self.primary.count_many(queries), lambda: self.fallback.count_many(queries)
        )

    def document(self, document_id: str) -> ListingDocument | None:
        """Read one listing by its id."""
        return self._ask(
            lambda: self.primary.document(document_id), lambda: self.fallback.document(document_id)
        )

    # --- words: the index in process, so that they cost no question to the server -----------------

    def document_frequency(self, token: str) -> int:
        """Count the listings that hold a token; the primary is asked where there is no fallback."""
        try:
            return self.fallback.document_frequency(token)
        except EngineUnavailable:
            return self._ask(lambda: self.primary.document_frequency(token), lambda: 0)

    def vocabulary(self) -> Iterable[tuple[str, int]]:
        """List every surface word, none while there is no embedded index."""
        nothing: Iterable[tuple[str, int]] = ()
        return _or(nothing, self.fallback.vocabulary)

    def generation(self) -> str:
        """Name the state of the embedded index, to which every change of this machine is written.

        What another machine wrote reaches it with the next drain here.
        """
        return _or("", self.fallback.generation)

    # --- the published index of the primary -------------------------------------------------------

    def ids(self) -> Iterable[str]:
        """List every id in the primary's index."""
        return self.primary.ids()

    def info(self) -> IndexInfo:
        """Describe the primary's index."""
        return self.primary.info()

    def start_rebuild(self, *, today: date) -> Rebuild:
        """Begin a new index of the primary."""
        return self.primary.start_rebuild(today=today)

    def apply(
        self, changes: Iterable[Change], *, sequence: int, today: date, after: int = 0
    ) -> None:
        """Write changes to the primary's index."""
        self.primary.apply(changes, sequence=sequence, today=today, after=after)

    def refresh(self, *, today: date) -> int:
        """Rewrite what is indexed differently today in the primary's index."""
        return self.primary.refresh(today=today)

    def rollback(self) -> str:
        """Put the primary's previous index back in use."""
        return self.primary.rollback()

    def _ask(self, primary: Callable[[], T], fallback: Callable[[], T]) -> T:
        if self._turns.has_failed() or not self.breaker.allows():
            return fallback()
        try:
            answer = self._deadline.run(primary)
        except IndexMissing as error:
            # The server answers; there is nothing to rest from, and a rebuild helps at once.
            self.breaker.succeeded()
            log.warning("The search server has no index: %s", error)
        except EngineUnavailable as error:
            self._failed()
            log.warning("The search server failed: %s", error)
        except Exception:  # an answer that nobody foresaw must not become an error page
            self._failed()
            log.exception("The search server's answer could not be read.")
        else:
            self.breaker.succeeded()
            return answer
        return fallback()

    def _failed(self) -> None:
        self.breaker.failed()
        self._turns.note_failure()


def _or(default: T, ask: Callable[[], T]) -> T:
    try:
        return ask()
    except EngineUnavailable:
        return default
