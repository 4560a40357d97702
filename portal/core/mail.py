"""An email as plain values, before any mail program sees it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mail:
    """One email to one person. Subject, names and addresses are of one line."""

    to: str
    subject: str
    text: str
    html: str
    from_name: str
    reply_to: str
    message_id: str
    language_tag: str
    calendar: str = ""
    calendar_method: str = ""
    calendar_name: str = "event.ics"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a mail. A link stands alone on its line."""

    text: str
    is_link: bool = False
