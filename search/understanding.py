"""What people mean: words that are filters become chips, which are shown and can be undone."""

from collections.abc import Callable, Container, Mapping, Set
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz.distance import OSA

from search.facets import FACETS
from search.filler_words import FILLERS
from search.level_words import read_levels
from search.lexicon import lexicon
from search.lexicon_reading import drop_fillers, read_lexicon
from search.mending import mend
from search.negation import leave_out_time, read_negations
from search.phrases import (
    EVENTS,
    FILTERS,
    KEPT,
    KIND_WORDS,
    NOT_BEFORE_CLASS,
    FilterValue,
)
from search.place_words import read_places
from search.places import Gazetteer
from search.provider_names import read_providers
from search.reading import Chip, Reading
from search.start_words import read_starts

ALL_KINDS = frozenset(FACETS["kind"].order)
LEVELS = frozenset({"level", "esol"})
# Filters that titles speak of too: "Maths Level 1, evenings", but seldom "free" or "January".
ORDERING = LEVELS | {"when", "how", "study", "length", "needs"}
SURE_TITLE_WORDS = 6  # a title of nothing but filters: "Looking for work online: for women"
TITLE_WORDS = 4  # a title as long as this, typed in full, is looked for as typed
CLASS_WORDS = frozenset(
    "course courses class classes esol english lesson lessons group groups taster tasters".split()
)
JOB_WORDS = frozenset("job jobs vacancy vacancies shift shifts".split())
# "English for a job", "a course with a job at the end": what somebody learns for, not what to list.
LEARNING_WORDS = frozenset(
    """learn learning study studying course courses class classes training skills lesson lessons
    english qualification qualifications certificate""".split()
)
BEFORE_A_PURPOSE = frozenset("for get getting find finding with to into towards".split())
NOT_A_PURPOSE = frozenset(
    "look looking lookin search searching apply applying ask asking hunting here".split()
)
SEEKING = frozenset("want need search searching look looking find finding".split())
LACKED = frozenset("no without lost lose losing".split())
BEFORE_JOB = frozenset("a an the my any better good new first proper real nice other".split())


@dataclass(frozen=True, slots=True)
class WordReference:
    """What the portal knows that helps to read a query.

    ``providers``: slugs by what people type for their names. ``titles``: of listings, asked with
    the text as typed, only for a long one with something understood in it.
    ``kinds``: the kinds that have listings; a word for another kind stays a word.
    ``is_known_word``: whether an index has a word, so that it is not taken for a misspelt place;
    ``is_listed``: whether it has just that form, so that it is no slip of a filter;
    ``is_subject``: whether it names something to learn or to do, that "no" can leave out.
    """

    gazetteer: Gazetteer
    providers: Mapping[str, str] = field(default_factory=dict)
    titles: Container[str] = frozenset()
    kinds: Set[str] = ALL_KINDS
    is_known_word: Callable[[str], bool] | None = None
    is_listed: Callable[[str], bool] | None = None
    is_subject: Callable[[str], bool] | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """The reading of one query. "evening welding DY1" has words "welding" and two chips.

    ``near`` goes to the gazetteer as if typed under "Where?"; it can be ambiguous or unknown.
    ``also_near`` are further places that were typed, of which a search can use only one.
    ``is_title``: it is a title, typed in full.
    ``asks_near_me``: "near me" was typed, and only the visitor can say where that is.
    """

    text: str
    words_text: str
    chips: tuple[Chip, ...] = ()
    near: str | None = None
    also_near: tuple[str, ...] = ()
    asks_near_me: bool = False
    is_title: bool = False

    @property
    def order_text(self) -> str:
        """What became a filter and can also stand in a title, for the order alone.

        "evening maths level 1" gives "evening level 1". When every word became a filter, only
        those that say which English class: "ESOL Entry 1 Walsall" gives "ESOL Entry 1".
        """
        if self.words_text:
            said = {span for chip in self.chips if chip.name in ORDERING for span in chip.spans}
            return " ".join(self.text[start:end] for start, end in sorted(said))
        if not any(chip.name == "esol" for chip in self.chips):
            return ""
        others = {span for chip in self.chips if chip.name not in LEVELS for span in chip.spans}
        text = self.text
        for start, end in sorted(others, reverse=True):
            text = f"{text[:start]} {text[end:]}"
        return " ".join(text.split())

    def undo(self, chip: Chip) -> tuple[str, tuple[Chip, ...]]:
        """Return the text without a chip, and chips that shared its words.

        A link that removes a chip sends the text as ``q`` and the others as parameters of their
        own: without "level 2" in "welding level 2 or 3" it is ``q=welding&level=3``.
        """
        text = self.text
        for start, end in sorted(chip.spans, reverse=True):
            text = f"{text[:start]} {text[end:]}"
        shared = (it for it in self.chips if it != chip and set(it.spans) & set(chip.spans))
        return " ".join(text.split()), tuple(shared)


