"""Levels in what people type: "NVQ 2", "level 2 or 3", "entry 1", English classes and B1."""

import re
from collections.abc import Iterable, Mapping

from search.filler_words import DETERMINERS
from search.phrases import (
    BEGINNER_LEVELS,
    BEGINNER_WORDS,
    CEFR_LEVELS,
    ENTRY_SUBJECTS,
    ESOL,
    ESOL_BEGINNERS,
    ESOL_LEVELS,
    LEVEL_WORDS,
    NOT_ESOL_WORDS,
    NUMBERS,
    NVQ_WORDS,
    OTHER_LANGUAGES,
    PLACE_WORDS,
    FilterValue,
)
from search.reading import Reading

JOINED_LEVEL = re.compile(r"(?:level|lvl|l)([1-7])")  # "L2", "level2"; not "L8", "l10"
JOINED_NVQ = re.compile(r"(nvq|svq|vrq)([1-5])")  # "NVQ2"
ENTRY_NUMBERS = {word: number for word, number in NUMBERS.items() if number <= 3}
ENGLISH_LEVELS = frozenset({*CEFR_LEVELS, "e1", "e2", "e3"})
BETWEEN_NUMBERS = frozenset({"or", "and", "to"})
RANGE_MARKS = frozenset({"-", "–", "to"})
# "T level 3", "AS level" and "O levels" are names of exams.
BEFORE_EXAM_LEVEL = frozenset({"t", "as", "o"})
UNITS_OF_TIME = frozenset(
    f"{unit}{plural}" for unit in ("day", "week", "month", "year", "hour") for plural in ("", "s")
)
# What stands before a level that somebody has already.
HAVING = frozenset("after done finished completed passed got achieved".split())
HIGHEST = 7


def read_levels(reading: Reading) -> None:
    """Claim English classes and levels. Inside English classes a level is a level of English."""
    is_school_english = any(
        token.key in NOT_ESOL_WORDS and reading.keys(place, place + 2) != ("teach", "me")
        for place, token in enumerate(reading.tokens)
    )
    stretches = [] if is_school_english else _esol_stretches(reading)
    for start, end, _ in stretches:
        reading.claim(start, end)
    is_esol = bool(stretches)
    position = 0
    while position < len(reading.tokens):
        end = (
            _entry(reading, position, is_esol=is_esol)
            or _level(reading, position, is_esol=is_esol)
            or _nvq(reading, position)
            or (_european_level(reading, position) if is_esol else 0)
        )
        position = end or position + 1
    if is_esol and not any(chip.name == "esol" for chip in reading.chips):
        _esol_without_level(reading, stretches)


def _esol_stretches(reading: Reading) -> list[tuple[int, int, bool]]:
    """Return where English classes are meant, and whether for beginners."""
    found = []
    position = 0
    while position < len(reading.tokens):
        beginners_end = reading.match(position, ESOL_BEGINNERS)
        end = beginners_end or reading.match(position, ESOL)
        if not end and _is_english_with_level(reading, position):
            end = position + 1
        if end:
            found.append((position, end, bool(beginners_end)))
        position = end or position + 1
    return found


def _is_english_with_level(reading: Reading, position: int) -> bool:
    """Whether this is the "English" of "English B1", "entry 2 English", "pre-entry English"."""
    if reading.key(position) != "english" or not reading.is_free(position, position + 1):
        return False
    before, after = reading.key(position - 1), reading.key(position + 1)
    is_entry_before = reading.key(position - 2) == "entry" and before in ENTRY_NUMBERS
    is_entry_after = after == "entry" and reading.key(position + 2) in ENTRY_NUMBERS
    is_start = (reading.key(position - 2), before) == ("pre", "entry")
    is_start = is_start or (after, reading.key(position + 2)) == ("pre", "entry")
    return bool({before, after} & ENGLISH_LEVELS) or is_entry_before or is_entry_after or is_start


def _esol_without_level(reading: Reading, stretches: Iterable[tuple[int, int, bool]]) -> None:
    values = [FilterValue("esol", level) for level in BEGINNER_LEVELS]
    for start, end, is_beginner in stretches:
        if is_beginner:
            return reading.note(start, end, values)
    for position in reading.free_positions():
        if reading.key(position) in BEGINNER_WORDS:
            return reading.claim(position, position + 1, values)
    start, end, _ = next(iter(stretches))
    return reading.note(start, end, [FilterValue("esol", "any")])


def _level(reading: Reading, position: int, *, is_esol: bool) -> int:
    key = reading.key(position)
    joined = JOINED_LEVEL.fullmatch(key)
    if not reading.is_free(position, position + 1):
        return 0
    if joined:
        if reading.key(position - 1) in PLACE_WORDS:
            return 0  # "in L2" is Liverpool
        numbers, end = [int(joined[1])], position + 1
    elif key in LEVEL_WORDS and reading.is_free(position, position + 2):
        if reading.key(position - 1) in BEFORE_EXAM_LEVEL:
            return 0
        numbers, end = _numbers(reading, position + 1, NUMBERS)
    else:
        return 0
    if numbers:
        if len(numbers) == 1 and not is_esol and _is_had(reading, position):
            numbers = [min(numbers[0] + 1, HIGHEST)]
        reading.claim(position, end, [_value(number, is_esol=is_esol) for number in numbers])
        return end
    return 0


