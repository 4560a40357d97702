"""The words of a mail: a text from a template, and the same as a page with its direction."""

import re
from collections.abc import Callable
from typing import Any

from django.template import Context
from django.template.loader import get_template

from portal.core.mail import Line
from portal.navigation.languages import direction_of, tag_of

_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")


def written(name: str, facts: dict[str, Any]) -> str:
    """Return a plain text: nothing is escaped, and one blank line parts what belongs apart."""
    template = get_template(name).template  # type: ignore[attr-defined]  # Django's own engine
    text = template.render(Context(facts, autoescape=False))
    lines = [line.strip(" \t") for line in text.splitlines()]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip() + "\n"


def line_of(text: str) -> Line:
    """Return a line, as a link where it is an address of the web."""
    return Line(text, text.startswith(("https://", "http://")))


def page_of(
    text: str, *, subject: str, language: str, line: Callable[[str], Line] = line_of
) -> str:
    """Return a text as a page, because only a page can say that it runs to the left.

    ``line`` says which lines are links.
    """
    parts = [part.split("\n") for part in text.strip().split("\n\n")]
    return get_template("messages/page.html").render(
        {
            "title": subject,
            "paragraphs": [[line(one) for one in part] for part in parts],
            "tag": tag_of(language),
            "direction": direction_of(language),
        }
    )
