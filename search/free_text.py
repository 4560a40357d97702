"""Free words of visitors, made fit to keep: sentences that point to a person are left out."""

import itertools
import re

from search.masking import WHOLE_POSTCODE, points_to_a_person

LEFT_OUT = "[…]"
SENTENCE_END = re.compile(r"(?<=[.!?۔])\s+|\s*\n\s*")
POSTCODE = re.compile(r"\b([A-Za-z]{1,2}\d[A-Za-z\d]?)\s*\d[A-Za-z]{2}\b")


def kept_text(text: str) -> str:
    """Return a text as it may be kept.

    >>> kept_text("No evening class in WS1 4AB. I am Jo Bloggs.")
    'No evening class in WS1. […]'
    """
    kept = [_kept(sentence) for sentence in SENTENCE_END.split(text.strip()) if sentence]
    return " ".join(part for part, _group in itertools.groupby(kept))


def _kept(sentence: str) -> str:
    if points_to_a_person(sentence):
        return LEFT_OUT
    halved = POSTCODE.sub(r"\1", sentence)
    return LEFT_OUT if WHOLE_POSTCODE.search(halved.lower()) else halved
