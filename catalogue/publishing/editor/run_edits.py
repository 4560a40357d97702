"""The dates in a draft's content: find one, change it, the buttons of a row, new dates. Pure."""

import secrets
from collections.abc import Mapping
from typing import Any

from catalogue.courses.contents import blank_run
from catalogue.courses.enums import DeliveryMode, RunStatus
from catalogue.publishing.editor.parts import price_of

Content = dict[str, Any]
STATUS_OF: Mapping[str, RunStatus] = {
    "full": RunStatus.FULL,
    "open": RunStatus.SCHEDULED,
    "cancel": RunStatus.CANCELLED,
}
ACTIONS = frozenset({"remove", "copy", *STATUS_OF})


def new_run_key() -> str:
    """Return a name for a date that has no number yet."""
    return f"n{secrets.token_hex(4)}"


def run_in(content: Mapping[str, Any], key: str) -> dict[str, Any] | None:
    """Return the date of a name: its number, or its key in the draft."""
    for run in content.get("runs") or []:
        if key in (str(run.get("id") or ""), run.get("key")):
            return dict(run)
    return None


def put_run(content: Content, key: str, run: Mapping[str, Any] | None) -> Content:
    """Return the content with a date changed, added at the end, or (None) taken out."""
    runs = []
    is_there = False
    for one in content.get("runs") or []:
        if key in (str(one.get("id") or ""), one.get("key")):
            is_there = True
            if run is not None:
                runs.append(dict(run))
        else:
            runs.append(one)
    if run is not None and not is_there:
        runs.append({**blank_run(), **run})
    return {**content, "runs": runs}


def acted(content: Content, key: str, action: str, *, copy_key: str) -> Content | None:
    """Return the content after a press of a button of a date, one of ACTIONS; None: it is gone.

    ``copy_key`` is the name of the new date that "copy" adds.
    """
    run = run_in(content, key)
    if run is None:
        return None  # somebody took it out already
    if action == "remove":
        return put_run(content, key, None)
    if action == "copy":
        copied = {**run, "id": None, "key": copy_key, "reference": "", "status": "SCHEDULED"}
        return put_run(content, copy_key, copied)
    left: dict[str, Any] = {}
    if action == "full" and run.get("places") is not None:
        left = {"places_left": 0}
    elif action == "open" and run.get("places_left") == 0:
        left = {"places_left": None}
    return put_run(content, key, {**run, "status": STATUS_OF[action].value, **left})


def like_the_last(content: Content) -> dict[str, Any]:
    """Return a new date like the last one, so that only its day is to be written."""
    runs = content.get("runs") or []
    if not runs:
        return {**blank_run(), **price_of(content), "delivery_mode": DeliveryMode.CLASSROOM.value}
    gone = {"id": None, "reference": "", "status": "SCHEDULED", "new_place": None}
    days = dict.fromkeys(("start_date", "end_date", "enrol_by_date", "places_left"))
    kept = {name: value for name, value in runs[-1].items() if name != "key"}
    return {**blank_run(), **kept, **gone, **days}


def with_dates(
    content: Content, values: Mapping[str, Any], starts: list[str | None], token: str
) -> Content | None:
    """Add the dates. The token of the form makes a second press of its button add nothing."""
    if run_in(content, f"{token}-0"):
        return None
    for position, start in enumerate(starts):
        key = f"{token}-{position}"
        run = {**blank_run(), **values, "start_date": start, "key": key}
        content = put_run(content, key, run)
    return content
