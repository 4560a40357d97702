"""Phone numbers of the United Kingdom: taken as people write them, kept as ``+447700900123``."""

import re
import unicodedata
from enum import StrEnum

COUNTRY = "+44"
# What stands between digits: spaces of any kind, hyphens, dots, brackets, strokes.
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015.()/\[\]]+")
_LENGTHS = (9, 10)  # after the first 0: old numbers of some towns have nine digits
# Numbers of people and offices. 07624 is a mobile, other 076 numbers are pagers; 070 costs more.
_MOBILE = re.compile(r"7(?:[1-57-9]\d{8}|624\d{6})")
_FIXED = re.compile(r"(?:1\d{8,9}|[23]\d{9})")
_LONGEST = 60  # nobody writes a number so long, however many spaces they like


class PhoneMistake(StrEnum):
    """What is wrong with a number."""

    NO_NUMBER = "no_number"
    FOREIGN = "foreign"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NOT_A_PERSONS = "not_a_persons"


class PhoneNumberRefused(ValueError):  # noqa: N818  (the name says the state)
    """A text that is no number we can use. ``mistake`` says why."""

    def __init__(self, mistake: PhoneMistake) -> None:
        super().__init__(mistake)
        self.mistake = mistake


def read_number(text: str) -> str:
    """Return ``"+447700900123"`` for ``"07700 900 123"``, ``"+44 (0)7700 900123"`` and so on.

    Digits of any script are digits. Raises PhoneNumberRefused.
    """
    digits = _bare(text)
    national = _national(digits)
    if len(national) < min(_LENGTHS):
        raise PhoneNumberRefused(PhoneMistake.TOO_SHORT)
    if len(national) > max(_LENGTHS):
        raise PhoneNumberRefused(PhoneMistake.TOO_LONG)
    if _MOBILE.fullmatch(national) or _FIXED.fullmatch(national):
        return COUNTRY + national
    if len(national) == min(_LENGTHS):
        raise PhoneNumberRefused(PhoneMistake.TOO_SHORT)
    raise PhoneNumberRefused(PhoneMistake.NOT_A_PERSONS)


def is_mobile(number: str) -> bool:
    """Whether a text message reaches a number that ``read_number`` gave."""
    return bool(_MOBILE.fullmatch(number.removeprefix(COUNTRY)))


def shown_number(number: str) -> str:
    """Return a number as people here write it: ``"07700 900123"``, ``"0121 496 0142"``."""
    if not number.startswith(COUNTRY):
        return number
    national = "0" + number.removeprefix(COUNTRY)
    if national.startswith("02"):
        return f"{national[:3]} {national[3:7]} {national[7:]}"
    if national.startswith(("011", "03")) or re.match(r"01\d1", national):
        return f"{national[:4]} {national[4:7]} {national[7:]}"
    return f"{national[:5]} {national[5:]}"


def _bare(text: str) -> str:
    """Return the digits of a number, with its ``+`` if it has one."""
    visible = "".join(one for one in text[: _LONGEST + 1] if unicodedata.category(one) != "Cf")
    if len(text) > _LONGEST:
        raise PhoneNumberRefused(PhoneMistake.TOO_LONG)
    plain = unicodedata.normalize("NFKC", visible).removeprefix("tel:")
    plain = _BETWEEN.sub("", plain.replace("(0)", ""))
    try:
        plain = "".join("+" if one == "+" else str(unicodedata.decimal(one)) for one in plain)
    except ValueError:
        raise PhoneNumberRefused(PhoneMistake.NO_NUMBER) from None
    if not re.fullmatch(r"\+?\d+", plain):
        raise PhoneNumberRefused(PhoneMistake.NO_NUMBER)
    return plain


def _national(digits: str) -> str:
    """Return a number without its country and its first 0: ``"7700900123"``."""
    if digits.startswith(("+", "00")):
        digits = digits.removeprefix("+").removeprefix("00")
        if not digits.startswith("44"):
            raise PhoneNumberRefused(PhoneMistake.FOREIGN)
        return digits[2:].removeprefix("0")
    if digits.startswith("44") and len(digits) in (11, 12):
        return digits[2:]
    return digits.removeprefix("0") if digits.startswith("0") else _without_zero(digits)


def _without_zero(digits: str) -> str:
    """Take a mobile number whose 0 somebody left out; any other must have it."""
    if re.fullmatch(r"7\d{9}", digits):
        return digits
    short = len(digits) < max(_LENGTHS)
    raise PhoneNumberRefused(PhoneMistake.TOO_SHORT if short else PhoneMistake.FOREIGN)
