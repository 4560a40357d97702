"""The words of a query as an engine takes them: quoted, left out, or with their synonyms."""

import re

from search.analysis import analyse, spans
from search.phrases import FILLERS
from search.query import Alternative, Word
from search.synonyms import Synonyms

MOST_WORDS = 24  # what follows is a pasted text: the first words say what it is about
QUOTED = re.compile(r"(?P<minus>(?<!\S)[-−–])?[\"“”](?P<text>[^\"“”]+)[\"“”]")
EXCLUDED = re.compile(r"(?<!\S)[-−–](?P<text>[^\W_]\S*)")


def parse_words(text: str, *, synonyms: Synonyms) -> tuple[Word, ...]:
    """Return the words of a query: ``care -childcare "team leader"``.

    Quoted words stand together and mean only themselves. Small words such as "with" ask for
    nothing, unless nothing else was typed. A phrase that has synonyms is one word.
    """
    fixed: list[Word] = []

    def take(match: re.Match[str]) -> str:
        tokens = tuple(analyse(match["text"]))
        if tokens:
            is_excluded = match.re is EXCLUDED or bool(match["minus"])
            fixed.append(Word(match["text"], (Alternative(tokens),), is_excluded))
        return " "

    rest = EXCLUDED.sub(take, QUOTED.sub(take, text))
    return tuple([*_plain(rest, synonyms), *fixed][:MOST_WORDS])


def _plain(text: str, synonyms: Synonyms) -> list[Word]:
    found = list(spans(text))
    tokens = [token for token, _start, _end in found]
    words: list[Word] = []
    small: list[Word] = []
    position = 0
    while position < len(found):
        end = synonyms.phrase_end(tokens, position) or position + 1
        part = tuple(tokens[position:end])
        shown = text[found[position][1] : found[end - 1][2]]
        word = Word(shown, (Alternative(part), *synonyms.alternatives(part)))
        is_small = len(part) == 1 and shown.lower() in FILLERS
        (small if is_small else words).append(word)
        position = end
    return words or small
