"""Who does it and what is done: "welder" and "welding", "therapist" and "therapy".

The stemmer keeps such pairs apart, and rightly for "carer" and "care". Each form is one more way
to satisfy a word; where no listing has it, nothing happens.
"""

from functools import lru_cache

SHORTEST = 5  # letters; "user", "over" and "ring" are no trades
# Pairs that mean two things: a trainer is seldom after training, a cooker is no cook.
APART = frozenset(
    """carer care career computer computing training trainer learner learning worker working
    letter letting beginner beginning order ordering number meeting building builder reader
    reading writer writing evening morning customer speaker speaking listener listening
    understanding opening closing spring string living during anything something nothing
    everything wedding helping helper user using housing hearing finding finder feeling
    corner manner summer winter dinner paper power water master matter center better
    other another further never ever under after later former lower higher upper member
    september october november december quarter offer consider remember server booker order
    shower tower flower cooker hooker poster charger printer printing scanner voucher officer
    being going doing making maker starting starter parking placement meter filler filling
    technician physician physicist artist list exist assist tourist register semester
    engineer career volunteer interpreter interpreting computer peer beer offering charter
    gender tender slender render border leader leading leaving taking talking""".split()
)


@lru_cache(maxsize=20_000)
def forms_of(word: str) -> tuple[str, ...]:
    """Return other forms of a folded word: ``("welding",)`` for "welder"."""
    one = word.removesuffix("s") if word.endswith(("ers", "ors", "ists", "ians", "ings")) else word
    if len(one) < SHORTEST or one in APART or not one.isascii() or not one.isalpha():
        return ()
    if one.endswith("ician"):
        return one.removesuffix("ian") + "al", one.removesuffix("ician") + "y"
    if one.endswith("ionist"):
        return (one.removesuffix("ist"),)
    if one.endswith("ist"):
        return one.removesuffix("ist") + "y", one + "ry"
    if one.endswith(("er", "or")):
        return (one[:-2] + "ing",) if len(one) > SHORTEST - 1 else ()
    if one.endswith("ing"):
        base = one.removesuffix("ing")
        return (base + "er",) if len(base) >= SHORTEST - 1 else ()
    return ()
