"""The synonyms in force: those that come with the code, and what editors changed about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from search.analysis import analyse
from search.lexicon import lexicon
from search.models import Synonym, SynonymEffect
from search.synonym_lines import SynonymLine, is_line, read_line
from search.synonyms import Synonyms

FILES = Path(__file__).parent / "synonyms"


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """One phrase of the lists with all its meanings: ``BuiltIn("hca", ("nurse", ...), ...)``."""

    words: str
    meanings: tuple[str, ...]
    lists: tuple[str, ...]


@lru_cache(maxsize=1)
def built_in() -> Synonyms:
    """Return the synonyms of the lists, read once in a process."""
    return Synonyms.parse(text for _name, text in built_in_lines())


@lru_cache(maxsize=1)
def built_in_lines() -> tuple[tuple[str, str], ...]:
    """Return the lines with their places: ``("en_trades.txt, line 12", "roofer => roofing")``."""
    return tuple(
        (f"{path.name}, line {number}", line)
        for path in sorted(FILES.glob("*.txt"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if is_line(line)
    )


@lru_cache(maxsize=1)
def built_in_phrases() -> tuple[BuiltIn, ...]:
    """Return every phrase that has other names in the lists, in alphabetical order."""
    meanings: dict[tuple[str, ...], dict[str, None]] = {}
    shown: dict[tuple[str, ...], str] = {}
    lists: dict[tuple[str, ...], dict[str, None]] = {}
    for place, text in built_in_lines():
        line = read_line(text)
        for left, right in line.pairs if line else ():
            key = tuple(analyse(left))
            if key != tuple(analyse(right)):
                shown.setdefault(key, left)
                meanings.setdefault(key, {})[right] = None
                lists.setdefault(key, {})[place.partition(".")[0]] = None
    found = [BuiltIn(shown[key], tuple(meanings[key]), tuple(lists[key])) for key in shown]
    return tuple(sorted(found, key=lambda one: one.words.lower()))


def line_of(row: Synonym) -> SynonymLine:
    """Return a row as a line: ``hca => healthcare assistant``."""
    return SynonymLine((" ".join(row.words.split()),), meanings_of(row), is_two_way=row.is_two_way)


def meanings_of(row: Synonym) -> tuple[str, ...]:
    """Return the other names of a row one by one."""
    return tuple(" ".join(part.split()) for part in row.meanings.split(",") if part.strip())


def in_force(rows: Iterable[Synonym]) -> Synonyms:
    """Put what rows add in front of the lists, without what rows switch off; lexicons come last.

    The same rows give the same object: what was read with it can be kept.
    """
    on = (row for row in rows if row.is_on)
    return _in_force(
        tuple((row.effect, row.words, meanings_of(row), row.is_two_way) for row in on),
    )


@lru_cache(maxsize=4)
def _in_force(rows: tuple[tuple[str, str, tuple[str, ...], bool], ...]) -> Synonyms:
    table = built_in()
    added = []
    for effect, words, meanings, is_two_way in rows:
        if effect == SynonymEffect.REMOVE:
            table = table.without(words, meanings)
            for meaning in meanings if is_two_way else ():
                table = table.without(meaning, [words])
        if effect == SynonymEffect.ADD:
            line = SynonymLine((" ".join(words.split()),), meanings, is_two_way=is_two_way)
            added.append(line.text)
    return lexicon().added_to(table.extended(added))
