"""What is read from a partner's file of events, whatever its format. No database, no clock."""

import datetime
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from catalogue.feeds.rules.base import ERROR, WARNING, Severity

MAX_VALUE_CHARACTERS = 120
MAX_ISSUES = 500


@dataclass(frozen=True, slots=True)
class EventIssue:
    """One finding. ``place`` is where to look: ``"line 12"``, ``"item 3"``."""

    place: str
    code: str
    severity: Severity
    message: str
    uid: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the finding as the log of fetches has it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class EventTime:
    """One time an event takes place, by the clock on the wall in England."""

    start: datetime.datetime
    end: datetime.datetime
    is_all_day: bool = False
    has_end: bool = True  # False: the file has none, and ``end`` is an hour later
    is_cancelled: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it with texts: ``{"start": "2026-12-01T10:00:00+00:00", ...}``."""
        return {**asdict(self), "start": self.start.isoformat(), "end": self.end.isoformat()}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Return what ``as_json`` wrote."""
        return cls(
            **{
                **values,
                "start": datetime.datetime.fromisoformat(values["start"]),
                "end": datetime.datetime.fromisoformat(values["end"]),
            }
        )


@dataclass(frozen=True, slots=True)
class EventRecord:
    """An event with its dates ahead. A series is one record. What nobody told is empty."""

    uid: str
    title: str
    dates: tuple[EventTime, ...]
    description: str = ""
    place_name: str = ""
    address: str = ""
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None
    url: str = ""
    is_online: bool = False
    is_cancelled: bool = False
    cost_pence: int | None = None
    sequence: int = 0
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the facts for the database, the same for the same facts."""
        return {
            **asdict(self),
            "dates": [one.as_json() for one in self.dates],
            "warnings": list(self.warnings),
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Return what ``as_json`` wrote."""
        return cls(
            **{
                **values,
                "dates": tuple(EventTime.from_json(one) for one in values["dates"]),
                "warnings": tuple(values["warnings"]),
            }
        )


@dataclass(slots=True)
class EventFile:
    """All that a file says: records of what is ahead, and findings.

    ``found`` counts events with dates ahead and past ones, ``past`` those that are over,
    ``failed_uids`` are events that are in the file and cannot be taken. ``next_url`` is the next
    page of a list in pages, ``deleted_uids`` what a page takes back.
    """

    records: list[EventRecord] = field(default_factory=list)
    issues: list[EventIssue] = field(default_factory=list)
    found: int = 0
    past: int = 0
    errors: int = 0
    warnings: int = 0
    failed_uids: list[str] = field(default_factory=list)
    next_url: str = ""
    deleted_uids: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return all of it for another process."""
        return {
            **{name: getattr(self, name) for name in self.__slots__},
            "records": [one.as_json() for one in self.records],
            "issues": [one.as_json() for one in self.issues],
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """Return what ``as_json`` wrote."""
        return cls(
            **{
                **values,
                "records": [EventRecord.from_json(one) for one in values["records"]],
                "issues": [
                    EventIssue(**{**one, "severity": Severity(one["severity"])})
                    for one in values["issues"]
                ],
            }
        )

    def error(self, code: str, message: str, *, place: str, uid: str = "") -> None:
        """Note an event that is not taken."""
        self.errors += 1
        if uid:
            self.failed_uids.append(uid)
        self._note(EventIssue(place, code, ERROR, message, uid))

    def warning(self, code: str, message: str, *, place: str, uid: str = "") -> None:
        """Note something that was read otherwise than it was written."""
        self.warnings += 1
        self._note(EventIssue(place, code, WARNING, message, uid))

    def _note(self, issue: EventIssue) -> None:
        if len(self.issues) < MAX_ISSUES:  # the counts go on
            self.issues.append(issue)


class EventNotReadError(Exception):
    """One event of a file cannot be taken. ``message`` says why and what to do about it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def shown(value: str) -> str:
    """Return a value of a file for a message: one line, not too long, printable."""
    text = "".join(letter if letter.isprintable() else "?" for letter in value)
    return text if len(text) <= MAX_VALUE_CHARACTERS else f"{text[: MAX_VALUE_CHARACTERS - 1]}…"
