"""Text to tokens, once for both engines: words are folded, then stemmed as English.

    analyse("Children's C# for T-Levels: Wspólnota IT") ->
        ["child", "csharp", "for", "tlevel", "wspolnota", "infotech"]

Marks such as / and - and ' part words. Words of other scripts stay whole; Polish, Romanian and
other Latin words are folded to plain letters and, being plain, stemmed like English ones on both
sides of the comparison. Measured reasons: the engines' own stemmers differ on 22 common words.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

# Longer tokens are split by a whitespace analyser, which would move every later position.
MAX_TOKEN_LENGTH = 255

# Words the stemmer would merge with another word of a different meaning for a visitor; each is
# kept as it is (plurals are mapped to it by OVERRIDE).
_KEPT = """
    hospitality policing internship intern internal international carer career evening university
    universal business customer physics physical politics polite animal animation authority author
    emergency personal organic training news logistics customs experience experiment
    general generic generation marketing community communication
    coded employability mechanical
    curs
    """
KEEP = frozenset(_KEPT.split())
OVERRIDE = {
    "children": "child",
    "childrens": "child",
    "womens": "woman",
    "women": "woman",
    "mens": "man",
    "men": "man",
    "hospitalities": "hospitality",
    "universities": "university",
    "businesses": "business",
    "authorities": "authority",
    "emergencies": "emergency",
    "communities": "community",
    "internally": "internal",
    "internationally": "international",
    **{
        f"{word}s": word
        for word in (
            "internship",
            "intern",
            "carer",
            "career",
            "evening",
            "customer",
            "animal",
            "animation",
            "author",
            "experience",
            "experiment",
            "generation",
            "training",
            "communication",
        )
    },
}

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ħ": "h"}
    # Forms of an Arabic letter for which the keyboards of Urdu, Farsi, Pashto and Kurdish have
    # their own, or that people type for one another; vowel marks and hamzas, often left out, and
    # the stretching mark.
    | {"ي": "ی", "ى": "ی", "ې": "ی", "ۍ": "ی", "ێ": "ی", "ك": "ک", "ڪ": "ک", "ګ": "گ", "ٱ": "ا"}
    | {"ه": "ہ", "ة": "ہ", "ۃ": "ہ", "ە": "ہ", "ھ": "ہ", "ۆ": "و", "ڕ": "ر", "ڵ": "ل", "ں": "ن"}
    | {"\u0640": None, "\u0670": None}
    | {chr(mark): None for mark in range(0x064B, 0x0656)}
    # Dots below and signs of Indian scripts that phones leave out: ਜ਼ for ਜ, ੱ, ੰ for ਂ, ঁ.
    | {"\u093c": None, "\u09bc": None, "\u0a3c": None, "\u0abc": None}
    | {"\u0a71": None, "\u0a70": "\u0a02", "\u0981": None}
    # Ethiopic letters that sound alike in Tigrinya, in their seven forms.
    | {chr(0x1220 + form): chr(0x1230 + form) for form in range(7)}
    | {chr(0x1340 + form): chr(0x1338 + form) for form in range(7)}
    | {chr(0x1280 + form): chr(0x1200 + form) for form in range(7)}
    # The apostrophe that is a letter, in Ukrainian.
    | {"\u02bc": None, "\u02bb": None}
    # Latin accents (after decomposition), joiners inside words.
    | {chr(mark): None for mark in range(0x0300, 0x0370)}
    | {"\u200c": None, "\u200d": None}
)
# Python's \w leaves out the vowel signs of Gurmukhi, Devanagari and Arabic: without them
# a word falls to pieces.
_MARKS = "".join(
    chr(code) for code in range(0x0300, 0x1E00) if unicodedata.category(chr(code)) in ("Mn", "Mc")
)
WORD_PART = rf"[^\W_]+(?:[{_MARKS}\u200c\u200d]+[^\W_]*)*"
# "IT" in capitals is the trade, "it" the pronoun, unless one of these stands beside it or it
# stands alone ("it courses" leaves "it" when "courses" has become a filter).
IT = "infotech"
_BESIDE_IT = "|".join(
    """support helpdesk help\\s+desk service\\s+desk skills? users? technicians? engineers?
    managers? security systems? infrastructure networking networks? administrators? analysts?
    consultants? professionals? specialists? departments? industry sector equipment literacy
    literate basics beginners for\\s+beginners apprenticeships? apprentices? training courses?
    class(?:es)? jobs? careers? qualifications? diploma level""".split()
)
_IT_BESIDE = re.compile(
    rf"\b it (?= [\s\-]+ (?:{_BESIDE_IT}) \b ) | (?<= \b basic \s ) it \b",
    re.VERBOSE | re.IGNORECASE,
)
_IT_ALONE = re.compile(r"[\W_]*it[\W_]*", re.IGNORECASE)
_LONG_WORD = re.compile(r"[^\W\d_]{5}")  # longer than an acronym
# Short and odd tokens are real queries. Each alternative is one token; the last is a plain word,
# with "o'" before it or "'s" behind it taken in.
_TOKEN = re.compile(
    rf"""
      (?P<csharp>    \b c\# )
    | (?P<cplusplus> \b c\+\+ )
    | (?P<dotnet>    (?: \b (?:asp|vb) | (?<![^\W_]) ) \.net \b )
    | (?P<tlevel>    \b t [\s\-\u2010-\u2013]? levels? \b )
    | (?P<word>      (?: \b o['\u2019] (?=[^\W_]) )? {WORD_PART} (?: ['\u2019]s \b )? )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Tokens that stand for what was typed: nobody can misspell them.
NAMED = frozenset(_TOKEN.groupindex) - {"word"} | {IT}
# Most texts are plain English: these say when the quick way gives the same words.
_ODD = re.compile(r"c\#|c\+\+|\.net|'|\bt[\s-]?level")
_ODD_MARKS = ("'", "#", "+", ".net", "level")  # one of them is in all that is odd: quicker to see
_PLAIN = {code: " " for code in range(128) if not chr(code).isalnum()}  # what parts plain words
_STEMMER = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.stemmer("english")).build()