def _is_had(reading: Reading, position: int) -> bool:
    """Whether the level is one that somebody has, who asks what comes next: "after level 2"."""
    before = position - 1
    while reading.key(before) in DETERMINERS:
        before -= 1
    said = reading.keys(0, max(before, 0))
    is_question = said[:1] in (("what",), ("where",)) and bool({"do", "next", "now"} & set(said))
    return reading.key(before) in HAVING or (is_question and reading.key(before) == "with")


def _value(number: int, *, is_esol: bool) -> FilterValue:
    level = f"level-{number}"
    if is_esol and level in ESOL_LEVELS:
        return FilterValue("esol", level)
    return FilterValue("level", str(number))


def _numbers(reading: Reading, position: int, numbers: Mapping[str, int]) -> tuple[list[int], int]:
    """Read "2", "2/3", "2 or 3", "2-4" from a position. ``([2, 3, 4], end)`` for "2-4"."""
    if reading.key(position) not in numbers:
        return [], position
    found, end = [numbers[reading.key(position)]], position + 1
    while end < len(reading.tokens):
        mark, following = reading.gap(end).strip(), end
        if not mark and reading.key(end) in BETWEEN_NUMBERS:
            mark, following = reading.key(end), end + 1
        number = numbers.get(reading.key(following))
        is_free = reading.is_free(end, following + 1)
        if not mark or number is None or not is_free:
            break
        if reading.key(following + 1) in UNITS_OF_TIME or mark not in {"/", "&", ",", "+"} | (
            BETWEEN_NUMBERS | RANGE_MARKS
        ):
            break
        first = found[-1] + 1 if mark in RANGE_MARKS and found[-1] < number else number
        found.extend(range(first, number + 1))
        end = following + 1
    return found, end


def _nvq(reading: Reading, position: int) -> int:
    """Read "NVQ 2" and "NVQ2": the number is a level, "NVQ" stays a word."""
    if not reading.is_free(position, position + 1):
        return 0
    joined = JOINED_NVQ.fullmatch(reading.key(position))
    if joined:
        start = reading.tokens[position].start
        word = reading.text[start : start + len(joined[1])]
        value = FilterValue("level", joined[2])
        reading.claim(position, position + 1, [value], replaced_by=word)
        return position + 1
    if reading.key(position) in NVQ_WORDS and reading.is_free(position, position + 2):
        numbers, end = _numbers(reading, position + 1, NUMBERS)
        if numbers:
            shown = reading.text[reading.tokens[position].start : reading.tokens[end - 1].end]
            values = [FilterValue("level", str(number)) for number in numbers]
            reading.claim(position + 1, end, values, shown=shown)
            return end
    return 0


def _entry(reading: Reading, position: int, *, is_esol: bool) -> int:
    """Read "entry 1", "entry level 3", "pre-entry"; "entry level maths" is the whole band."""
    key = reading.key(position)
    if not reading.is_free(position, position + 1):
        return 0
    if key == "preentry" or (key == "pre" and reading.key(position + 1) == "entry"):
        end = position + 1 if key == "preentry" else position + 2
        if not reading.is_free(position, end):
            return 0
        reading.claim(position, end, [FilterValue("esol", "pre-entry")])
        return end
    name = "esol" if is_esol else "level"
    if is_esol and key in ("e1", "e2", "e3"):
        reading.claim(position, position + 1, [FilterValue(name, f"entry-{key[1]}")])
        return position + 1
    if key != "entry":
        return 0
    has_word = reading.key(position + 1) in LEVEL_WORDS
    numbers, end = _numbers(reading, position + (2 if has_word else 1), ENTRY_NUMBERS)
    if not numbers and has_word:
        end = position + 2
        neighbours = {reading.key(position - 1), reading.key(end)}
        if is_esol:
            numbers = [1, 2, 3]
        elif neighbours & ENTRY_SUBJECTS and reading.is_free(position, end):
            reading.claim(position, end, [FilterValue("level", "entry")])
            return end
    if not numbers or not reading.is_free(position, end):
        return 0
    reading.claim(position, end, [FilterValue(name, f"entry-{number}") for number in numbers])
    return end


def _european_level(reading: Reading, position: int) -> int:
    """Read the B1 of "ESOL B1". After "in" it is a postcode, after "German" another language."""
    level = CEFR_LEVELS.get(reading.key(position))
    before, after = reading.key(position - 1), reading.key(position + 1)
    if not level or before in PLACE_WORDS or {before, after} & OTHER_LANGUAGES:
        return 0
    if not reading.is_free(position, position + 1):
        return 0
    reading.claim(position, position + 1, [FilterValue("esol", level)])
    return position + 1
