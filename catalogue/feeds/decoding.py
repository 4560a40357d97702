"""Bytes of an unknown file to lines of text, in flat memory and with a reason for every refusal."""

import codecs
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.refusal import FileRefusedError

CHUNK_BYTES = 256 * 1024
# The longest honest record is about 20,000 characters (ten full text cells in quotes).
MAX_LINE_CHARACTERS = 1_000_000
# A file of another kind shows itself by its first bytes, whatever its name says.
SIGNATURES = (
    (b"\x89PNG", _("a picture (PNG)")),
    (b"\xff\xd8\xff", _("a picture (JPEG)")),
    (b"GIF8", _("a picture (GIF)")),
    (b"%PDF", _("a PDF document")),
    (b"PK\x03\x04", _("an Excel workbook or a ZIP archive")),
    (b"\xd0\xcf\x11\xe0", _("an old Excel workbook")),
    (b"\x1f\x8b", _("a compressed file")),
    (b"<!DOCTYPE", _("a web page")),
    (b"<html", _("a web page")),
    (b"<?xml", _("an XML document")),
    (b"{\\rtf", _("a word processor document")),
)


class TextDecoder:
    """Decode UTF-8 bit by bit, reading each byte that is not UTF-8 as Windows-1252.

    ``has_windows_1252`` says afterwards whether that happened, for the report.
    """

    def __init__(self) -> None:
        self.has_windows_1252 = False
        self._tail = b""

    def decode(self, chunk: bytes, is_last: bool) -> str:
        """Return the text of a chunk. A character cut in two waits for the next chunk."""
        waiting = self._tail + chunk
        self._tail = b""
        if not is_last:
            waiting, self._tail = _parted(waiting)
        text, is_windows = utf8_text(waiting)
        self.has_windows_1252 = self.has_windows_1252 or is_windows
        return text


# Bytes that are no UTF-8 come out of the decoder as half characters, each for one byte.
AS_WINDOWS = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(0x80, 0x100)
}


def utf8_text(content: bytes) -> tuple[str, bool]:
    """Return a text, and whether a byte was no UTF-8 and was read as Windows-1252."""
    try:
        return content.decode("utf-8"), False
    except UnicodeDecodeError:
        return content.decode("utf-8", errors="surrogateescape").translate(AS_WINDOWS), True


def _parted(content: bytes) -> tuple[bytes, bytes]:
    """Part a chunk before a character that its end cuts in two."""
    for length in range(1, min(3, len(content)) + 1):
        first = content[-length]
        if first >= 0xC0:  # the first byte of a character, which says how long it is
            needed = 2 if first < 0xE0 else 3 if first < 0xF0 else 4
            if needed > length:
                return content[:-length], content[-length:]
            break
        if first < 0x80:
            break
    return content, b""


class Lines:
    """The lines of a file, with their ends. Iterate once; then ``encoding`` is final.

    Raises FileRefusedError for a file that is empty, not text, or has a line without an end.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder: TextDecoder | None = None
        self._named_encoding = ""
        self.number = 0

    @property
    def encoding(self) -> str:
        """``"utf-8"``, ``"utf-16"`` or ``"windows-1252"``, as far as the file has been read."""
        if self._named_encoding:
            return self._named_encoding
        is_windows = self._decoder is not None and self._decoder.has_windows_1252
        return "windows-1252" if is_windows else "utf-8"

    def __iter__(self) -> Iterator[str]:
        rest = ""
        for text in self._texts():
            *whole, rest = (rest + text).split("\n")
            for line in whole:
                self.number += 1
                yield line + "\n"
            if len(rest) > MAX_LINE_CHARACTERS:
                raise FileRefusedError(
                    "FILE_LINE_TOO_LONG",
                    _(
                        "Line {line} of the file is longer than {most} characters, so this is not "
                        "a table of rows. Export the file again."
                    ),
                    row=self.number + 1,
                    gaps={"line": str(self.number + 1), "most": f"{MAX_LINE_CHARACTERS:,}"},
                )
        if rest:
            self.number += 1
            yield rest

    def _texts(self) -> Iterator[str]:
        chunk = self._stream.read(CHUNK_BYTES)
        decode = self._choose_decoder(chunk)
        # Spreadsheets write "\r\n", old ones "\r": all become "\n", across chunks too.
        ends = io.IncrementalNewlineDecoder(None, translate=True)
        is_first = True
        while chunk:
            following = self._stream.read(CHUNK_BYTES)
            text = ends.decode(decode(chunk, not following), final=not following)
            if "\x00" in text:
                raise FileRefusedError(
                    "FILE_NUL_BYTES",
                    _(
                        "The file contains NUL bytes, so it is damaged or not a text file. Open it "
                        "in your spreadsheet program and save it as “CSV UTF-8”."
                    ),
                )
            yield text.lstrip("\ufeff") if is_first else text
            is_first = False
            chunk = following

    def _choose_decoder(self, first: bytes) -> Callable[[bytes, bool], str]:
        body = first.removeprefix(codecs.BOM_UTF8).lstrip()
        for signature, name in SIGNATURES:
            if body[: len(signature)].lower() == signature.lower():
                raise FileRefusedError(
                    "FILE_NOT_CSV",
                    _(
                        "The file is {kind}, not a CSV file. Open it in your spreadsheet program "
                        "and save it as “CSV UTF-8”."
                    ),
                    gaps={"kind": name},
                )
        if not body and len(first) < CHUNK_BYTES:
            raise FileRefusedError("FILE_EMPTY", _("The file is empty. Export it again."))
        wide = wide_encoding(first)
        if wide:
            self._named_encoding = "utf-16"
            return codecs.getincrementaldecoder(wide)(errors="replace").decode
        self._decoder = TextDecoder()
        return self._decoder.decode


def wide_encoding(first: bytes) -> str:
    """Return the UTF-16 that the first bytes show by their mark or by their zeros, else ""."""
    if first.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if first.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    sample = first[:200]
    half = len(sample) // 2
    if half < 4:
        return ""
    if sample[1::2].count(0) > half * 0.7 and sample[0::2].count(0) == 0:
        return "utf-16-le"
    if sample[0::2].count(0) > half * 0.7 and sample[1::2].count(0) == 0:
        return "utf-16-be"
    return ""
