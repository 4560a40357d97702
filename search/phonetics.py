"""How a word sounds, roughly: "mekanik" and "mechanic" have one key.

For English as people in this country write it by ear. Vowels count only at the beginning; letters
that sound alike become one. Never a reason by itself: candidates must also look alike.
"""

import re
from functools import lru_cache

_RULES = tuple(
    (re.compile(pattern), letters)
    for pattern, letters in (
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^ps", "s"),
        (r"^wh", "w"),
        (r"^x", "s"),
        (r"(?:ti|ci|si|shi|sh|sch?i|ssi|xi|che)(?=[aeou]n)|(?:sh|c)u(?=n)", "x"),  # -cian, -tion
        (r"ture?(?=s?$|r)", "xr"),
        (r"sch", "sk"),
        (r"tch", "k"),
        (r"ph", "f"),
        (r"igh", "i"),
        (r"(?<=[aeiou])gh", ""),
        (r"gh", "g"),
        (r"mb(?=er|ing|s?$)", "m"),
        (r"mn$", "m"),
        (r"sh", "x"),
        (r"c?k|q", "k"),
        (r"ch", "k"),
        (r"sc(?=[eiy])", "s"),
        (r"cc(?=[eiy])", "ks"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"dge?|g(?=[eiy])", "j"),
        (r"x(?=.)", "x"),
        (r"z", "s"),
        (r"th", "f"),  # "healf", "maffs", "birfday"
        (r"w(?![aeiou])|(?<=[aeiou])w|(?<!^)h", ""),
        (r"^[aeiouy]+", "a"),
        (r"(?<!^)[aeiouy]", ""),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """Return the key of a folded word, the same one for "skool" and "school"."""
    for pattern, letters in _RULES:
        word = pattern.sub(letters, word)
    return word
