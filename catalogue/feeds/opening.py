"""Opening the files that a command was given, and how their names are shown."""

import stat
from pathlib import Path
from typing import BinaryIO

from catalogue.feeds.refusal import FileRefusedError


def open_file(path: Path) -> BinaryIO:
    """Open a file to read. Raises FileRefusedError for what is no file or cannot be opened.

    A pipe or a device is refused before it is opened: it may never say anything, or never end.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            return path.open("rb")
    except OSError as error:
        raise unreadable(error) from error
    what = "a folder. Name the files in it" if stat.S_ISDIR(mode) else "no file. Save it as one"
    raise FileRefusedError("FILE_NOT_READABLE", f"This is {what}.")


def unreadable(error: OSError) -> FileRefusedError:
    """Return the refusal for a file that the system does not let us read."""
    words = f"The file cannot be opened: {error.strerror}."
    return FileRefusedError("FILE_NOT_READABLE", words)


def shown(path: Path) -> str:
    """Return a path that can be printed and stored, whatever bytes its name is made of."""
    text = str(path).encode("utf-8", "replace").decode()
    return "".join(letter if letter.isprintable() else "?" for letter in text)
