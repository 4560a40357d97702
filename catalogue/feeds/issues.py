"""A finding about a row, made from a rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from catalogue.feeds.rules.base import Severity
from catalogue.feeds.rules.registry import RULES

MAX_VALUE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class RowIssue:
    """One finding. ``row`` 1 is the heading line; an empty ``column`` means the whole row.

    ``rule`` and ``gaps`` say it again in another language: ``"DURATION_LONG", {"limit": "999"}``.
    """

    row: int
    column: str
    code: str
    severity: Severity
    value: str
    message: str
    rule: str = ""
    gaps: Mapping[str, str] = field(default_factory=dict, compare=False)

    def as_json(self) -> dict[str, Any]:
        """Return the finding as the import report has it."""
        return {
            "row": self.row,
            "column": self.column,
            "code": self.code,
            "severity": self.severity,
            "value": self.value,
            "message": self.message,
        }

    def as_kept(self) -> dict[str, Any]:
        """Return the finding for pages, which say it in the language of their reader."""
        return {**self.as_json(), "rule": self.rule, "gaps": dict(self.gaps)}


def _words(message: str, value: str) -> str:
    return message if value else message.replace("“{value}”", "An empty cell")


def issue(name: str, *, row: int, column: str = "", value: str = "", **words: object) -> RowIssue:
    """Return the finding of a rule. ``issue("START_INVALID", row=14, value="31/02/2027", ...)``."""
    rule = RULES[name]
    shown = value if len(value) <= MAX_VALUE_CHARACTERS else value[: MAX_VALUE_CHARACTERS - 1] + "…"
    return RowIssue(
        row=row,
        column=column,
        code=rule.code,
        severity=rule.severity,
        value=shown,
        message=_words(rule.message, shown).format(value=shown, **words),
        rule=name,
        gaps={gap: str(word) for gap, word in words.items()},
    )
