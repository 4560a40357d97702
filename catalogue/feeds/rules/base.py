"""What a rule is, how grave it can be, and the words that rules share.

The codes that start with COURSE_, COURSERUN_ and VENUE_ are those of the national "Publish to the
course directory" service; the others are ours. The words are ours throughout. Those that providers
read are marked to be translated: pages say them in the language of their reader.
"""

from dataclasses import dataclass
from enum import StrEnum

from catalogue.feeds.marks import gettext_noop as _


class Severity(StrEnum):
    """ERROR: the row is held and not loaded. WARNING: it is loaded, and its words say how."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """A thing that can be wrong: its public code, how grave it is, and words with ``{value}``."""

    code: str
    severity: Severity
    message: str


ERROR, WARNING = Severity.ERROR, Severity.WARNING
KEPT_LONG = _(
    "The text has {length} characters and the national limit is {limit}. It is kept whole."
)
CUT = _("The text has {length} characters. Only the first {limit} are kept.")
NO_TAGS = _(
    "Tags and the marks < > ` do not belong in this text. The words are kept as plain text."
)
ODD_NAME = _(
    "The text has characters outside the national list, such as {odd}. It is kept as it is."
)
