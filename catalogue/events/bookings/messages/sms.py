"""Text messages: what a sender has to do, the length of a text, and three senders that send none.

The setting ``SMS_BACKEND`` names the class of the sender. docs/how-to/add-an-sms-sender.md says how
to write one.
"""

import datetime
import sys
import uuid
from pathlib import Path
from typing import ClassVar, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

# The letters of GSM 03.38. Those of the second line take the room of two.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_OF_TWO = frozenset("^{}\\[~]|€\f")
# Marks that editors and translators type and that are no letters of GSM: one of them would more
# than halve the room of the whole text.
_PLAIN_MARKS = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "}
)
LONGEST_GSM = 306  # two parts of 153
LONGEST_UCS2 = 268  # four parts of 67: other scripts have half the room of a part


class SmsFailed(Exception):  # noqa: N818  (the name says the state)
    """A text message was not sent.

    ``problem`` is a short word for staff (``"refused 21211"``), without the number or the text.
    ``is_final``: it is no use to try again. ``is_unreachable``: no message can be sent at present.
    """

    def __init__(
        self, problem: str, *, is_final: bool = False, is_unreachable: bool = False
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.is_final = is_final
        self.is_unreachable = is_unreachable


class SmsSender(Protocol):
    """Sends text messages. Made once for each message, so it needs no state."""

    def send(self, number: str, text: str) -> None:
        """Send ``text`` to ``"+447700900123"``, within 10 seconds. Raises SmsFailed."""


class ConsoleSender:
    """Prints text messages, as Django's console backend prints emails. For a laptop."""

    def send(self, number: str, text: str) -> None:
        """Print the message."""
        sys.stdout.write(f"Text message to {number}:\n{text}\n{'-' * 79}\n")
        sys.stdout.flush()


class MemorySender:
    """Keeps text messages in ``MemorySender.outbox``. For tests."""

    outbox: ClassVar[list[tuple[str, str]]] = []

    def send(self, number: str, text: str) -> None:
        """Keep the message."""
        self.outbox.append((number, text))


class FileSender:
    """Writes each text message to a file of its own under ``VAR_DIR/sms``."""

    def send(self, number: str, text: str) -> None:
        """Write the message."""
        directory = Path(settings.VAR_DIR) / "sms"
        directory.mkdir(parents=True, exist_ok=True)
        written = datetime.datetime.now(datetime.UTC)
        path = directory / f"{written:%Y%m%d-%H%M%S}-{uuid.uuid4().hex}.txt"
        path.write_text(f"{number}\n{text}\n", encoding="utf-8")


def sender() -> SmsSender:
    """Return a sender of the class that ``SMS_BACKEND`` names."""
    made: SmsSender = import_string(settings.SMS_BACKEND)()
    return made


def plain(text: str) -> str:
    """Return a text with the marks of a typewriter in place of those of a printer."""
    return text.translate(_PLAIN_MARKS)


def is_gsm(text: str) -> bool:
    """Whether every character is one of GSM's, so that a part holds 153 of them."""
    return all(character in _GSM or character in _GSM_OF_TWO for character in text)


def fits(text: str) -> bool:
    """Whether a text goes out in few parts: 306 characters of GSM, 268 of any script."""
    if is_gsm(text):
        return len(text) + sum(character in _GSM_OF_TWO for character in text) <= LONGEST_GSM
    return len(text.encode("utf-16-le")) // 2 <= LONGEST_UCS2