def understand(
    text: str,
    *,
    reference: WordReference,
    today: date,
    as_typed: bool = False,
    take_place: bool = True,
) -> Understanding:
    """Read a query. With ``as_typed`` all of it stays words.

    ``take_place=False``, when "Where?" is filled in too, leaves place names among the words.
    """
    if as_typed or not text.strip():
        return Understanding(text, " ".join(text.split()))
    reading = Reading.of(text)
    # First, so that no word of another language is mended: "cours" is no slip of "course".
    languages = read_lexicon(reading, lexicon(), kinds=reference.kinds)
    mend(reading, gazetteer=reference.gazetteer, is_listed=reference.is_listed)
    read_providers(reading, keys=reference.providers)
    _read_events(reading, kinds=reference.kinds)
    _keep_phrases(reading)
    read_levels(reading)
    _read_filters(reading)
    read_starts(reading, today=today)
    read_negations(reading, is_subject=reference.is_subject)
    near: tuple[str, ...] = ()
    asks_near_me = False
    if take_place:
        near, asks_near_me = read_places(
            reading, gazetteer=reference.gazetteer, is_known_word=reference.is_known_word
        )
    _read_kinds(reading, kinds=reference.kinds)
    drop_fillers(reading, lexicon(), languages=languages)
    words = reading.left()
    least = TITLE_WORDS if words else SURE_TITLE_WORDS
    is_long = reading.cuts and len(reading.tokens) >= least
    if is_long and text in reference.titles:
        return Understanding(text, " ".join(text.split()), is_title=True)
    return Understanding(
        text=text,
        words_text=words,
        chips=tuple(sorted(reading.chips, key=lambda chip: chip.spans)),
        near=near[0] if near else None,
        also_near=near[1:],
        asks_near_me=asks_near_me,
    )


def _keep_phrases(reading: Reading) -> None:
    """Keep look-alikes: "evening standard", "gluten free". Longer filter phrases go first."""
    position = 0
    while position < len(reading.tokens):
        kept = reading.match(position, KEPT)
        if kept and kept >= reading.match(position, FILTERS):
            reading.keep(position, kept)
        position = kept or position + 1


def _read_filters(reading: Reading) -> None:
    # "for women" is a wish of somebody who asks for classes; else it can be about customers.
    is_asking_for_classes = any(token.key in CLASS_WORDS for token in reading.tokens)
    position = 0
    while position < len(reading.tokens):
        end = reading.match(position, FILTERS)
        if end and _is_time_of_work(reading, position, end):
            if not leave_out_time(reading, position, end):
                reading.keep(position, end)
        elif end:
            reading.claim(position, end, FILTERS[reading.keys(position, end)])
        elif reading.keys(position, position + 2) == ("for", "women") and (
            is_asking_for_classes and reading.is_free(position, position + 2)
        ):
            end = position + 2
            reading.claim(position, end, [FilterValue("needs", "women-only")])
        position = end or position + 1


def _is_time_of_work(reading: Reading, position: int, end: int) -> bool:
    """Whether "nights" is a shift, of which vacancies speak in their texts alone."""
    if not all(value.name == "when" for value in FILTERS[reading.keys(position, end)]):
        return False
    if any(token.key in JOB_WORDS for token in reading.tokens):
        return True
    return reading.key(position - 1) in ("work", "worker") or reading.key(end) == "work"


def _read_events(reading: Reading, *, kinds: Set[str]) -> None:
    """Note events whose name is also what to look for: "careers fair", "open day"."""
    if "event" not in kinds:
        return
    for position in range(len(reading.tokens)):
        end = reading.match(position, EVENTS)
        if end:
            reading.note(position, end, [FilterValue("kind", "event")])
            reading.keep(position, end)
    if any(chip.value == "event" for chip in reading.chips):
        for position in range(len(reading.tokens)):
            if reading.keys(position, position + 2) in (
                ("bsl", "interpreter"),
                ("bsl", "interpreters"),
            ):
                reading.claim(position, position + 2, [FilterValue("access", "bsl")])


def _read_kinds(reading: Reading, *, kinds: Set[str]) -> None:
    for position in reading.free_positions():
        key = reading.key(position)
        kind = KIND_WORDS.get(key) or _misspelt_kind(key)
        if key == "class" and _is_kind_of_class(reading, position):
            kind = "course"
        if kind == "job" and _is_not_asked_for(reading, position):
            continue
        if kind in kinds:
            reading.claim(position, position + 1, [FilterValue("kind", str(kind))])
    left = [it for it in reading.free_positions() if reading.key(it) not in FILLERS]
    is_only_work = [reading.key(it) for it in left] == ["work"] and not reading.kept
    is_taught = any(chip.name == "esol" or chip.value == "course" for chip in reading.chips)
    is_sought = reading.chips or any(token.key in SEEKING for token in reading.tokens)
    # Not "learn English to work", and not "courses to get into work".
    if is_only_work and is_sought and not is_taught and "job" in kinds:
        reading.claim(left[0], left[0] + 1, [FilterValue("kind", "job")])


def _is_not_asked_for(reading: Reading, position: int) -> bool:
    """Whether a job is what to learn for ("English for job"), or what is lacking ("no job")."""
    before = position - 1
    while reading.key(before) in BEFORE_JOB:
        before -= 1
    if reading.key(before) in LACKED or reading.key(position - 1) == "my":
        return True
    if reading.key(before) not in BEFORE_A_PURPOSE or reading.key(before - 1) in NOT_A_PURPOSE:
        return False
    return any(reading.key(place) in LEARNING_WORDS for place in range(before))


def _misspelt_kind(key: str) -> str | None:
    """Read "apprentiship" and "aprenticeships", which people write in dozens of ways."""
    if len(key) >= 10 and key[0] == "a" and key.isascii():
        right = "apprenticeships" if key.endswith("s") else "apprenticeship"
        if OSA.distance(key, right, score_cutoff=4) <= 3:
            return "apprenticeship"
    return None


def _is_kind_of_class(reading: Reading, position: int) -> bool:
    """Whether "class" is the one of "yoga class" and not of "class 2 driver", "first class"."""
    before, after = reading.key(position - 1), reading.key(position + 1)
    is_last = not after or not reading.is_free(position + 1, position + 2) or after in FILLERS
    return is_last and bool(before) and before not in NOT_BEFORE_CLASS
