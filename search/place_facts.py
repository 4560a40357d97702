"""Places as plain data: a row of the table, and what a typed place turned out to be."""

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST_CHOICES = 6
LONGEST_TEXT = 80  # "National Exhibition Centre, Solihull, West Midlands" has 51

Status = Literal["area", "point", "ambiguous", "outside", "unknown", "empty"]


@dataclass(frozen=True, slots=True)
class PlaceFact:
    """A row of the table of places, as plain data. Parent and members are slugs."""

    slug: str
    name: str
    kind: str
    parent: str
    latitude: float
    longitude: float
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A place to offer. ``near`` is what goes into the address: ``"Willenhall, Walsall"``."""

    label: str
    near: str
    slug: str
    kind: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a typed place is.

    ``area``: inside ``slug`` (run tokens: any of ``members``; all of them when ``is_everything``);
    a part postcode such as "CV" has kind POSTCODE_AREA and ``outward_codes`` in place of members.
    ``point``: around latitude and longitude, ``default_radius_miles``. ``ambiguous``: nothing is
    used, ``choices`` asks. ``outside``: ``name`` is the town of that postcode area, "" if unknown.
    ``unknown``: ``choices`` are near spellings, perhaps none. ``near`` is safe to keep and share:
    it never holds a whole postcode. Areas too have a point, for "within 5 miles" of one.
    """

    status: Status
    near: str
    name: str = ""
    slug: str = ""
    kind: str = ""
    members: tuple[str, ...] = ()
    outward_codes: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    default_radius_miles: float | None = None
    is_approximate: bool = False
    is_everything: bool = False
    is_own_location: bool = False
    is_full_postcode: bool = False
    is_corrected: bool = False
    postcode_area: str = ""
    choices: tuple[Choice, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether a search can be limited by it."""
        return self.status in ("area", "point")


def place_key(text: str) -> str:
    """Return the form in which names are compared: ``"King's  Heath"`` is ``"kings heath"``."""
    if text.isascii():
        folded = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", text.casefold())
        folded = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf"))
    folded = re.sub(r"['’‘`]", "", folded).replace("&", " and ")
    return " ".join(re.findall(r"[^\W_]+", folded))


def shown_place(text: str) -> str:
    """Return the text as one short line without control marks, safe to show back."""
    kept = (
        c if c.isprintable() or c.isspace() else " " if unicodedata.category(c) == "Cc" else ""
        for c in text[:LONGEST_TEXT]
    )
    return " ".join("".join(kept).split())


def edits_allowed(key: str) -> int:
    """Return how many letters may be wrong: one from five letters, two from eight."""
    length = len(key.replace(" ", ""))
    return 2 if length >= 8 else 1 if length >= 5 else 0


def keys_near(key: str, keys: Sequence[str], *, most_edits: int) -> list[str]:
    """Return keys within some edits, the nearest first."""
    matches = process.extract(
        key, keys, scorer=OSA.distance, score_cutoff=most_edits, limit=MOST_CHOICES
    )
    return [name for name, _, _ in matches]


def each_once(places: Iterable[PlaceFact]) -> list[PlaceFact]:
    """Return places in their order, each once."""
    return list({place.slug: place for place in places}.values())


def miles_to(latitude: float, longitude: float, place: PlaceFact) -> float:
    """Return a distance by the flat-earth rule, near enough to say "outside"."""
    north = (place.latitude - latitude) * 69.09
    east = (place.longitude - longitude) * 69.09 * math.cos(math.radians(latitude))
    return math.hypot(north, east)
