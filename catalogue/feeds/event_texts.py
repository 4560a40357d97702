"""Texts of partners' events made fit to show: no tags, no unseen marks, not too long."""

import re

from catalogue.feeds.json_files import storable
from catalogue.feeds.text_cells import one_line, plain_text
from catalogue.feeds.web_cells import read_webpage

TITLE_CHARACTERS = 160
DESCRIPTION_CHARACTERS = 5000
PLACE_CHARACTERS = 250
UID_CHARACTERS = 255
URL_CHARACTERS = 300
# Beyond the marks that every cell loses: those without width, and of other controls.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\U000e0000-\U000e0fff]"
)
# A postcode anywhere in an address: "..., Walsall WS1 1XN".
POSTCODE = re.compile(
    r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE | re.ASCII
)
ONLINE_WORDS = re.compile(
    r"\b(?:online|virtual|webinar|zoom|ms teams|microsoft teams|google meet)\b|https?://",
    re.IGNORECASE,
)


def title_of(text: str) -> str:
    """Return one line for the name of an event."""
    return cut(one_line(_seen(text)), TITLE_CHARACTERS)


def description_of(text: str) -> str:
    """Return plain words with line breaks, without tags and scripts."""
    return cut(plain_text(_seen(text)), DESCRIPTION_CHARACTERS)


def line_of(text: str, *, at_most: int = PLACE_CHARACTERS) -> str:
    """Return one line of plain words, such as a place."""
    return cut(one_line(_seen(text)), at_most)


def uid_of(text: str) -> str:
    """Return the identifier of an event as we keep it."""
    return UNSEEN.sub("", storable(text)).strip()[:UID_CHARACTERS]


def web_address_of(text: str) -> str:
    """Return an address that a link may have, or an empty text."""
    address = UNSEEN.sub("", storable(text)).strip()
    if not re.match(r"https?://", address, re.IGNORECASE) or len(address) > URL_CHARACTERS:
        return ""
    try:
        return read_webpage(address)
    except ValueError:
        return ""


def postcode_of(text: str) -> str:
    """Return the last postcode in a text as it is written: ``"WS1 1XN"``, or an empty text."""
    found = POSTCODE.findall(text)
    return f"{found[-1][0]} {found[-1][1]}".upper() if found else ""


def cut(text: str, at_most: int) -> str:
    """Return a text of at most so many characters, ending with … when some were cut."""
    return text if len(text) <= at_most else f"{text[: at_most - 1].rstrip()}…"


def _seen(text: str) -> str:
    # Several times what is shown is enough to read, for all the tags that go.
    text = UNSEEN.sub("", storable(text[: 4 * DESCRIPTION_CHARACTERS]))
    # Comments that begin again and again and never end would each be looked for to the end.
    return text.replace("<!--", "") if text.count("<!--") > text.count("-->") else text
