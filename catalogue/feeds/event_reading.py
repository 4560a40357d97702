"""Reading a partner's file in a process of its own, with its own time and memory.

The readers refuse what they know to be a trap. For what nobody thought of, the process ends after
a time, and takes neither the database nor a secret with it: it has none.
"""

import datetime
import json
import logging
import subprocess
import sys
from pathlib import Path

from catalogue.feeds.event_records import EventFile
from catalogue.feeds.formats.icalendar_events import read_icalendar
from catalogue.feeds.formats.openactive_pages import read_openactive
from catalogue.feeds.refusal import FileRefusedError

ICALENDAR, OPENACTIVE = "ICALENDAR", "OPENACTIVE"
READERS = {ICALENDAR: read_icalendar, OPENACTIVE: read_openactive}
SECONDS = 40
MEMORY_BYTES = 1024 * 1024 * 1024
ROOT = Path(__file__).resolve().parents[2]

log = logging.getLogger(__name__)


def read_apart(
    content: bytes,
    *,
    kind: str,
    today: datetime.date,
    horizon_days: int,
    seconds: float = SECONDS,
) -> EventFile:
    """Return what a file says. Raises FileRefusedError, also when reading takes too much."""
    command = [sys.executable, "-m", __name__, kind, today.isoformat(), str(horizon_days)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module; the file goes in as its input
            command,
            input=content,
            capture_output=True,
            timeout=seconds,
            check=False,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise _too_hard() from error
    if done.returncode:
        log.error(
            "Reading a feed of events failed: %s", done.stderr.decode(errors="replace")[-2000:]
        )
        raise _too_hard()
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise FileRefusedError(**answer["refused"])
    return EventFile.from_json(answer)


def _too_hard() -> FileRefusedError:
    return FileRefusedError(
        "FEED_TOO_HARD",
        "The file takes too much time or memory to read. Ask for a feed with fewer events, or with "
        "plainer dates.",
    )


def main(kind: str, today: str, horizon_days: str) -> None:
    """Read a file from the standard input, and write what it says as JSON."""
    import resource  # of Unix; the site itself starts without it

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    try:
        file = READERS[kind](
            sys.stdin.buffer.read(),
            today=datetime.date.fromisoformat(today),
            horizon_days=int(horizon_days),
        )
        answer = file.as_json()
    except FileRefusedError as error:
        answer = {"refused": {"code": error.code, "words": error.message, "row": error.row}}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
