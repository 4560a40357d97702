"""A place on disk for what a load must read again, so that memory stays flat."""

import json
import tempfile
from typing import Any

KEPT_IN_MEMORY_BYTES = 4 * 1024 * 1024


class Spool:
    """Values written one after another and read by the number that writing gave."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY_BYTES, mode="w+b")  # noqa: SIM115  # closed by close()
        self._end = 0

    def write(self, value: Any) -> int:
        """Store a JSON value. Return the number to read it by."""
        position = self._end
        line = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        self._file.seek(position)
        self._file.write(line)
        self._end += len(line)
        return position

    def read(self, position: int) -> Any:
        """Return a stored value."""
        self._file.seek(position)
        return json.loads(self._file.readline())

    def close(self) -> None:
        """Give the disk space back."""
        self._file.close()
