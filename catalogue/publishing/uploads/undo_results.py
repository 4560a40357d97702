"""How far each change of an upload could be undone, and what stays: written on its row."""

from collections.abc import Sequence
from typing import Any

from catalogue.publishing.enums import UndoResult
from catalogue.publishing.models import UploadChange

BATCH = 200


def stay(path: str, now: Any, *, is_lost: bool = False) -> dict[str, Any]:
    """Return a value that an undo leaves: ``{"path": "title", "now": "Art", "is_lost": False}``.

    It was edited later; or ``is_lost``: what stood there before the upload is deleted by now.
    """
    return {"path": path, "now": now, "is_lost": is_lost}


def say(change: UploadChange, result: UndoResult, stays: Sequence[dict[str, Any]] = ()) -> None:
    """Set on a change how far it is undone. ``keep`` writes it."""
    change.undo_result = result
    change.conflicts = list({one["path"]: one for one in stays}.values())


def keep(changes: Sequence[UploadChange]) -> None:
    """Write what was said of changes, some hundred at a time."""
    for start in range(0, len(changes), BATCH):
        _keep(changes[start : start + BATCH])


def _keep(changes: Sequence[UploadChange]) -> None:
    plain = [one for one in changes if one.undo_result == UndoResult.DONE and not one.conflicts]
    rows = UploadChange.objects.filter(pk__in=[one.pk for one in plain])
    rows.update(undo_result=UndoResult.DONE, conflicts=[])  # as nearly always, and at once
    done = {one.pk for one in plain}
    others = [one for one in changes if one.pk not in done]
    UploadChange.objects.bulk_update(others, ["undo_result", "conflicts"], batch_size=BATCH)


def value_at(content: dict[str, Any] | None, path: str) -> Any:
    """Return what stands at ``"title"``, ``"runs.12.cost_pence"`` or the whole ``"runs.12"``."""
    if not path.startswith("runs."):
        return (content or {}).get(path)
    number, _dot, name = path.removeprefix("runs.").partition(".")
    runs = (content or {}).get("runs") or []
    run = next((one for one in runs if str(one["id"]) == number), None)
    return run.get(name) if run and name else run
