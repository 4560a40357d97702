"""The shape of United Kingdom postcodes, whole and in part."""

import re
from typing import NamedTuple

# Shapes from the postcode rules of Royal Mail's Programmer's Guide: A9, A99, AA9, AA99, A9A and
# AA9A before the space, 9AA after it. The second half never has C, I, K, M, O or V.
OUTWARD = re.compile(r"[A-Z]{1,2}[0-9](?:[0-9]|[A-Z])?")
INWARD = re.compile(r"[0-9][ABD-HJLNP-UW-Z]{2}")
# "B706" and "B706H" are a whole postcode that somebody has not finished.
UNFINISHED_INWARD = re.compile(r"[0-9][ABD-HJLNP-UW-Z]?")
LETTERS_TYPED_AS_DIGITS = str.maketrans("OIL", "011")
LONGEST = 7


class Postcode(NamedTuple):
    """``Postcode("B", "B70", is_full=True)`` is all that is kept of "b70 6hj"."""

    area: str
    outward: str
    is_full: bool


def parse_postcode(text: str) -> Postcode | None:
    """Read a whole or part postcode in any spacing and case. None if the shape is another.

    ``"b11aa"`` is B1, whole; ``"cv6"`` is CV6, part; ``"B7O 6HJ"`` is B70 (a letter O for a zero).
    ``"CV"``, ``"B1A1"`` and ``"GCSE"`` are None.
    """
    compact = re.sub(r"[\s.\-_]+", "", text).upper()
    if not 2 <= len(compact) <= LONGEST or not compact.isascii():
        return None
    return _read(compact) or _read(_with_digits(compact))


def _read(compact: str) -> Postcode | None:
    outward, inward = compact[:-3], compact[-3:]
    if OUTWARD.fullmatch(outward) and INWARD.fullmatch(inward):
        return _postcode(outward, is_full=True)
    if OUTWARD.fullmatch(compact):
        return _postcode(compact, is_full=False)
    for length in (1, 2):
        outward, inward = compact[:-length], compact[-length:]
        if len(outward) > 2 and OUTWARD.fullmatch(outward) and UNFINISHED_INWARD.fullmatch(inward):
            return _postcode(outward, is_full=False)
    return None


def _with_digits(compact: str) -> str:
    """Return "B706HJ" for "B7O6HJ": only places that must hold a digit are changed."""
    if len(compact) >= 5 and any(letter.isdigit() for letter in compact):
        outward, inward = compact[:-3], compact[-3:]
        return (
            outward[:1]
            + outward[1:2]
            + outward[2:].translate(LETTERS_TYPED_AS_DIGITS)
            + inward[:1].translate(LETTERS_TYPED_AS_DIGITS)
            + inward[1:]
        )
    return compact


def _postcode(outward: str, *, is_full: bool) -> Postcode:
    area = outward[:2] if outward[1:2].isalpha() else outward[:1]
    return Postcode(area=area, outward=outward, is_full=is_full)
