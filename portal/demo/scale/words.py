"""Read the phrase lists from which the scale catalogue is composed."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).resolve().parent / "words.toml"


@dataclass(frozen=True, kw_only=True)
class Words:
    """The lists of ``words.toml``. ``topics`` is by the slug of the subject."""

    topics: dict[str, list[str]]
    kinds: list[str]
    for_whom: list[str]
    forms: list[str]
    who: list[str]
    learn: list[str]
    how: list[str]
    bring: list[str]
    assessed: list[str]
    next: list[str]
    floors: list[str]
    starts: list[str]
    middles: list[str]
    ends: list[str]
    provider_ends: list[str]
    venue_ends: list[str]
    streets: list[str]


def read_words() -> Words:
    """Read the file."""
    with FILE.open("rb") as file:
        return Words(**tomllib.load(file))
