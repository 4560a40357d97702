"""The synonyms and lexicons that come with the code."""

from functools import cache
from pathlib import Path

from search.lexicon import lexicon
from search.synonyms import Synonyms

FILES = Path(__file__).resolve().parents[2] / "search" / "synonyms"


@cache
def synonyms() -> Synonyms:
    lines: list[str] = []
    for path in sorted(FILES.glob("*.txt")):
        lines += path.read_text(encoding="utf-8").splitlines()
    return lexicon().added_to(Synonyms.parse(lines))
