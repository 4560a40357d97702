"""Undoing a file of places, field by field, as for courses."""

from collections.abc import Sequence
from typing import Any

from django.db.models import ProtectedError

from catalogue.feeds.venue_loader import FILE_FIELDS
from catalogue.providers.models import Venue
from catalogue.providers.services import free_names
from catalogue.publishing.enums import ChangeKind, UndoResult
from catalogue.publishing.models import Upload, UploadChange
from catalogue.publishing.uploads.later_edits import name_edits
from catalogue.publishing.uploads.undo_results import keep, say, stay

UNIQUE = ("name", "reference")
IN_USE = "runs"  # why a place that was added stays: courses take place there


def undo_venues(upload: Upload) -> None:
    """Undo the changes of places, and write on each how far that went."""
    changes = list(upload.changes.order_by("-position"))
    ids = [change.course_id for change in changes if change.course_id]
    mine = Venue.objects.select_for_update().filter(provider=upload.organisation_id)
    stored = mine.in_bulk(ids)
    changed_at = {number: venue.updated_at for number, venue in stored.items()}
    changed: list[tuple[Venue, set[str]]] = []
    for change in changes:
        venue = stored.get(change.course_id or 0)
        if venue is None:
            is_gone = change.kind == ChangeKind.ADDED
            say(change, UndoResult.DONE if is_gone else UndoResult.KEPT)
        elif change.kind == ChangeKind.ADDED:
            _undo_added(change, venue)
        else:
            changed.append((venue, _wanted(change, venue)))
    _write(changes, changed)
    name_edits(upload, changes, changed_at)
    keep(changes)


def _undo_added(change: UploadChange, venue: Venue) -> None:
    stays = [stay(name, getattr(venue, name)) for name in _edited(change.after or {}, venue)]
    if not stays:
        try:
            venue.delete()
        except ProtectedError:
            stays = [stay(IN_USE, None)]
    say(change, UndoResult.KEPT if stays else UndoResult.DONE, stays)


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
    say(change, _result(mine, kept), [stay(name, getattr(venue, name)) for name in kept])
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
                lost = stay(name, getattr(venue, name), is_lost=True)
                say(change, UndoResult.PARTLY, [*change.conflicts, lost])
        if names:
            venue.save()


def _is_taken(venue: Venue, name: str) -> bool:
    value = getattr(venue, name)
    others = Venue.objects.filter(provider=venue.provider_id).exclude(pk=venue.pk)
    return bool(value) and others.filter(**{f"{name}__iexact": value}).exists()
