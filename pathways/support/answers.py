"""What a visitor told about themselves. Bands and yes or no only; it stays in the address."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.courses.free_for_me import AGE_BANDS, NO, YES, Values

# Months without work: at least, and under.
MONTH_BANDS: Mapping[str, tuple[int, int | None]] = {
    "0": (0, 3),
    "3": (3, 6),
    "6": (6, 12),
    "12": (12, None),
}
BENEFITS = ("uc", "other", "none")
NAMES = ("age", "work", "months", "benefit", "earn")


@dataclass(frozen=True, slots=True)
class Answers:
    """``Answers(age="18-24", work="no", months="6", benefit="uc")``; empty is not answered.

    ``work`` and ``earn`` are "yes" or "no"; ``earn``: earns less than the amount asked about.
    """

    age: str = ""
    work: str = ""
    months: str = ""
    benefit: str = ""
    earn: str = ""

    @classmethod
    def read(cls, values: Values) -> "Answers":
        """Read a query string. What cannot be an answer is none."""
        return cls(
            age=_one_of(values.get("age"), AGE_BANDS),
            work=_one_of(values.get("work"), (YES, NO)),
            months=_one_of(values.get("months"), MONTH_BANDS),
            benefit=_one_of(values.get("benefit"), BENEFITS),
            earn=_one_of(values.get("earn"), (YES, NO)),
        )

    def pairs(self) -> list[tuple[str, str]]:
        """Return the answers as they stand in an address."""
        return [(name, value) for name in NAMES if (value := getattr(self, name))]

    def __bool__(self) -> bool:
        """Whether anything is answered."""
        return bool(self.pairs())


def _one_of(value: str | None, known: Mapping[str, object] | tuple[str, ...]) -> str:
    return value if value and value in known else ""


def work_choices() -> list[tuple[str, str]]:
    """Return whether a person works."""
    return [(YES, _("Yes")), (NO, _("No"))]


def months_choices() -> list[tuple[str, str]]:
    """Return how long a person has been without work."""
    return [
        ("0", _("Less than 3 months")),
        ("3", _("3 to 5 months")),
        ("6", _("6 to 11 months")),
        ("12", _("12 months or more")),
    ]


def benefit_choices() -> list[tuple[str, str]]:
    """Return the benefits that schemes ask about."""
    return [
        ("uc", _("Universal Credit")),
        ("other", _("JSA or ESA (Jobseeker’s Allowance, Employment and Support Allowance)")),
        ("none", _("None of these")),
    ]
