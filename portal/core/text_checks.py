"""Words on a page that an editor should look at again. Rules of plain English; no database."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

MOST_WORDS = 20
SHOWN_SENTENCES = 3
# Words that blame, belittle or hide, and words of offices, with what to write instead.
BANNED: Mapping[str, str] = {
    "failed": "say what is missing",
    "forbidden": "say what is allowed",
    "illegal": "say what the law asks",
    "you forgot": "say what is missing",
    "simply": "leave it out",
    "just": "leave it out",
    "easy": "leave it out",
    "oops": "leave it out",
    "unfortunately": "leave it out",
    "cheat": "leave it out",
    "scrounge": "leave it out",
    "scrounger": "leave it out",
    "hard to reach": "say who, and why we are hard to reach for them",
    "the unemployed": "people without work",
    "service users": "people",
    "get in touch": "contact",
    "deadline": "last day to join",
    "fully funded": "free for most people",
    "discretionary support": "money to help you",
    "delivery venue": "where you study",
    "voluntary participation": "you choose to join",
}
# Read as words by everybody here.
KNOWN_CAPITALS = frozenset({"UK", "NHS", "IT", "ID", "TV", "PDF", "BBC", "GOV", "GCSE", "CV"})
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"[^\W_][\w’'-]*")
_CONTRACTION = re.compile(
    r"\b(?:\w+n['’]t|\w+['’](?:re|ve|ll|m)|(?:i|you|he|she|we|they)['’]d"
    r"|(?:it|that|what|who|there|here|let|he|she|where|how)['’]s)\b",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\b[A-Z]{2,6}\b(?![-\d])")
# "Easy read" is the name of a kind of document, and no promise.
_BANNED = re.compile(
    rf"(?<!\w)(?:{'|'.join(map(re.escape, BANNED))})(?!\w)(?<!easy(?= read))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class LongSentence:
    """``LongSentence("You can also join when your work coach…", 27)``."""

    start: str
    words: int


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text: a line break ends one too."""
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


def long_sentences(text: str) -> list[LongSentence]:
    """Return sentences of more than 20 words, at most three."""
    counted = ((sentence, len(_WORD.findall(sentence))) for sentence in sentences_of(text))
    found = [LongSentence(_start(one), words) for one, words in counted if words > MOST_WORDS]
    return found[:SHOWN_SENTENCES]


def contractions(text: str) -> list[str]:
    """Return short forms such as “don't”, each once: readers new to English stumble over them."""
    return list(dict.fromkeys(match[0] for match in _CONTRACTION.finditer(text)))


def banned_phrases(text: str) -> Iterator[tuple[str, str]]:
    """Give each phrase that we do not use, and what to do instead."""
    for phrase in dict.fromkeys(match[0].lower() for match in _BANNED.finditer(text)):
        yield phrase, BANNED[phrase]


def unexplained_capitals(text: str, explained: Iterable[str]) -> list[str]:
    """Return abbreviations that neither the text nor our list of words explains.

    ``explained`` holds explained words in any form: “dbs check” explains DBS. A text explains one
    by its full form before it: “Disclosure and Barring Service (DBS)”.
    """
    known = KNOWN_CAPITALS | {part.upper() for word in explained for part in word.split()}
    found = dict.fromkeys(match[0] for match in _CAPITALS.finditer(text))
    return [one for one in found if one not in known and f"({one})" not in text]


def _start(sentence: str) -> str:
    words = sentence.split()
    return f"{' '.join(words[:8])}…" if len(words) > 8 else sentence
