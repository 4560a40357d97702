"""Whole postcodes, as files and editors write them."""

import re

# As the national service checks it: "WS1 1AA", "EC1A 1BB" yes; "W 1AA" no.
POSTCODE = re.compile(
    r"((?:[A-Z][0-9]{1,2})|(?:[A-Z][A-HJ-Y][0-9]{1,2})|(?:[A-Z][0-9][A-Z])|"
    r"(?:[A-Z][A-HJ-Y][0-9][A-Z]?))([0-9][A-Z]{2})"
)


def read_postcode(text: str) -> str:
    """Return a postcode in capitals with one space: ``"ws11aa"`` is ``"WS1 1AA"``.

    Raises ValueError for anything else, part postcodes included.
    """
    match = POSTCODE.fullmatch(re.sub(r"\s", "", text).upper())
    if not match:
        raise ValueError(text)
    return f"{match.group(1)} {match.group(2)}"
