"""JSON of strangers to plain values: broken, deep or enormous files are refused with their line."""

import json
from typing import Any, BinaryIO

from catalogue.feeds.decoding import utf8_text, wide_encoding
from catalogue.feeds.refusal import FileRefusedError

MAX_BYTES = 20 * 1024 * 1024
MAX_DIGITS = 300
AGAIN = "Save it again, or mend the system that makes it."


def read_json(stream: BinaryIO) -> tuple[Any, str]:
    """Return what a file says, and its encoding. NaN and numbers of many digits are nothing."""
    stream.seek(0)
    content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise FileRefusedError("FILE_TOO_LARGE", "The file has more than 20 MB. Send less in one.")
    if wide := wide_encoding(content):
        text, encoding = content.decode(wide, errors="replace"), "utf-16"
    else:
        text, is_windows = utf8_text(content)
        encoding = "windows-1252" if is_windows else "utf-8"
    text = text.lstrip("\ufeff")
    if not text.strip("\x00 \t\r\n"):
        raise FileRefusedError("FILE_EMPTY", "The file is empty. Export it again.")
    try:
        value = json.loads(text, parse_constant=_nothing, parse_int=_whole, strict=False)
    except json.JSONDecodeError as error:
        what = "The file ends too early" if error.pos >= len(text.rstrip()) else error.msg
        raise FileRefusedError(
            "FILE_JSON_BROKEN",
            f"The JSON is broken in line {error.lineno}, column {error.colno}. {what}. {AGAIN}",
            row=error.lineno,
        ) from error
    except RecursionError as error:
        raise FileRefusedError(
            "FILE_JSON_DEEP", f"The brackets are nested too deeply. {AGAIN}", row=1
        ) from error
    return value, encoding


def _nothing(_name: str) -> None:
    return None


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) <= MAX_DIGITS else None
