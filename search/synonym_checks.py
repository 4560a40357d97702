"""What is wrong with lines of synonyms, each with its place and the remedy."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils.translation import gettext as _

from search.analysis import analyse, surface_words
from search.filler_words import FILLERS
from search.places import Gazetteer
from search.synonym_lines import SynonymLine, is_line, read_line
from search.understanding import WordReference, understand

MOST_ALTERNATIVES = 8  # more of them than a page of titles: the first results become a mixture
LONGEST_PHRASE = 8  # words; people do not type longer ones twice in the same way
# A listing in ten: other names for such a word add noise to every search that holds it.
MOST_SHARE = 0.1
VERY_COMMON = frozenset(
    """award care course courses job jobs level people principles service
    services skill skills support training unit work working""".split()
)
# Words that a stemmer takes for one and people do not: the tables of the analysis keep them apart.
LOOK_ALIKES = tuple(
    frozenset(analyse(words))
    for words in (
        "hospital hospitality",
        "intern internship internal international",
        "care carer career",
        "counselling council",
        "university universal",
        "customs customer",
        "organ organic organisation",
        "author authority",
        "market marketing",
        "general generic",
        "community communication",
        "experience experiment",
        "physics physical",
        "politics polite",
        "animal animation",
    )
)

Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """``Problem("en.txt, line 7", "hca =>", "“hca =>” has no words on one side. ...")``."""

    place: str
    line: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def check_text(
    text: str,
    *,
    name: str = "",
    share: Callable[[str], float] | None = None,
    gazetteer: Gazetteer | None = None,
) -> list[Problem]:
    """Check the lines of a text, numbered from 1."""
    return check_lines(
        (
            (f"{name}, line {number}" if name else _("Line %d") % number, line)
            for number, line in enumerate(text.splitlines(), 1)
        ),
        share=share,
        gazetteer=gazetteer,
    )


def check_lines(
    lines: Iterable[tuple[str, str]],
    *,
    share: Callable[[str], float] | None = None,
    gazetteer: Gazetteer | None = None,
) -> list[Problem]:
    """Check (place, line) pairs one by one and against each other, in the order of the lines.

    ``share`` says in which part of the listings a word stands: 0.02 for two in a hundred.
    ``gazetteer`` knows the places of the region, whose names are no words to look for.
    """
    found: list[Problem] = []
    read: list[tuple[str, str, SynonymLine]] = []
    for place, text in lines:
        if not is_line(text):
            continue
        line = read_line(text)
        if line:
            messages = line_problems(line, share=share, gazetteer=gazetteer)
        else:
            messages = [_unreadable(text)]
        found += [Problem(place, text, message) for message in messages]
        if line:
            read.append((place, text, line))
    return [*found, *_said_twice(read), *_half_groups(read)]


def line_problems(
    line: SynonymLine,
    *,
    share: Callable[[str], float] | None = None,
    gazetteer: Gazetteer | None = None,
) -> list[str]:
    """Return what is wrong with one line by itself."""
    found = [*_empty_or_long(line)]
    if found:
        return found
    found += [*_same_words(line), *_too_many(line), *_kept_apart(line)]
    lefts = (*line.lefts, *(line.rights if line.is_two_way else ()))
    taken = [left for left in lefts if is_taken_first(left, gazetteer=gazetteer)]
    if taken and (not line.is_two_way or len(taken) == len(lefts)):
        found += [
            _(
                "“%(words)s” is read as a filter, a place or a kind of listing before synonyms "
                "are looked at, so this line does nothing. Leave these words out."
            )
            % {"words": words}
            for words in taken
        ]
    return [*found, *_common(lefts, share)]


def is_taken_first(words: str, *, gazetteer: Gazetteer | None = None) -> bool:
    """Whether understanding takes some of the words away: "evening work", "shop job".

    English classes are an exception: their words stay, to order the results.
    """
    reference = WordReference(gazetteer=gazetteer or _no_places())
    read = understand(words, reference=reference, today=date(2000, 1, 1))
    if any(chip.name == "esol" for chip in read.chips):
        return False
    return analyse(read.words_text) != analyse(words)


@cache
def _no_places() -> Gazetteer:
    return Gazetteer((), {})


def _unreadable(text: str) -> str:
    return _(
        "“%(line)s” has no words on one of its sides. Write it like "
        "“hca => healthcare assistant, care assistant” or “fork lift <=> forklift”."
    ) % {"line": text.strip()[:60]}


def _empty_or_long(line: SynonymLine) -> Iterable[str]:
    for side in (*line.lefts, *line.rights):
        tokens = analyse(side)
        if not tokens:
            yield _("“%(words)s” has no letters or numbers. Write a word.") % {"words": side}
        elif len(tokens) > LONGEST_PHRASE:
            yield _("“%(words)s” is longer than %(most)d words. Write a shorter phrase.") % {
                "words": side,
                "most": LONGEST_PHRASE,
            }


def _same_words(line: SynonymLine) -> Iterable[str]:
    sides = (line.lefts, line.rights)
    if line.is_two_way or len(line.lefts) == 1:
        sides = ((*line.lefts, *line.rights),)  # type: ignore[assignment]  # other shape
    for side in sides:
        seen: dict[Tokens, str] = {}
        for words in side:
            key = tuple(analyse(words))
            if key in seen:
                yield _(
                    "“%(words)s” and “%(other)s” are the same to the search, which cuts endings. "
                    "Leave one of them out."
                ) % {"words": words, "other": seen[key]}
            seen.setdefault(key, words)


def _too_many(line: SynonymLine) -> Iterable[str]:
    most = max(len(line.rights), len(line.lefts) - 1 if line.is_group else 0)
    if most > MOST_ALTERNATIVES:
        yield _(
            "%(number)d other names are too many: the best of them get lost. "
            "Keep the %(most)d that people would be glad to see."
        ) % {"number": most, "most": MOST_ALTERNATIVES}


def _kept_apart(line: SynonymLine) -> Iterable[str]:
    """Find look-alikes that the tables of the analysis keep apart: "hospital => hospitality"."""
    for left, right in line.pairs:
        pair = {*analyse(left), *analyse(right)}
        if len(pair) == 2 and any(pair <= group for group in LOOK_ALIKES):
            yield _(
                "“%(left)s” and “%(right)s” look alike and mean different things, so the search "
                "keeps them apart. Leave this pair out."
            ) % {"left": left, "right": right}


def _common(lefts: Sequence[str], share: Callable[[str], float] | None) -> Iterable[str]:
    for left in lefts:
        words = surface_words(left)
        if len(words) != 1:
            continue
        is_common = words[0] in VERY_COMMON or (share is not None and share(left) > MOST_SHARE)
        if is_common or (words[0] in FILLERS and analyse(left) == words):
            yield _(
                "“%(words)s” stands in so many searches and listings that other names for it "
                "would spoil them. Write a phrase of two words or more."
            ) % {"words": left}


def _said_twice(read: Sequence[tuple[str, str, SynonymLine]]) -> Iterable[Problem]:
    places: dict[Tokens, str] = {}
    groups: dict[frozenset[Tokens], str] = {}
    for place, text, line in read:
        if line.is_two_way:
            group = frozenset(tuple(analyse(side)) for side in (*line.lefts, *line.rights))
            if group in groups:
                message = _("The same line stands at %(place)s. Leave one of them out.")
                yield Problem(place, text, message % {"place": groups[group]})
            groups.setdefault(group, place)
            continue
        for left in line.lefts:
            key = tuple(analyse(left))
            if key in places:
                message = _("“%(words)s” has a line already, at %(place)s. Join the two.")
                yield Problem(place, text, message % {"words": left, "place": places[key]})
            places.setdefault(key, place)


def _half_groups(read: Sequence[tuple[str, str, SynonymLine]]) -> Iterable[Problem]:
    """Find "a <=> b" beside "b <=> c": nobody who types "a" finds "c", whatever it looks like."""
    partners: dict[Tokens, set[Tokens]] = defaultdict(set)
    for _place, _text, line in read:
        if line.is_two_way:
            for left, right in line.pairs:
                partners[tuple(analyse(left))].add(tuple(analyse(right)))
    for place, text, line in read:
        if not line.is_group:
            continue
        inside = {tuple(analyse(side)) for side in line.lefts}
        for words in line.lefts:
            if partners[tuple(analyse(words))] - inside:
                message = _(
                    "“%(words)s” also means other words both ways, in another line. Lines are not "
                    "joined up: put all of them in one line, or use an arrow one way."
                )
                yield Problem(place, text, message % {"words": words})