# Part of the name of an index: tokens made by other tables don't match, so it has to be rebuilt.
VERSION = hashlib.sha256(
    repr(
        (
            3,
            sorted(KEEP),
            sorted(OVERRIDE.items()),
            sorted(_LETTERS.items()),
            _TOKEN.pattern,
            _IT_BESIDE.pattern,
        )
    ).encode()
).hexdigest()[:8]


def analyse(text: str) -> list[str]:
    """Tokens in reading order: "Evenings at B'ham" -> ["evening", "at", "b", "ham"]."""
    return [stem(word) for word in surface_words(text)]


def name_key(text: str) -> str:
    """Return a name as names are compared: ``"Hospital porters"`` is ``"hospit porter"``."""
    return " ".join(analyse(text))


def spans(text: str) -> list[tuple[str, int, int]]:
    """Tokens with their place in the text: "A T Level" -> [("a", 0, 1), ("tlevel", 2, 9)]."""
    return [(stem(word), start, end) for word, start, end in _matches(text)]


def surface_words(text: str) -> list[str]:
    """Folded but not stemmed words: "Plumbing, Łódź" -> ["plumbing", "lodz"]."""
    if text.isascii():
        lower = text.lower()
        words = lower.translate(_PLAIN).split()
        is_odd = any(mark in lower for mark in _ODD_MARKS) and _ODD.search(lower)
        if not is_odd and not ("it" in words and _has_it(text)):
            return words if len(text) <= MAX_TOKEN_LENGTH else [w[:MAX_TOKEN_LENGTH] for w in words]
    return [word for word, _, _ in _matches(text)]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Reduce a folded word: "courses" -> "cours"; codes and other scripts stay as they are."""
    if word in OVERRIDE:
        return OVERRIDE[word]
    if word in KEEP or not word.isascii() or not word.isalpha():
        return word
    return _STEMMER.analyze(word)[0]


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Casefold and take off accents: "Pielęgniarka" -> "pielegniarka"."""
    folded = word.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded).casefold().translate(_LETTERS)
        folded = unicodedata.normalize("NFKC", folded)
        folded = "".join(_plain(letter) for letter in folded)
    elif not folded.isalnum():
        folded = folded.replace("'", "")
    return folded[:MAX_TOKEN_LENGTH]


def _matches(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        word = fold(match.group()) if kind == "word" else str(kind)
        if word == "it" and _is_the_trade(text, match):
            word = IT
        if word:
            yield word, match.start(), match.end()


def _has_it(text: str) -> bool:
    return bool("IT" in text or _IT_BESIDE.search(text) or _IT_ALONE.fullmatch(text))


def _is_the_trade(text: str, match: re.Match[str]) -> bool:
    is_capital = match.group() == "IT" and not _is_shouted(text)
    return bool(is_capital or _IT_BESIDE.match(text, match.start()) or _IT_ALONE.fullmatch(text))


def _is_shouted(text: str) -> bool:
    """Whether all is in capitals, as in "LEARN IT AT HOME": then those of "IT" say nothing."""
    return text.isupper() and bool(_LONG_WORD.search(text))


def _plain(letter: str) -> str:
    """Turn digits of every script into 0-9 and drop what is neither letter, mark nor digit."""
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    return letter if category[0] in "LNM" else ""
