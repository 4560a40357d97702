"""How the texts of rows are shown: as written, in paragraphs and lists, never as markup."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

# These change the direction of everything after them, so a title could turn the rest of a page.
_DIRECTION_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BLANKS = " \u115f\u1160\u2800\u3164\uffa0"
_BULLET = re.compile(r"^\s*(?:[-–*•·▪●]|\d{1,2}[.)])\s+")
_LONG_WORD = re.compile(r"\S{20}(?=\S{5})")
LONGEST_LIST_LINE = 180  # a longer line is a paragraph, whatever stands around it
WEB_ADDRESS = re.compile(r"^https?://[^\s<>\"']+$", re.IGNORECASE)
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) +(\d[A-Z]{2})\b")
EMAIL_ADDRESS = re.compile(r"^[^\s@<>\"'?&]+@[^\s@<>\"'?&]+\.[^\s@<>\"'?&]+$")
_SPAN = re.compile(r"(?<=\d)–(?=\d)")
PHONE_NUMBER = re.compile(r"^\+?[\d\s()./-]{5,30}$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph (one line) or a list (several). ``Passage(("Read a plan", "..."), True)``."""

    lines: tuple[str, ...]
    is_list: bool = False


def passages(text: str) -> list[Passage]:
    """Return a row's text as paragraphs and lists.

    A blank line parts passages. Two or more short lines in a row that each begin anew, with a
    bullet, a capital or a figure, are a list; the bullets are taken off, because the page draws its
    own. Lines that go on in small letters were broken by a program: they are one paragraph.
    """
    found: list[Passage] = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        if not lines:
            continue
        if len(lines) > 1 and not all(_begins_anew(line) for line in lines):
            found.append(Passage((" ".join(lines),)))
        elif len(lines) > 1 and all(len(line) <= LONGEST_LIST_LINE for line in lines):
            found += _with_heading(lines)
        else:
            found += [Passage((line,)) for line in lines]
    return found


def _begins_anew(line: str) -> bool:
    return bool(_BULLET.match(line)) or not line[0].islower()


def _with_heading(lines: list[str]) -> list[Passage]:
    """Return a list, with a first line like "You will learn:" as a paragraph above it."""
    if lines[0].endswith(":") and len(lines) > 2:
        return [Passage((lines[0],)), Passage(tuple(map(_bare, lines[1:])), is_list=True)]
    return [Passage(tuple(map(_bare, lines)), is_list=True)]


def _bare(line: str) -> str:
    return _BULLET.sub("", line) or line


def lines_of(text: str) -> list[str]:
    """Return the lines of a one-a-line field without blanks and bullets."""
    return [_bare(line.strip()) for line in text.splitlines() if line.strip()]


def one_line(text: str) -> str:
    """Return a text for a title or a meta tag: one line, no marks that turn its direction."""
    return " ".join(_DIRECTION_OVERRIDES.sub("", text).split())


def whole_spans(text: str) -> str:
    """Return a text in which no line ends after the dash of a span of figures: "8:00–20:00"."""
    return _SPAN.sub("–\u2060", text)


def printable(text: str) -> str:
    """Return what a stranger typed without control characters and marks that nobody sees."""
    return "".join(character for character in text if character.isprintable())


def is_seen(text: str) -> bool:
    """Whether there is something to read: not only spaces, joiners and letters that are blank."""
    return any(one.isprintable() and one not in _BLANKS for one in text)


def is_name(text: str) -> bool:
    """Whether somebody could say it: ``"Café 24"``, but not ``"---"`` or a blank letter."""
    return any(one.isalnum() and one not in _BLANKS for one in text)


def breakable(text: str) -> str:
    """Return a text whose very long words may break, so that a table stays on the screen."""
    return _LONG_WORD.sub(lambda match: f"{match[0]}\u200b", text)


def whole_postcodes(text: str) -> str:
    """Return a text for a page in which no postcode breaks in two at the end of a line.

    For what people read only: data for programs has the plain space.
    """
    return _POSTCODE.sub("\\1\u00a0\\2", text)


def shortened(text: str, length: int) -> str:
    """Return a text of one line cut at a word: ``"Learn to weld safely…"``."""
    line = one_line(text)
    if len(line) <= length:
        return line
    head = line[: length - 1]
    whole_words = head if line[length - 1] == " " else head.rsplit(" ", 1)[0]
    return f"{whole_words.rstrip(',;:. ')}…"


def dotted(parts: Iterable[str | SafeString]) -> SafeString:
    """Return the parts that are not empty with a dot between, each in its own direction.

    Without the isolation an English name and a number change places on a right-to-left page.
    """
    return format_html_join(" · ", "<bdi>{}</bdi>", ((part,) for part in parts if part))


def web_address(value: str) -> str:
    """Return an address that a link may lead to, or nothing: only http and https are links."""
    value = value.strip()
    if value.lower().startswith("www."):
        value = f"https://{value}"
    return value if WEB_ADDRESS.match(value) else ""


def email_address(value: str) -> str:
    """Return an address for ``mailto:``, or nothing."""
    value = value.strip()
    return value if EMAIL_ADDRESS.match(value) else ""


def phone_link(value: str) -> str:
    """Return ``"tel:01632960118"``, or nothing when the text is not a number."""
    value = value.strip()
    if not PHONE_NUMBER.match(value):
        return ""
    return "tel:" + re.sub(r"[^\d+]", "", value.replace("(0)", ""))


def host_of(address: str) -> str:
    """Return ``"example.org"`` of a web address, to say where a link leads."""
    return address.split("://", 1)[-1].split("/", 1)[0].split("@")[-1].removeprefix("www.")
