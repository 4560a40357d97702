"""Which subject of our list a course belongs to. Pure: it takes the list and a few texts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

# The sectors of the national service for courses without a LARS code, as subjects of our taxonomy.
# A sector of several subjects leaves the choice among them to the title.
SUBJECTS_OF_SECTOR: dict[str, tuple[str, ...]] = {
    "BEAUTY": ("hair-and-beauty",),
    "BUSINESSADMIN": ("business-administration",),
    "CARE": ("adult-care",),
    "CATERINGHOSP": ("catering-and-hospitality", "food-safety"),
    "CONSTRUCTION": ("construction-trades", "low-carbon-homes", "site-safety"),
    "DIGITAL": ("it-support", "coding-and-data", "digital-skills"),
    "EDUCATION": ("childcare-and-teaching",),
    "ENGMAN": ("engineering", "electric-vehicles", "welding-and-fabrication"),
    "HEALTH": ("healthcare-support", "pharmacy", "nursing-and-science"),
    "LEGALFINANCE": ("accounting",),
    "SALESMARKETING": ("customer-service",),
    "TRANSPORT": ("warehouse-and-forklift", "driving"),
}


@dataclass(frozen=True)
class SubjectRule:
    """What leads to a subject. ``SubjectRule(id=3, slug="welding", ...)``."""

    id: int
    slug: str
    ssa_tier2_codes: tuple[str, ...] = ()
    title_words: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def _phrase(words: str) -> re.Pattern[str]:
    """Return a pattern of whole words, hyphen or space alike: "heat pump" finds "Heat-pumps"."""
    pattern = r"[\s\-]+".join(re.escape(word) for word in re.split(r"[\s\-]+", words.casefold()))
    return re.compile(rf"(?<!\w){pattern}s?(?!\w)")


def normal_ssa_code(code: str) -> str:
    """Return a sector subject area as our list writes it: LARS has ``"1.30"`` for ``"01.3"``."""
    match = re.fullmatch(r"(\d{1,2})\.(\d)0?", code.strip())
    if not match:
        return ""
    return f"{int(match.group(1)):02d}.{match.group(2)}"


class SubjectFinder:
    """The list of subjects, made ready to be asked for many courses."""

    def __init__(self, rules: Iterable[SubjectRule]) -> None:
        self._rules = list(rules)
        # The longest phrase decides, as it says most.
        self._phrases = sorted(
            (
                (-len(words), position, _phrase(words), rule.id)
                for position, rule in enumerate(self._rules)
                for words in rule.title_words
            ),
            key=lambda entry: entry[:2],
        )

    def find(self, *, title: str, ssa_tier2: str = "", sector: str = "") -> int | None:
        """Return the id of a subject, or None when nothing says which.

        The subject area of the LARS aim comes first, then the sector of the file, then the title.
        What stands for one subject decides alone; what stands for several leaves the choice among
        those to the title.
        """
        code = normal_ssa_code(ssa_tier2)
        for named in (
            [rule.id for rule in self._rules if code and code in rule.ssa_tier2_codes],
            [rule.id for rule in self._rules if rule.slug in SUBJECTS_OF_SECTOR.get(sector, ())],
        ):
            if named:
                return named[0] if len(named) == 1 else self._by_title(title, among=named)
        return self._by_title(title)

    def _by_title(self, title: str, *, among: Sequence[int] = ()) -> int | None:
        folded = title.casefold()
        for _, _, phrase, subject_id in self._phrases:
            if (not among or subject_id in among) and phrase.search(folded):
                return subject_id
        return None
