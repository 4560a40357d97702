"""Undoing a file of places, field by field, as for courses."""

from collections.abc import Sequence
from typing import Any

from django.db.models import ProtectedError

from catalogue.feeds.venue_loader import FILE_FIELDS
from catalogue.providers.models import Organisation, Venue
from catalogue.providers.services import free_names
from catalogue.publishing.enums import ChangeKind, UndoResult
from catalogue.publishing.models import UploadChange

UNIQUE = ("name", "reference")


def undo_venues(provider: Organisation, changes: Sequence[UploadChange]) -> None:
    """Undo changes of places, and set on each how far that went."""
    ids = [change.course_id for change in changes if change.course_id]
    stored = Venue.objects.select_for_update().filter(pk__in=ids, provider=provider).in_bulk()
    changed: list[tuple[Venue, set[str]]] = []
    for change in changes:
        venue = stored.get(change.course_id or 0)
        if venue is None:
            is_gone = change.kind == ChangeKind.ADDED
            _say(change, UndoResult.DONE if is_gone else UndoResult.KEPT)
        elif change.kind == ChangeKind.ADDED:
            _undo_added(change, venue)
        else:
            changed.append((venue, _wanted(change, venue)))
    _write(changes, changed)


def _undo_added(change: UploadChange, venue: Venue) -> None:
    edited = _edited(change.after or {}, venue)
    if not edited:
        try:
            venue.delete()
        except ProtectedError:
            edited = ["runs"]
    _say(change, UndoResult.KEPT if edited else UndoResult.DONE, edited)


def _edited(after: dict[str, Any], venue: Venue) -> list[str]:
    return [name for name in FILE_FIELDS if getattr(venue, name) != after.get(name)]


def _wanted(change: UploadChange, venue: Venue) -> set[str]:
    """Set what goes back, and say what stays. Return the names of fields to write."""
    before, after = change.before or {}, change.after or {}
    differing = [name for name in FILE_FIELDS if before.get(name) != after.get(name)]
    mine = {name for name in differing if getattr(venue, name) == after.get(name)}
    kept = [
        name for name in differing if name not in mine and getattr(venue, name) != before.get(name)
    ]
    for name in mine:
        setattr(venue, name, before[name])
    written = set(mine)
    has_moved = {"town", "postcode"} & set(differing)
    if has_moved and not {"town", "postcode"} & set(kept):
        for name, value in before.get("location", {}).items():
            setattr(venue, name, value)
            written.add(name)
    _say(change, _result(mine, kept), kept)
    return written


def _result(mine: set[str], kept: list[str]) -> UndoResult:
    if not kept:
        return UndoResult.DONE
    return UndoResult.PARTLY if mine else UndoResult.KEPT


def _write(changes: Sequence[UploadChange], changed: list[tuple[Venue, set[str]]]) -> None:
    by_venue = {change.course_id: change for change in changes}
    free_names(venue for venue, names in changed if "name" in names)
    for venue, names in changed:
        for name in UNIQUE:
            if name in names and _is_taken(venue, name):
                change = by_venue[venue.pk]
                setattr(venue, name, (change.after or {})[name])
                _say(change, UndoResult.PARTLY, [*change.conflicts, name])
        if names:
            venue.save()


def _is_taken(venue: Venue, name: str) -> bool:
    value = getattr(venue, name)
    others = Venue.objects.filter(provider=venue.provider_id).exclude(pk=venue.pk)
    return bool(value) and others.filter(**{f"{name}__iexact": value}).exists()


def _say(change: UploadChange, result: UndoResult, conflicts: Sequence[str] = ()) -> None:
    change.undo_result = result
    change.conflicts = list(dict.fromkeys(conflicts))
