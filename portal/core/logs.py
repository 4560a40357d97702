"""What the log may hold: no query string, no postcode, no key, no address of person or machine."""

import logging
import re
import traceback
from collections.abc import MutableMapping
from typing import Any

# "/search/?q=nurse" keeps "/search/", "why?" stays.
QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']*")
# "B12 9QR" and "ws13hh" become "(postcode)", "WS1" and "Level 2" stay.
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
# "203.0.113.7", "2001:db8::7" and "::1" become "(address)", "12:30:45" and "1.2.3" stay.
IP_ADDRESS = re.compile(
    r"\b(?:\d{1,3}\.){3}\d{1,3}\b"
    r"|(?<![\w:])(?=[0-9a-f:]*::|(?:[0-9a-f]{1,4}:){4})[0-9a-f:]{3,39}(?![\w:])",
    re.IGNORECASE,
)
EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]+\b")

# "/ur/b/kT0bW1x….c2ln…/cancel/" becomes "/ur/b/(token)/cancel/": it opens somebody's booking. So
# do the keys of an invitation, of an inbox, of a preview, of a question and of a new password.
TOKEN = re.compile(
    r"(/b/|/manage/(?:invitation|inbox|preview)/|/enquiries/|/password/reset/key/)[\w.:-]{20,}"
)

MOST_FRAMES = 8
# Django hands the whole request to its log records; it would be written with its addresses.
DROPPED = ("request", "server_time", "status_code")


def scrub(text: str) -> str:
    """Take out of a text what could point to a person."""
    text = QUERY.sub(r"\1", text)
    text = TOKEN.sub(r"\1(token)", text)  # before what it may hold by chance
    text = POSTCODE.sub("(postcode)", text)
    text = EMAIL.sub("(email)", text)
    return IP_ADDRESS.sub("(address)", text)


def place_of(error: BaseException) -> str:
    """Return what failed and where: ``"ValueError at loader.py:120 < worker.py:69"``.

    Without the words of the error, which may repeat a value: a cell of a file is a person's name.
    """
    frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
    places = (f"{one.filename.rsplit('/', 1)[-1]}:{one.lineno}" for one in reversed(frames))
    return f"{type(error).__name__} at {' < '.join(places)}"


def scrub_event(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Clean every text of an event, as the last step before it is written."""
    for name in DROPPED:
        event.pop(name, None)
    for name, value in event.items():
        if isinstance(value, str) and name not in {"level", "timestamp", "logger"}:
            event[name] = scrub(value)
    return event


class NoDisallowedHost(logging.Filter):
    """Drop the record of each scanner that asks for another host: hundreds a day, no use."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything else pass."""
        return record.name != "django.security.DisallowedHost"
