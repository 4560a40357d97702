"""What operators are told of each index: which one, how much, how old, how far behind."""

import datetime
from dataclasses import dataclass

from search import outbox
from search.choosing import Writer, writers
from search.engines.base import EngineUnavailable, IndexInfo, IndexMissing
from search.engines.deadline import Deadline

# A server that hangs must not hang who asks for its state.
_looking = Deadline(3.0)


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """One index. ``state``: ready, missing, foreign or unavailable, with a ``reason`` unless ready.

    ``is_shared``: of all machines. ``waiting``: changes it has not read, the oldest of
    ``oldest_waiting_at``. ``breaker``: closed, open or half-open, "" for an engine in process.
    ``age_days``: since it was last made right for a day. ``previous``: what a rollback puts back.
    """

    engine: str
    state: str
    reason: str = ""
    is_shared: bool = False
    index: str = ""
    previous: str = ""
    documents: int = 0
    size_bytes: int = 0
    generation: str = ""
    sequence: int = 0
    waiting: int = 0
    oldest_waiting_at: str = ""
    built_on: str = ""
    age_days: int | None = None
    breaker: str = ""


def statuses(*, today: datetime.date) -> list[IndexStatus]:
    """Return the state of every index, that which visitors ask first; never raises."""
    found = [_status(writer, today=today) for writer in writers()]
    return sorted(found, key=lambda status: not status.is_shared)


def spare_is_behind() -> bool:
    """Say whether the embedded index cannot vouch for "nothing found": empty, or changes wait."""
    try:
        info = next(writer.engine for writer in writers() if not writer.is_shared).info()
    except EngineUnavailable:
        return True
    return not info.documents or outbox.waiting_after(info.sequence) > 0


def _status(writer: Writer, *, today: datetime.date) -> IndexStatus:
    breaker = writer.reading.condition if writer.reading else ""

    def without_index(state: str, reason: str) -> IndexStatus:
        return IndexStatus(writer.name, state, reason, is_shared=writer.is_shared, breaker=breaker)

    if breaker == "open":
        # Whoever asks for the state must not wait for a server that hangs.
        return without_index("unavailable", "it failed a moment ago and is left in peace")
    try:
        info: IndexInfo = _looking.run(writer.engine.info)
    except IndexMissing as error:
        return without_index("missing", str(error))
    except EngineUnavailable as error:
        return without_index("unavailable", str(error))
    if not outbox.is_followed_by(info):
        return without_index(
            "foreign", "it is of another database: run `python manage.py rebuild_index`"
        )
    oldest = outbox.oldest_after(info.sequence)
    return IndexStatus(
        engine=writer.name,
        state="ready",
        is_shared=writer.is_shared,
        index=info.name,
        previous=info.previous,
        documents=info.documents,
        size_bytes=info.size_bytes,
        generation=info.generation,
        sequence=info.sequence,
        waiting=outbox.waiting_after(info.sequence),
        oldest_waiting_at=oldest.isoformat() if oldest else "",
        built_on=info.built_on.isoformat(),
        age_days=(today - info.built_on).days,
        breaker=breaker,
    )
