"""Providers by the names people type: whole, or the part that tells them apart."""

from collections.abc import Callable, Iterable, Mapping

from search.common_words import COMMON_WORDS
from search.filler_words import FILLERS, WEAK_WORDS
from search.phrases import FilterValue
from search.reading import Reading

INSTITUTION_WORDS = frozenset(
    "college university academy school institute trust uni polytechnic conservatoire".split()
)
# What providers call themselves besides; no name by itself.
NAME_WORDS = INSTITUTION_WORDS | frozenset(
    """the of and for at in limited ltd plc llp cic community further education adult learning
    training centre center services service skills group apprenticeships apprenticeship courses
    classes council partnership solutions uk company technology arts sixth form city county borough
    metropolitan district north south east west central association foundation charity project
    hospital hospitals nhs school schools national british international english care work works
    job jobs employment business people provider providers women womens men academy demo
    consultancy consulting development professional vocational educational technical""".split()
)
SHORTEST_ALONE = 6  # letters of a single word that names a provider
LONGEST_NAME = 8  # words


def provider_keys(
    providers: Mapping[str, str], *, is_other: Callable[[str], bool]
) -> dict[str, str]:
    """Return slugs by what people type: ``{"three spires": "three-spires"}``.

    ``is_other`` says whether a word means something else too: a subject, a place. A name that
    could be of two providers, or is only words of trades ("Care Training Ltd"), is left out.
    """
    found: dict[str, set[str]] = {}
    for slug, name in providers.items():
        for key in _keys(name.partition("(")[0], is_other):
            found.setdefault(key, set()).add(slug)
    return {key: next(iter(slugs)) for key, slugs in found.items() if len(slugs) == 1}


def _keys(name: str, is_other: Callable[[str], bool]) -> Iterable[str]:
    words = [token.key for token in Reading.of(name.replace("&", " and ")).tokens]
    if words[:1] == ["the"]:
        words = words[1:]
    while words and words[-1] in ("ltd", "limited", "plc", "llp", "cic"):
        words = words[:-1]
    telling = {
        word
        for word in words
        if word not in NAME_WORDS
        and word not in FILLERS
        and word not in WEAK_WORDS
        and word not in COMMON_WORDS
        and not is_other(word)
    }
    has_institution = any(word in INSTITUTION_WORDS for word in words)
    named = [word for word in words if word not in NAME_WORDS]
    if 1 < len(words) <= LONGEST_NAME and (telling or (has_institution and named)):
        yield " ".join(words)
        yield " ".join(word for word in words if word != "and")
    institution = next((place for place, word in enumerate(words) if word in INSTITUTION_WORDS), 0)
    if institution and named and words[0] in named:
        yield " ".join(words[: institution + 1])
        yield " ".join([*(w for w in words[:institution] if w in named), words[institution]])
    if telling and (len(named) > 1 or len(named[0]) >= SHORTEST_ALONE):
        yield " ".join(named)
        last = len(words) - 1 - words[::-1].index(named[-1])
        yield " ".join(words[words.index(named[0]) : last + 1])


def read_providers(reading: Reading, *, keys: Mapping[str, str]) -> None:
    """Claim the names of providers: "Walsall College" is no place with a word behind it."""
    if not keys:
        return
    position = 0
    while position < len(reading.tokens):
        end = _end(reading, position, keys)
        if end:
            name = " ".join(reading.keys(position, end))
            slug = keys.get(name) or keys[name.removesuffix("s")]
            start = position
            while start and reading.key(start - 1) in ("at", "from", "by", "with", "the", "in"):
                if not reading.is_free(start - 1, start):
                    break
                start -= 1
            reading.claim(start, end, [FilterValue("provider", slug)])
        position = end or position + 1


def _end(reading: Reading, position: int, keys: Mapping[str, str]) -> int:
    for end in range(min(position + LONGEST_NAME, len(reading.tokens)), position, -1):
        name = " ".join(reading.keys(position, end))
        if reading.is_free(position, end) and (name in keys or name.removesuffix("s") in keys):
            return end
    return 0
