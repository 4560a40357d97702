"""Answers of a booking that is not made yet: in the session, by event, for two hours at most."""

import datetime
import hashlib
import json
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

SESSION_KEY = "bookings"
LIFE = datetime.timedelta(hours=2)
MOST_DRAFTS = 5  # events that somebody looks at side by side
MOST_DONE = 20

Answers = dict[str, Any]


@dataclass(slots=True)
class Draft:
    """The answers about one event by question: ``{"people": {"party_size": 2}}``.

    ``key`` is made with it, so the same answers sent twice are one booking.
    """

    key: uuid.UUID
    answers: dict[str, Answers] = field(default_factory=dict)

    @classmethod
    def new(cls) -> "Draft":
        """Return a draft without answers."""
        return cls(uuid.uuid4())

    @property
    def fingerprint(self) -> str:
        """A name for these very answers: those that somebody checked are those that are sent."""
        told = json.dumps(self.answers, sort_keys=True)
        return hashlib.sha256(f"{self.key}{told}".encode()).hexdigest()[:16]


class Drafts:
    """The drafts and the bookings of one visitor. All of it is under one key of the session."""

    def __init__(self, session: SessionBase, *, now: datetime.datetime) -> None:
        self._session = session
        self._now = now.timestamp()

    def get(self, event_id: int) -> Draft | None:
        """Return the draft about an event, or None when there is none or it is too old."""
        kept = self._fresh("drafts").get(str(event_id))
        if not kept:
            return None
        return Draft(uuid.UUID(kept["key"]), {k: dict(v) for k, v in kept["answers"].items()})

    def save(self, event_id: int, draft: Draft) -> None:
        """Keep a draft for two more hours."""
        kept = {"key": str(draft.key), "answers": draft.answers, "at": self._now}
        self._put("drafts", event_id, kept, most=MOST_DRAFTS)

    def drop(self, event_id: int) -> None:
        """Forget the answers about an event."""
        state = self._session.get(SESSION_KEY, {})
        if state.get("drafts", {}).pop(str(event_id), None) is not None:
            self._write(state)

    def finish(self, event_id: int, booking_id: int) -> None:
        """Forget the answers and remember which booking they became."""
        self._put("done", event_id, {"booking": booking_id, "at": self._now}, most=MOST_DONE)
        self.drop(event_id)

    def booking_id(self, event_id: int) -> int | None:
        """Return the booking that this visitor made of an event in this session."""
        kept = self._fresh("done").get(str(event_id))
        return int(kept["booking"]) if kept else None

    def clear(self) -> None:
        """Forget everything: somebody else will use this computer."""
        self._session.pop(SESSION_KEY, None)

    def _fresh(self, name: str) -> dict[str, Any]:
        since = self._now - LIFE.total_seconds()
        kept = self._session.get(SESSION_KEY, {}).get(name, {})
        return {event_id: one for event_id, one in kept.items() if one["at"] > since}

    def _put(self, name: str, event_id: int, one: dict[str, Any], *, most: int) -> None:
        state = {part: self._fresh(part) for part in ("drafts", "done")}
        others = {key: kept for key, kept in state[name].items() if key != str(event_id)}
        newest = sorted(others.items(), key=lambda item: item[1]["at"])[-(most - 1) :]
        state[name] = {**dict(newest), str(event_id): one}
        self._write(state)

    def _write(self, state: dict[str, Any]) -> None:
        self._session[SESSION_KEY] = state
        self._session.modified = True
        # The row of the session goes with its answers. A member of staff stays signed in.
        if "_auth_user_id" not in self._session:
            self._session.set_expiry(int(LIFE.total_seconds()))
