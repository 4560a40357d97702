"""A workbook (XLSX) to CSV, in a process apart.

A workbook is a ZIP archive of XML: small files can unpack to gigabytes. What can be seen before is
refused before (``workbook_checks.py``); for what nobody thought of, the process has limits of time,
memory and output, and takes neither the database nor a secret with it: it has none.
"""

import errno
import json
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO, BinaryIO

from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.refusal import FileRefusedError

SECONDS = 40
MEMORY_BYTES = 1024 * 1024 * 1024
OUTPUT_BYTES = 128 * 1024 * 1024
TICK_SECONDS = 0.2
REFUSED, DISK_FULL = 3, 4  # the exit status when the answer is words; when it found no room
ROOT = Path(__file__).resolve().parents[2]
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
OLD_WORKBOOK = _(
    "The file is an old workbook (.xls), or one with a password. Save it as a workbook (.xlsx) "
    "without a password, or as “CSV UTF-8”."
)

log = logging.getLogger(__name__)


def _nothing() -> None:
    """Wait without telling anybody."""


def is_workbook(stream: BinaryIO) -> bool:
    """Say whether a file is a workbook, or another ZIP archive. The stream is at its start after.

    Raises FileRefusedError for an old workbook, or one with a password.
    """
    stream.seek(0)
    first = stream.read(4)
    stream.seek(0)
    if first == OLE:
        raise FileRefusedError("FILE_NOT_CSV", OLD_WORKBOOK)
    return first == ZIP


def as_csv(
    path: Path,
    *,
    seconds: float = SECONDS,
    tick: Callable[[], None] = _nothing,
    is_of_venues: bool = False,
) -> IO[bytes]:
    """Return the rows of a workbook as CSV in UTF-8, in a file that is gone when it is closed.

    Cells are as a spreadsheet program saves them: dates as 21/09/2026, whole numbers without a
    point. A formula stays the text of the formula: nothing is ever worked out. ``tick`` is called
    while it works. Raises FileRefusedError, and OSError when our disk is full.
    """
    output = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    try:
        with tempfile.TemporaryFile() as errors:
            status = _run(path, output, errors, seconds=seconds, tick=tick, venues=is_of_venues)
            errors.seek(0)
            said = errors.read(100_000).decode(errors="replace")
        if status == REFUSED:
            raise FileRefusedError(**json.loads(said))
        if status == DISK_FULL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if status:
            log.warning("A workbook could not be read: %s", said[-2000:])
            raise too_hard()
    except BaseException:
        output.close()
        raise
    output.seek(0)
    return output


def _run(
    path: Path,
    output: IO[bytes],
    errors: IO[bytes],
    *,
    seconds: float,
    tick: Callable[[], None],
    venues: bool,
) -> int:
    """Run the reader until it ends. Return its exit status: not 0 when it took too long."""
    command = [sys.executable, "-m", "catalogue.feeds.workbook_reading", str(path)]
    process = subprocess.Popen(  # noqa: S603 - our own module; the path is ours
        [*command, "venues"] if venues else command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
    )
    try:
        waited = 0.0
        while True:
            try:
                return process.wait(timeout=TICK_SECONDS)
            except subprocess.TimeoutExpired:
                waited += TICK_SECONDS
                if waited >= seconds:
                    return -1
                tick()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def too_hard() -> FileRefusedError:
    """Return the refusal of a workbook that takes too much to read."""
    return FileRefusedError(
        "WORKBOOK_TOO_HARD",
        _(
            "The workbook takes too much time or memory to read. Save the sheet as “CSV UTF-8” "
            "and send that."
        ),
    )
