"""Elements of XCRI-CAP to plain words: XHTML, escaped HTML, languages, types."""

import re
from collections import defaultdict
from typing import Any

from catalogue.feeds.xml_reading import local_name

XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LINE_ELEMENTS = frozenset("p div li tr h1 h2 h3 h4 h5 h6 dd dt blockquote".split())
UNSEEN_ELEMENTS = frozenset({"script", "style", "head", "iframe", "object"})
ALIASES = {
    "prerequisites": "prerequisite",
    "learningoutcomes": "learningoutcome",
    "objectives": "objective",
    "startdate": "start",
    "enddate": "end",
}
Parts = dict[str, list[Any]]


def parts_of(element: Any) -> Parts:
    """Return the children by name, whatever namespace and case they were written in."""
    parts: Parts = defaultdict(list)
    for child in element:
        name = local_name(child)
        if name:
            parts[ALIASES.get(name, name)].append(child)
    return parts


def words_of(element: Any) -> str:
    """Return the words of an element, with line breaks where XHTML has them."""
    if not len(element):
        return (element.text or "").strip()
    pieces: list[str] = []
    _collect(element, pieces)
    lines = [" ".join(line.split()) for line in "".join(pieces).split("\0")]
    return "\n".join(line for line in lines if line)


def _collect(element: Any, pieces: list[str]) -> None:
    """Add the words inside an element. The parser allows 256 levels, so this ends."""
    name = local_name(element)
    if name in UNSEEN_ELEMENTS:
        return
    is_line = name in LINE_ELEMENTS
    if is_line or name == "br":
        pieces.append("\0")
    pieces.append(element.text or "")
    for child in element:
        _collect(child, pieces)
        pieces.append(child.tail or "")
    if is_line:
        pieces.append("\0")


def type_of(element: Any) -> str:
    """Return the local part of ``xsi:type``: ``"ukprn"``, ``"leadsto"``."""
    return (element.get(XSI_TYPE) or "").rpartition(":")[2].strip().lower()


def text_of(parts: Parts, name: str, *, kinds: frozenset[str] = frozenset()) -> str:
    """Return the words of a child: in English or no language first, the longest of several.

    Without ``kinds`` only those without a type count. An element that only has @href says nothing.
    """
    found: list[tuple[bool, int, str]] = []
    for element in parts.get(name, ()):
        kind = type_of(element)
        if (kind in kinds) if kinds else not kind:
            words = words_of(element)
            if words:
                language = (element.get(XML_LANG) or "en").lower()
                found.append((language.startswith("en"), len(words), words))
    return max(found, default=(False, 0, ""))[2]


def line_of(parts: Parts, name: str) -> str:
    """Return the words of the first child that has any, in one line."""
    for element in parts.get(name, ()):
        if words := " ".join(words_of(element).split()):
            return words
    return ""


def identifier_of(parts: Parts) -> str:
    """Return how a provider calls a thing: its internal id, else the identifier without a type."""
    typed = plain = ""
    for element in parts.get("identifier", ()):
        words = " ".join((element.text or "").split())
        kind = type_of(element)
        if kind == "internalid":
            typed = typed or words
        elif not kind:
            plain = plain or words
    return typed or plain


def ukprn_of(parts: Parts) -> str:
    """Return the UKPRN among the identifiers, or nothing."""
    for element in parts.get("identifier", ()):
        words = (element.text or "").strip()
        if type_of(element) == "ukprn" and re.fullmatch(r"1\d{7}", words):
            return words
    return ""
