"""XML of strangers to elements, one part at a time: no DTD, no entity, no network, flat memory."""

import codecs
import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import Any, BinaryIO

from lxml import etree

from catalogue.feeds.decoding import SIGNATURES, TextDecoder, wide_encoding
from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.refusal import FileRefusedError

CHUNK_BYTES = 64 * 1024
# Between two parts that we read. An honest course has a few thousand characters of texts.
MAX_PART_BYTES = 4 * 1024 * 1024
PROLOG_CHARACTERS = 64 * 1024
DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._\-]{1,40})[\"']")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
PROLOG = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
ENCODINGS = re.compile(
    r"(utf-?8|us-ascii|ascii|latin-?1|iso-?8859-?\d{1,2}|windows-?125\d|cp125\d)"
)
OTHER_SIGNATURES = tuple(pair for pair in SIGNATURES if pair[0] != b"<?xml")


class XmlText:
    """The bytes of an XML file as UTF-8, whatever its encoding. ``chunks`` may be asked twice."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decoder = TextDecoder()
        self.encoding = "utf-8"

    def chunks(self) -> Iterator[bytes]:
        """Yield the file from its start. Raises FileRefusedError for what is no XML of ours."""
        self._stream.seek(0)
        first = self._stream.read(CHUNK_BYTES)
        decode = self._decode(first)
        chunk, is_first = first, True
        while chunk:
            following = self._stream.read(CHUNK_BYTES)
            text = decode(chunk, not following)
            if is_first:
                text = DECLARATION.sub("", text.lstrip("\ufeff"), count=1)
                _check_prolog(text)
            yield text.encode("utf-8", "replace")
            chunk, is_first = following, False
        if self._decoder.has_windows_1252:
            self.encoding = "windows-1252"

    def _decode(self, first: bytes) -> Callable[[bytes, bool], str]:
        body = first.removeprefix(codecs.BOM_UTF8).lstrip()
        if not body:
            raise FileRefusedError("FILE_EMPTY", _("The file is empty. Export it again."))
        for signature, name in OTHER_SIGNATURES:
            if body[: len(signature)].lower() == signature.lower() and name != "a web page":
                raise FileRefusedError(
                    "FILE_NOT_XML",
                    _(
                        "The file is {kind}, not XML. Mend it in the system that makes the feed, "
                        "then send it again."
                    ),
                    gaps={"kind": name},
                )
        if wide := wide_encoding(first):
            self.encoding = "utf-16"
            return codecs.getincrementaldecoder(wide)(errors="replace").decode
        match = DECLARED.match(body)
        # A file that says UTF-16 and is none was a text of a program: it is UTF-8.
        name = match[1].decode().lower() if match else "utf-8"
        if name in ("utf-8", "utf8") or name.startswith(("utf-16", "utf16", "ucs")):
            self._decoder = TextDecoder()
            return self._decoder.decode
        if not ENCODINGS.fullmatch(name):
            raise FileRefusedError(
                "FILE_XML_ENCODING",
                _("The encoding “{name}”, which the file names, is not read. Save it as UTF-8."),
                row=1,
                gaps={"name": name},
            )
        try:
            self.encoding = codecs.lookup(name).name
        except LookupError as error:
            raise FileRefusedError(
                "FILE_XML_ENCODING",
                _("There is no encoding “{name}”. Save the file as UTF-8."),
                row=1,
                gaps={"name": name},
            ) from error
        return codecs.getincrementaldecoder(name)(errors="replace").decode


def _check_prolog(text: str) -> None:
    """Refuse a DOCTYPE, which may stand only before the first element."""
    position = 0
    while match := PROLOG.match(text, position):
        position = match.end()
    if position > PROLOG_CHARACTERS or text[position : position + 9].upper() == "<!DOCTYPE":
        if (
            "<html" in text[position : position + 2000].lower()
            or "html" in text[position : position + 20].lower()
        ):
            raise FileRefusedError(
                "FILE_NOT_XML",
                _("The file is a web page, not a feed. Give the address of the feed."),
                row=1,
            )
        raise FileRefusedError(
            "FILE_XML_DOCTYPE",
            _(
                "The file has a DOCTYPE. A feed needs none, and it can make a reader open other "
                "files. Take it out and send the file again."
            ),
            row=1,
        )


def local_name(element: Any) -> str:
    """Return the name of an element without namespace and case: ``"learningoutcome"``."""
    tag = element.tag
    return _name_of(tag) if isinstance(tag, str) else ""  # a comment has a function there


@lru_cache(maxsize=1024)
def _name_of(tag: str) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def parts(text: XmlText, *, names: Collection[str]) -> Iterator[Any]:
    """Yield each element of these names at its end, in the order of the ends.

    Elements stand in their tree until the next one of ``names`` ends; the caller empties them.
    Raises FileRefusedError that names the line of broken XML.
    """
    spellings = {form for name in names for form in (name, name.title(), name.upper())}
    parser = etree.XMLPullParser(
        events=("end",),
        tag=[f"{{*}}{name}" for name in sorted(spellings)],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    waiting = 0
    try:
        for chunk in text.chunks():
            waiting += len(chunk)
            parser.feed(chunk)
            for _event, element in parser.read_events():
                waiting = 0
                yield element
            if waiting > MAX_PART_BYTES:
                raise FileRefusedError(
                    "FILE_XML_PART",
                    _(
                        "More than 4 MB of the file hold no course. It is not a feed of courses. "
                        "Check its address."
                    ),
                )
        parser.close()
    except etree.XMLSyntaxError as error:
        raise _broken(error, parser.feed_error_log) from error
    for _event, element in parser.read_events():
        yield element


def _broken(error: etree.XMLSyntaxError, found: Any) -> FileRefusedError:
    """Say where and how XML is broken. What the parser found last tells it best, if it tells."""
    last = found.last_error
    line, column = (last.line, last.column) if last else error.position or (1, 1)
    line = max(line or 1, 1)
    said = (last.message if last else error.msg) or "it cannot be read"
    said = re.sub(r"(, line \d+.*|\s+line \d+)", "", said)
    said = "".join(mark for mark in said if mark.isprintable())[:160].rstrip(". ")
    if "Premature end" in said or "no element found" in said or "Start tag expected" in said:
        what = _("The file ends too early, or is not XML")
    elif "depth" in said.lower():
        what = _("The elements are nested too deeply")
    else:
        what = f"The parser says: {said}"
    return FileRefusedError(
        "FILE_XML_BROKEN",
        _(
            "The XML is broken in line {line}, column {column}. {what}. Mend it in the system that "
            "makes the feed, then send it again."
        ),
        row=line,
        gaps={"line": str(line), "column": str(max(column or 1, 1)), "what": what},
    )
