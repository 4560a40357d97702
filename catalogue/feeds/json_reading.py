"""JSON of strangers to plain values: broken, deep or enormous files are refused with their line."""

import json
from typing import Any, BinaryIO

from catalogue.feeds.decoding import utf8_text, wide_encoding
from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.refusal import FileRefusedError

MAX_BYTES = 20 * 1024 * 1024
MAX_DIGITS = 300


def read_json(stream: BinaryIO) -> tuple[Any, str]:
    """Return what a file says, and its encoding. NaN and numbers of many digits are nothing."""
    stream.seek(0)
    content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise FileRefusedError(
            "FILE_TOO_LARGE", _("The file has more than 20 MB. Send less in one.")
        )
    if wide := wide_encoding(content):
        text, encoding = content.decode(wide, errors="replace"), "utf-16"
    else:
        text, is_windows = utf8_text(content)
        encoding = "windows-1252" if is_windows else "utf-8"
    text = text.lstrip("\ufeff")
    if not text.strip("\x00 \t\r\n"):
        raise FileRefusedError("FILE_EMPTY", _("The file is empty. Export it again."))
    try:
        value = json.loads(text, parse_constant=_nothing, parse_int=_whole, strict=False)
    except json.JSONDecodeError as error:
        is_cut_off = error.pos >= len(text.rstrip())
        raise FileRefusedError(
            "FILE_JSON_BROKEN",
            _(
                "The JSON is broken in line {line}, column {column}. {what}. Save it again, or "
                "mend the system that makes it."
            ),
            row=error.lineno,
            gaps={
                "line": str(error.lineno),
                "column": str(error.colno),
                "what": _("The file ends too early") if is_cut_off else error.msg,
            },
        ) from error
    except RecursionError as error:
        raise FileRefusedError(
            "FILE_JSON_DEEP",
            _(
                "The brackets are nested too deeply. Save it again, or mend the system that makes "
                "it."
            ),
            row=1,
        ) from error
    return value, encoding


def _nothing(_name: str) -> None:
    return None


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) <= MAX_DIGITS else None
