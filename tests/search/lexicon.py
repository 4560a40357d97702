"""The synonyms that come with the code."""

from functools import cache
from pathlib import Path

from search.synonyms import Synonyms

FILES = Path(__file__).resolve().parents[2] / "search" / "synonyms"


@cache
def synonyms() -> Synonyms:
    lines: list[str] = []
    for path in sorted(FILES.glob("*.txt")):
        lines += path.read_text(encoding="utf-8").splitlines()
    return Synonyms.parse(lines)
