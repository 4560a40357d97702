"""Places inside what people type: "plumbing DY1", "welding Black Country", "near Xyzzyville"."""

from collections.abc import Callable

from search.filler_words import FILLERS
from search.phrases import (
    AFTER_A_CODE,
    BEFORE_A_CODE,
    BEFORE_INSTITUTION_PLACE,
    INSTITUTIONS,
    NEAR_ME,
    NEVER_BARE_PLACES,
    NOT_OUTWARD_CODES,
    OTHER_LANGUAGES,
    PLACE_PHRASES,
    PLACE_WORDS,
    WORDS_LIKE_PLACES,
    WORDS_LIKE_TOWNS,
    FilterValue,
)
from search.places import Gazetteer
from search.postcodes import Postcode, parse_postcode
from search.reading import Reading

RADII_MILES = (1, 3, 5, 10, 15, 25, 50)  # the values of the parameter `within`
# A misspelt name without "in" or "near" before it needs so many letters to be believed; the name
# of a council needs fewer: "walsal welding" is likely, "hockey coach" is not Hockley.
SURE_LETTERS = 7
SURE_LETTERS_OF_LARGE = 5
MOST_UNKNOWN_WORDS = 4


def read_places(
    reading: Reading, *, gazetteer: Gazetteer, is_known_word: Callable[[str], bool] | None
) -> tuple[tuple[str, ...], bool]:
    """Claim places. Return them as ``near`` texts, and whether "near me" was asked for."""
    finder = _PlaceFinder(reading, gazetteer, is_known_word)
    position = 0
    while position < len(reading.tokens):
        position = finder.read_at(position) or position + 1
    return tuple(finder.found), finder.asks_near_me


