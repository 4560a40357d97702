"""A finding about a row, made from a rule."""

from dataclasses import asdict, dataclass
from typing import Any

from catalogue.feeds.rules.base import Severity
from catalogue.feeds.rules.registry import RULES

MAX_VALUE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class RowIssue:
    """One finding. ``row`` 1 is the heading line; an empty ``column`` means the whole row."""

    row: int
    column: str
    code: str
    severity: Severity
    value: str
    message: str

    def as_json(self) -> dict[str, Any]:
        """Return the finding as the import report has it."""
        return asdict(self)


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
    )
