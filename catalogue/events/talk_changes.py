"""Talks that people booked: which of them get another time or room, or are no more."""

import datetime
from collections.abc import Collection, Iterable
from typing import Any

from catalogue.courses import wording
from catalogue.events.pages import EventPage, EventSession
from portal.core.lists import with_commas
from portal.core.prose import one_line


def live_talks(page_id: int) -> list[EventSession]:
    """Return the talks that visitors see of a page, whatever a draft in memory says."""
    return list(EventSession.objects.filter(event=page_id, capacity__isnull=False))


def changed_talks(before: Iterable[EventSession], page: EventPage) -> list[EventSession]:
    """Return the talks of ``before`` that a page has at another time, in another room, or not."""
    after = {talk.key: _place_of(talk) for talk in page.sessions.all()}
    return [talk for talk in before if after.get(talk.key) != _place_of(talk)]


def talk_words(talk: Any) -> str:
    """Return a talk in one line: ``"10:30am to 11am, Writing a CV, Room 2"``."""
    times = wording.times(talk.starts_at, talk.ends_at)
    return with_commas((times, one_line(talk.title), one_line(talk.room)))


def as_facts(talks: Collection[EventSession]) -> list[dict[str, str]]:
    """Return talks as a message keeps them until it is sent."""
    return [
        {
            "key": talk.key,
            "title": talk.title,
            "room": talk.room,
            "starts_at": talk.starts_at.isoformat(),
            "ends_at": talk.ends_at.isoformat(),
        }
        for talk in talks
    ]


def of_facts(facts: dict[str, str]) -> EventSession:
    """Return a talk as it was when a message about it was written."""
    times = {name: datetime.time.fromisoformat(facts[name]) for name in ("starts_at", "ends_at")}
    return EventSession(key=facts["key"], title=facts["title"], room=facts["room"], **times)


def _place_of(talk: EventSession) -> tuple[Any, ...]:
    return talk.starts_at, talk.ends_at, one_line(talk.room)
