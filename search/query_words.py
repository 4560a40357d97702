"""The words of a query as an engine takes them: quoted, left out, or with their synonyms."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from search.analysis import IT, analyse, spans, stem, surface_words
from search.filler_words import (
    CONTRACTION,
    DETERMINERS,
    FILLER_TUPLES,
    FILLERS,
    GENERAL_WORDS,
    LONGEST_FILLER,
    REQUIREMENTS,
    WEAK_TUPLES,
    WEAK_WORDS,
    WITHOUT_WORDS,
)
from search.query import Alternative, Word
from search.ranking import (
    FILTER_WORD_BOOST,
    FOREIGN_BOOST,
    GENERIC_BOOST,
    OPTIONAL_BOOST,
    PHRASE_BOOST,
    SYNONYM_BOOST,
)
from search.synonyms import Synonyms
from search.word_forms import forms_of

MOST_WORDS = 24  # what follows is a pasted text: the first words say what it is about
SHORTEST_FOREIGN = 4  # letters; "de" and "la" stand in English titles too
# They count less beside others (GENERIC_BOOST).
GENERIC_WORDS = frozenset(
    """worker workers officer officers engineer engineers operative operatives technician
    technicians practitioner practitioners educator educators adviser advisers advisor advisors
    consultant consultants manager managers specialist specialists coordinator coordinators
    executive executives administrator administrators operator operators supervisor supervisors
    trainee trainees junior senior leader leaders clerk clerks staff crew person team member
    members professional professionals skills studies support services service industry sector
    award diploma certificate degree""".split()
)
QUOTED = re.compile(r"(?P<minus>(?<!\S)[-−–])?[\"“”](?P<text>[^\"“”]+)[\"“”]")
EXCLUDED = re.compile(r"(?<!\S)[-−–](?P<text>[^\W_]\S*)")
# Words of a query that names something; a longer one is a sentence, in which many say little.
LONGEST_NAME = 3
PRONOUNS = frozenset({"it"})  # the trade is another token
CONTRACTED = re.compile(CONTRACTION, re.IGNORECASE)
APOSTROPHES = str.maketrans("", "", "'’")


# Somebody speaks: "I want...", "how can...". Names of things have none of these words.
SPEAKING = frozenset("i im ive my we want wanna need how where what can please".split())


@dataclass(frozen=True, slots=True)
class QueryWords:
    """``wanted`` have to match or must not; ``optional`` only order what matches."""

    wanted: tuple[Word, ...]
    optional: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class _Part:
    token: str
    key: str
    start: int
    end: int
    is_contracted: bool


def parse_words(text: str, *, synonyms: Synonyms) -> tuple[Word, ...]:
    """Return the words that have to match: ``care -childcare "team leader"``."""
    return read_words(text, synonyms=synonyms).wanted


def read_words(
    text: str,
    *,
    synonyms: Synonyms,
    is_as_typed: bool = False,
    is_asked: bool = False,
    is_sentence: bool = False,
) -> QueryWords:
    """Return the words of a query: ``plumbing training -gas "team leader"``.

    Quoted words stand together and mean only themselves. Small words such as "with" ask for
    nothing, unless nothing else was typed. Words of a phrase that has synonyms share them. With
    ``is_as_typed`` every word but the smallest has to match. With ``is_asked``, when a filter
    says what is looked for ("jobs with no experience"), weak words stay weak. ``is_sentence``:
    the text is what is left of a sentence, in which general words say little.
    """
    fixed: list[Word] = []

    def take(match: re.Match[str]) -> str:
        tokens = tuple(analyse(match["text"]))
        if tokens:
            is_excluded = match.re is EXCLUDED or bool(match["minus"])
            fixed.append(Word(match["text"], (Alternative(tokens),), is_excluded))
        return " "

    rest = EXCLUDED.sub(take, QUOTED.sub(take, text))
    strong, general, weak, small = _sorted(
        rest, synonyms, is_as_typed=is_as_typed, is_sentence=is_sentence
    )
    if strong or is_asked:
        weak = [*weak, *general]
    else:
        strong = general
    if is_as_typed:
        strong, weak = [*strong, *weak], []
    if not strong and not is_asked and all(word.is_excluded for word in fixed):
        strong, weak = weak or small, []
    strong = _generic_ones_less(strong)
    return QueryWords(
        tuple([*strong, *fixed][:MOST_WORDS]), tuple(map(optional, weak[:MOST_WORDS]))
    )


def is_sentence(text: str) -> bool:
    """Say whether somebody speaks, rather than names something: "i want speak english better"."""
    words = surface_words(text)
    return len(words) > LONGEST_NAME and not SPEAKING.isdisjoint(words)


def _generic_ones_less(words: Sequence[Word]) -> list[Word]:
    """Let generic words count less beside others; a phrase and its synonyms count as before."""
    is_generic = [word.text.lower() in GENERIC_WORDS for word in words]
    if all(is_generic):
        return list(words)
    return [
        _counting_less(word) if generic else word
        for word, generic in zip(words, is_generic, strict=True)
    ]


def _counting_less(word: Word) -> Word:
    own = {word.alternatives[0].tokens}
    return replace(
        word,
        alternatives=tuple(
            replace(one, boost=one.boost * GENERIC_BOOST) if one.tokens in own else one
            for one in word.alternatives
        ),
    )


def optional(word: Word, boost: float = OPTIONAL_BOOST) -> Word:
    """Return a word for ``SearchQuery.order_words`` that counts so much of one that must match."""
    return replace(
        word,
        alternatives=tuple(
            replace(one, boost=one.boost * boost / FILTER_WORD_BOOST) for one in word.alternatives
        ),
    )


def _sorted(
    text: str, synonyms: Synonyms, *, is_as_typed: bool, is_sentence: bool
) -> tuple[list[Word], list[Word], list[Word], list[Word]]:
    """Return strong, general, weak and small words, each in the order of the text."""
    parts = list(_parts(text))
    strong: list[Word] = []
    general: list[Word] = []
    weak: list[Word] = []
    small: list[Word] = []
    position = 0
    while position < len(parts):
        tokens, end = _known_phrase(parts, position, synonyms)
        kind = strong
        if end and _is_weak(parts[position:end]):
            kind = weak  # "no experience" finds "beginners" too, and must find neither
        if not end:
            end, is_weak = _little_phrase(parts, position, is_as_typed=is_as_typed)
            kind = (weak if is_weak else small) if end else strong
        if end and tokens and kind is strong:
            kind += _loose_phrase(text, parts, position, end, tokens, synonyms)
            position = end
            continue
        if end:
            kind += _words(text, parts, position, end, tokens, synonyms)
            position = end
            continue
        part = parts[position]
        if part.is_contracted or part.key in FILLERS or part.token in PRONOUNS:
            kind = small
        elif part.key in WEAK_WORDS or (part.key,) in WEAK_TUPLES:
            kind = weak
        elif part.key in GENERAL_WORDS and (is_sentence or len(parts) > LONGEST_NAME):
            kind = general
        kind += _words(text, parts, position, position + 1, (part.token,), synonyms)
        position += 1
    return strong, general, weak, small


def _known_phrase(
    parts: Sequence[_Part], position: int, synonyms: Synonyms
) -> tuple[tuple[str, ...], int]:
    """Return the longest phrase with synonyms that starts here: "fix my car" as "fix car"."""
    tokens = [part.token for part in parts]
    end = synonyms.phrase_end(tokens, position)
    if end:
        return tuple(tokens[position:end]), end
    if parts[position].key in DETERMINERS:
        return (), 0
    places = [
        place
        for place in range(position, min(len(parts), position + synonyms.longest + 3))
        if parts[place].key not in DETERMINERS
    ]
    short = [tokens[place] for place in places]
    end = synonyms.phrase_end(short, 0) if len(places) > 1 else 0
    return (tuple(short[:end]), places[end - 1] + 1) if end else ((), 0)


def _is_weak(parts: Sequence[_Part]) -> bool:
    keys = tuple(part.key for part in parts)
    return keys in WEAK_TUPLES or all(key in WEAK_WORDS or key in FILLERS for key in keys)


def _little_phrase(parts: Sequence[_Part], position: int, *, is_as_typed: bool) -> tuple[int, bool]:
    """Return where a phrase that asks for little ends, 0 for none, and whether it is weak."""
    filler_end = _phrase_end(parts, position, FILLER_TUPLES)
    weak_end = _phrase_end(parts, position, WEAK_TUPLES)
    if not is_as_typed and (lacking := _end_of_lack(parts, position)):
        return max(filler_end, weak_end, lacking), False
    return max(filler_end, weak_end), is_as_typed or weak_end >= filler_end


def _phrase_end(parts: Sequence[_Part], position: int, phrases: Set[tuple[str, ...]]) -> int:
    for end in range(min(len(parts), position + LONGEST_FILLER), position + 1, -1):
        if tuple(part.key for part in parts[position:end]) in phrases:
            return end
    return 0


def _end_of_lack(parts: Sequence[_Part], position: int) -> int:
    """Return where "without a degree" ends, 0 for anything else."""
    if parts[position].key not in WITHOUT_WORDS:
        return 0
    end = position + 1
    while end < len(parts) and parts[end].key in DETERMINERS:
        end += 1
    return end + 1 if end < len(parts) and parts[end].key in REQUIREMENTS else 0


def _words(
    text: str,
    parts: Sequence[_Part],
    start: int,
    end: int,
    tokens: tuple[str, ...],
    synonyms: Synonyms,
) -> Iterator[Word]:
    """Give a phrase with synonyms as one word, one without ("work with") word by word."""
    if not tokens:
        for place in range(start, end):
            if parts[place].key not in FILLERS:
                token = (parts[place].token,)
                yield from _words(text, parts, place, place + 1, token, synonyms)
        return
    shown = text[parts[start].start : parts[end - 1].end]
    known = synonyms.alternatives(tokens)
    own = Alternative(tokens)
    if known and all(one.is_translation for one in known):
        own = replace(own, boost=FOREIGN_BOOST)
    found = [own, *known]
    if len(tokens) == 1:
        taken = {one.tokens for one in found}
        for form in forms_of(parts[start].key):
            other = (stem(form),)
            if other not in taken:
                found.append(Alternative(other, SYNONYM_BOOST, form))
    yield Word(shown, tuple(found))


def _loose_phrase(
    text: str,
    parts: Sequence[_Part],
    start: int,
    end: int,
    tokens: tuple[str, ...],
    synonyms: Synonyms,
) -> Iterator[Word]:
    """Give the words of a phrase with synonyms one by one, each also with those of the phrase.

    A listing matches with a synonym, or with all words wherever they stand: "Healthcare support
    (assistant)" for "healthcare assistant". (a and b) or s is the same as (a or s) and (b or s).
    Without it, teaching the search a phrase would hide what its single words found before.
    """
    (whole,) = _words(text, parts, start, end, tokens, synonyms)
    places = [
        place
        for place in range(start, end)
        if parts[place].key not in FILLERS and parts[place].key not in DETERMINERS
    ]
    own, *others = whole.alternatives
    is_foreign = all(other.is_translation for other in others)  # its words stand in no listing
    if is_foreign:
        yield replace(whole, alternatives=(own, *_foreign(parts, places), *others))
        return
    if len(places) < 2:
        yield whole
        return
    for place in places:
        token = (parts[place].token,)
        (word,) = _words(text, parts, place, place + 1, token, synonyms)
        found = (*word.alternatives, replace(own, boost=PHRASE_BOOST), *others)
        yield replace(word, alternatives=found, phrase=whole.text)


def _foreign(parts: Sequence[_Part], places: Sequence[int]) -> Iterator[Alternative]:
    """Give the words of a phrase in another language one by one: "engleza" of "curs de engleza"."""
    for place in places:
        if len(parts[place].key) >= SHORTEST_FOREIGN:
            yield Alternative((parts[place].token,), FOREIGN_BOOST)


def _parts(text: str) -> Iterator[_Part]:
    before = ""
    contracted = [match.span() for match in CONTRACTED.finditer(text)]
    for token, start, end in spans(text):
        typed = text[start:end]
        key = "it" if typed.lower() == "it" else "".join(surface_words(typed)) or token
        is_inside = any(first <= start < last for first, last in contracted)
        if key == "it" and before in ("in", "into") and not text[end:].strip(" .?!"):
            token = IT  # "a course in it"
        before = key
        yield _Part(token, key.translate(APOSTROPHES), start, end, is_inside)
