"""Letters to people of organisations, as subject, text and page, in the language of their reader.

How to add a letter: write ``templates/messages/letters/<kind in small letters>.txt`` (the value of
LetterKind: ``approved.txt``). Its first line that is not empty is the **subject**; the rest is the
text, a blank line between paragraphs, an address of ours alone on its line. The page is made of the
text. The template knows

- ``f``: the facts that ``write_letter`` was given. Text of people in them is of one line, apart
  from ``comment``, ``text`` and ``question``;
- ``organisation``: its name, or nothing; ``desk``: the address of its area;
- ``service``: the name of the site; ``site``: its address, without a stroke at the end.

Nothing is escaped in the text, and everything in the page. End with
``{% include "messages/letters/parts/end.txt" %}``: the way to the area, and who writes.
"""

from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation

from catalogue.publishing.desk.ways import full_way
from catalogue.publishing.models import Letter
from portal.core.mail import Line, Mail
from portal.core.models import SiteContact
from portal.core.prose import email_address, one_line, printable
from portal.navigation.languages import tag_of
from portal.navigation.mail_texts import page_of, written

# What people write on many lines. Everything else is of one, so that no name draws a link.
MANY_LINES = frozenset({"comment", "text", "question"})
LONGEST_SUBJECT = 150


class Rendered(NamedTuple):
    """A letter as its reader gets it."""

    subject: str
    text: str
    html: str


def render_letter(letter: Letter) -> Rendered:
    """Return subject, text and page. Raises TemplateDoesNotExist for a kind without a template."""
    language = _language_of(letter)
    with translation.override(language):
        subject, _newline, text = _written(letter).partition("\n")
        subject = one_line(subject)[:LONGEST_SUBJECT]
        text = text.strip() + "\n"
        page = page_of(text, subject=subject, language=language, line=_line)
        return Rendered(subject, text, page)


def mail_of(letter: Letter) -> Mail:
    """Return a letter ready for the post. Sent twice it has the same id, and is shown once."""
    rendered = render_letter(letter)
    site = SiteContact.current()
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return Mail(
        to=letter.email,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        from_name=one_line(site.service_name),
        reply_to=email_address(site.email),
        message_id=f"<letter.{letter.pk}.{int(letter.created_at.timestamp())}@{host}>",
        language_tag=tag_of(_language_of(letter)),
    )


def _language_of(letter: Letter) -> str:
    return letter.language if letter.language in dict(settings.LANGUAGES) else "en-gb"


def _written(letter: Letter) -> str:
    """Return the words of a letter, its subject first."""
    organisation = letter.organisation
    facts = {
        "f": {name: _clean(name, value) for name, value in letter.facts.items()},
        "organisation": one_line(organisation.name) if organisation else "",
        "desk": full_way("dashboard", organisation.slug) if organisation else "",
        "service": one_line(SiteContact.current().service_name),
        "site": settings.SITE_URL.rstrip("/"),
    }
    return written(f"messages/letters/{letter.kind.lower()}.txt", facts)


def _clean(name: str, value: Any) -> Any:
    """Return a fact without marks that turn the text or begin a new line where none belongs."""
    if isinstance(value, str):
        if name in MANY_LINES:
            return "\n".join(printable(one_line(line)) for line in value.splitlines())
        return printable(one_line(value))
    if isinstance(value, list):
        return [_clean(name, one) for one in value]
    if isinstance(value, dict):
        return {key: _clean(str(key), one) for key, one in value.items()}
    return value


def _line(text: str) -> Line:
    """Return a line. Addresses of this site alone become links."""
    is_ours = text.startswith(f"{settings.SITE_URL.rstrip('/')}/") and " " not in text
    return Line(text, is_ours)
