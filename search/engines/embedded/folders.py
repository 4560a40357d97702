"""The folders of the embedded index: versions, the pointer to the published one, locks.

<directory>/current                  text: the name of the published folder
<directory>/previous                 text: the one published before, kept for a rollback
<directory>/<version>-000003/        one index, never changed by a rebuild once published
<directory>/<version>-000003/waymark.json   {"sequence": 117, "built_on": "2026-11-25", ...}
<directory>/write.lock  rebuild.lock
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from search.engines.base import IndexLocked, IndexMissing
from search.engines.embedded.errors import missing
from search.engines.embedded.schema import VERSION

POINTER = "current"
PREVIOUS = "previous"
STATE = "waymark.json"
META = "meta.json"
WRITE_LOCK = "write.lock"
REBUILD_LOCK = "rebuild.lock"
_RETRY_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class State:
    """What an index holds: everything up to a number of an outbox, right on a day."""

    sequence: int
    built_on: date
    outbox: str = ""


def published_folder(directory: Path) -> Path:
    """Find the folder that is read, or raise IndexMissing."""
    name = _pointed(directory, POINTER)
    if not name:
        raise missing("there is no search index")
    if not name.startswith(f"{VERSION}-"):
        raise missing("the search index is of another version")
    folder = directory / name
    if not (folder / META).is_file():
        raise missing("the search index has gone")
    return folder


def signature(path: Path) -> tuple[int, int, int]:
    """Tell versions of a file apart without reading it (6 microseconds)."""
    try:
        stat = path.stat()
    except OSError:
        return (0, 0, 0)
    return (stat.st_mtime_ns, stat.st_size, stat.st_ino)


def new_folder(directory: Path) -> Path:
    """Make the next folder of this version."""
    directory.mkdir(parents=True, exist_ok=True)
    numbers = [int(path.name.rpartition("-")[2]) for path in _folders(directory)]
    folder = directory / f"{VERSION}-{max(numbers, default=0) + 1:06d}"
    folder.mkdir()
    return folder


def publish(directory: Path, folder: Path) -> None:
    """Point to a folder in one step, then remove all but it and the one in use until now.

    That one is kept for a rollback, and because a reader may be about to open it. Every other
    folder is left from a rebuild that was killed: the caller holds the lock of rebuilds.
    """
    before = _pointed(directory, POINTER)
    if before and before != folder.name and (directory / before).is_dir():
        _write_whole(directory / PREVIOUS, before)
    _write_whole(directory / POINTER, folder.name)
    kept = {folder.name, _pointed(directory, PREVIOUS)}
    for path in _folders(directory):
        if path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


def previous_folder(directory: Path) -> Path | None:
    """Find the whole index that was in use before this one, if this version can read it."""
    name = _pointed(directory, PREVIOUS)
    if not name.startswith(f"{VERSION}-") or name == _pointed(directory, POINTER):
        return None
    folder = directory / name
    return folder if (folder / META).is_file() and (folder / STATE).is_file() else None


def roll_back(directory: Path) -> str:
    """Exchange the present folder and the previous one. Killed in between, it cannot be undone."""
    folder = previous_folder(directory)
    if folder is None:
        raise IndexMissing("there is no previous search index to go back to")
    present = _pointed(directory, POINTER)
    _write_whole(directory / POINTER, folder.name)
    if present:
        _write_whole(directory / PREVIOUS, present)
    return folder.name


def remove(folder: Path) -> None:
    """Throw an index away."""
    shutil.rmtree(folder, ignore_errors=True)


def read_state(folder: Path) -> State:
    """Read the state beside an index; a lost one reads as "holds nothing yet", so all is replayed.

    Replaying is harmless: writes are by id.
    """
    try:
        plain = json.loads((folder / STATE).read_text(encoding="utf-8"))
        return State(
            int(plain["sequence"]),
            date.fromisoformat(plain["built_on"]),
            str(plain.get("outbox", "")),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return State(0, date(1970, 1, 1))


def write_state(folder: Path, state: State) -> None:
    """Write the state, whole or not at all."""
    plain = {
        "sequence": state.sequence,
        "built_on": state.built_on.isoformat(),
        "outbox": state.outbox,
    }
    _write_whole(folder / STATE, json.dumps(plain))


@contextmanager
def locked(directory: Path, name: str, *, wait_seconds: float) -> Iterator[None]:
    """Hold a lock file; the system frees it when the process dies, however it dies."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / name).open("a") as file:
        deadline = time.monotonic() + wait_seconds
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                if time.monotonic() >= deadline:
                    raise IndexLocked(
                        f"another process is writing to the search index ({name}): "
                        f"waited {wait_seconds:g} seconds, try again later"
                    ) from None
                time.sleep(_RETRY_SECONDS)
        yield


def _pointed(directory: Path, pointer: str) -> str:
    """Return the name in a pointer file, "" when there is none that could be a folder of ours."""
    try:
        name = (directory / pointer).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    return "" if "/" in name else name


def _folders(directory: Path) -> list[Path]:
    return [
        path
        for path in directory.iterdir()
        if path.is_dir() and path.name.rpartition("-")[2].isdigit()
    ]


def _write_whole(path: Path, text: str) -> None:
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with temporary.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