class _PlaceFinder:
    def __init__(
        self, reading: Reading, gazetteer: Gazetteer, is_known_word: Callable[[str], bool] | None
    ) -> None:
        self.reading = reading
        self.gazetteer = gazetteer
        self.is_known_word = is_known_word
        self.found: list[str] = []
        self.asks_near_me = False

    def read_at(self, position: int) -> int:
        """Claim a place that starts here, with the word before it. Return its end, or 0."""
        if not self.reading.is_free(position, position + 1):
            return 0
        near_me = self.reading.match(position, NEAR_ME)
        if near_me:
            self.asks_near_me = True
            self.reading.claim(position, near_me)
            return near_me
        after_miles = self._miles(position)
        start = self._after_place_word(after_miles or position)
        has_word = start > position
        if not self.reading.is_free(start, start + 1):
            return after_miles
        end = (
            self._code(position, start, has_word=has_word)
            or self._name(position, start, has_word=has_word)
            or self._misspelt(position, start, has_word=has_word)
            or (self._unknown(position, start) if has_word else 0)
        )
        return end or after_miles

    def _after_place_word(self, position: int) -> int:
        """Return where the place begins after "in", "near", "close to"; position if no such."""
        reading = self.reading
        if reading.keys(position, position + 2) in PLACE_PHRASES:
            position += 2
        elif reading.key(position) in PLACE_WORDS:
            position += 1
        else:
            return position
        return position + 1 if reading.key(position) == "the" else position

    def _miles(self, position: int) -> int:
        """Claim "within 5 miles of" as the next radius that can be chosen."""
        reading = self.reading
        if reading.key(position) not in ("within", "under") or not reading.is_free(
            position, position + 3
        ):
            return 0
        number, unit = reading.key(position + 1), reading.key(position + 2)
        if not (number.isascii() and number.isdigit()) or unit not in ("mile", "miles"):
            return 0
        miles = next((radius for radius in RADII_MILES if radius >= int(number[:4])), 50)
        end = position + 3
        if reading.key(end) in ("of", "from") and reading.is_free(end, end + 1):
            end += 1
        reading.claim(position, end, [FilterValue("within", str(miles))])
        return end

    def _claim(self, position: int, end: int, near: str, *, shown: str = "") -> int:
        if near not in self.found:
            self.found.append(near)
        values = [FilterValue("near", near)] if self.found[0] == near else []
        self.reading.claim(position, end, values, shown=shown)
        return end

    # --- postcodes ------------------------------------------------------------------------------

    def _code(self, position: int, start: int, *, has_word: bool) -> int:
        reading = self.reading
        if reading.is_free(start, start + 2):
            joined = parse_postcode("".join(reading.keys(start, start + 2)))
            if joined and joined.is_full and self._is_meant(joined, start, has_word=True):
                return self._claim(position, start + 2, joined.outward, shown=joined.outward)
        code = parse_postcode(reading.key(start))
        if code and self._is_meant(code, start, has_word=has_word):
            return self._claim(position, start + 1, code.outward, shown=code.outward)
        letters = reading.key(start)
        is_letters = len(letters) <= 2 and self.gazetteer.is_postcode_area(letters)
        if is_letters and has_word and reading.key(position) == "near":
            return self._claim(position, start + 1, letters.upper())
        return 0

    def _is_meant(self, code: Postcode, start: int, *, has_word: bool) -> bool:
        if not self.gazetteer.is_postcode_area(code.area):
            return False
        if code.is_full or has_word:
            return True
        key, before, after = (self.reading.key(start + step) for step in (0, -1, 1))
        if key in NOT_OUTWARD_CODES or before in BEFORE_A_CODE or after in AFTER_A_CODE:
            return False
        if {before, after} & OTHER_LANGUAGES:
            return False
        if key.upper() != code.outward:  # an unfinished postcode without "in" is a number
            return False
        return self.gazetteer.is_outward_code(code.outward) or len(code.area) == 2

    # --- names ----------------------------------------------------------------------------------

    def _name(self, position: int, start: int, *, has_word: bool) -> int:
        end = self._longest_name(start, has_word=has_word)
        if not end:
            return 0
        if self._is_institution(position, start, end, has_word=has_word):
            self.reading.keep(position, end)
            return end
        code = parse_postcode(self.reading.key(end)) if self.reading.is_free(end, end + 1) else None
        if code and self._is_meant(code, end, has_word=False):
            # "Birmingham B11": the code says it more exactly.
            return self._claim(position, end + 1, code.outward)
        qualified = self._qualified(start, end)
        if qualified:
            near = f"{self._typed(start, end)}, {self._typed(end, qualified)}"
            return self._claim(position, qualified, near)
        return self._claim(position, end, self._typed(start, end))

    def _longest_name(self, start: int, *, has_word: bool) -> int:
        reading = self.reading
        for length in range(self.gazetteer.longest_name_words, 0, -1):
            end = start + length
            if not reading.is_free(start, end):
                continue
            key = " ".join(reading.keys(start, end))
            if self.gazetteer.is_name(key):
                if key in WORDS_LIKE_PLACES and not has_word:
                    is_behind = start > 0 and end == len(reading.tokens)
                    return end if is_behind and key not in NEVER_BARE_PLACES else 0
                # "NEC" and "Cov" are also other things; after "in" or "near" they are places.
                is_all = length == len(reading.tokens)
                return end if has_word or is_all or len(key) > 3 else 0
            if self.gazetteer.is_outside_town(key) and key not in WORDS_LIKE_TOWNS:
                return end
        return 0

    def _qualified(self, start: int, end: int) -> int:
        """Return the end of "Willenhall, Walsall" when the second name tells which first."""
        longest = min(len(self.reading.tokens), end + self.gazetteer.longest_name_words)
        for further in range(longest, end, -1):
            if not self.reading.is_free(start, further):
                continue
            if not self.gazetteer.is_name(" ".join(self.reading.keys(end, further))):
                continue
            first, second = self._typed(start, end), self._typed(end, further)
            if self.gazetteer.resolve(f"{first}, {second}").is_usable:
                return further
        return 0

    def _typed(self, start: int, end: int) -> str:
        tokens = self.reading.tokens
        return " ".join(self.reading.text[tokens[start].start : tokens[end - 1].end].split())

    def _is_institution(self, position: int, start: int, end: int, *, has_word: bool) -> bool:
        """Whether the name belongs to "Walsall College" or "University of Birmingham"."""
        key = self.reading.key
        if key(end) in INSTITUTIONS:
            return True
        if has_word:
            return False
        before = key(position - 1)
        return before in BEFORE_INSTITUTION_PLACE or (
            before == "of" and key(position - 2) in BEFORE_INSTITUTION_PLACE
        )

    def _misspelt(self, position: int, start: int, *, has_word: bool) -> int:
        """Claim a misspelt name. Without "in" or "near" only a long word with one letter wrong."""
        reading = self.reading
        for length in (2, 1):
            end = start + length
            if not reading.is_free(start, end) or any(
                key in FILLERS for key in reading.keys(start, end)
            ):
                continue
            key = " ".join(reading.keys(start, end))
            letters = len(key.replace(" ", ""))
            if not key.isascii() or letters < SURE_LETTERS_OF_LARGE:
                continue
            if self.is_known_word and any(map(self.is_known_word, key.split())):
                continue
            most_edits = (2 if letters >= 8 else 1) if has_word else (2 if letters >= 11 else 1)
            is_large = not has_word and letters < SURE_LETTERS
            name = self.gazetteer.nearest_name(key, most_edits=most_edits, is_large=is_large)
            if name and name[0].lower() == key[0]:
                return self._claim(position, end, self._typed(start, end))
        return 0

    def _unknown(self, position: int, start: int) -> int:
        """Claim what stands after "near" though nobody knows it: the page explains it."""
        reading = self.reading
        is_near = reading.key(position) in ("near", "nr") or (
            reading.keys(position, position + 2) in PLACE_PHRASES
        )
        if not is_near:
            return 0
        end = start
        while end < start + MOST_UNKNOWN_WORDS and reading.is_free(end, end + 1):
            if end > start and (reading.key(end) in FILLERS or "," in reading.gap(end)):
                break
            end += 1
        return self._claim(position, end, self._typed(start, end))
