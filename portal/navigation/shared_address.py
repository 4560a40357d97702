"""Addresses that people pass on: with the first half of a postcode, never a whole one."""

import re
from urllib.parse import parse_qsl, urlencode

PLACE = "near"
SEPARATORS = re.compile(r"[\s.\-_]+")
# Wider than search/postcodes.py, which says what a place is: also a letter O, I or L typed for a
# digit. Whatever could be a whole postcode loses its second half.
WHOLE = re.compile(r"(?=.*[0-9])([A-Z]{1,2}[0-9OIL][0-9A-Z]?)[0-9OIL][A-Z]{2}")


def shareable(address: str) -> str:
    """Return an address without anybody's street.

    ``"/careers/?near=B10+0AA"`` is ``"/careers/?near=B10"``; any other stays letter for letter.
    """
    path, _, query = address.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    shared = [(name, _outward(value) if name == PLACE else value) for name, value in pairs]
    return address if shared == pairs else f"{path}?{urlencode(shared)}"


def _outward(place: str) -> str:
    whole = WHOLE.fullmatch(SEPARATORS.sub("", place).upper())
    return whole[1] if whole else place
