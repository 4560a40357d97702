"""What the page about files says: every format, column and message, read from the rules."""

import datetime
import re
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from catalogue.feeds.format_pages import words_for
from catalogue.feeds.formats.base import FileFormat
from catalogue.feeds.formats.venues import VENUES
from catalogue.feeds.refusal import REFUSALS
from catalogue.feeds.rules.aims import AIM_RULES
from catalogue.feeds.rules.base import Rule, Severity
from catalogue.feeds.rules.registry import RULES
from catalogue.feeds.rules.vacancies import VACANCY_RULES
from catalogue.publishing.uploads.template_files import example_row, file_formats

CODE = re.compile(r"`([^`]+)`")
GAP = re.compile(r"\{\w+\}")
OTHER_FILES = ("FILE_JSON", "PLACE", "FILE_NOT_READABLE", "FILE_TOO_LARGE")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a format. ``words`` have their values marked as code."""

    heading: str
    words: SafeString
    example: str
    may_be_left_out: bool


@dataclass(frozen=True, slots=True)
class FormatShown:
    """A format with its columns and the addresses of its templates."""

    name: str
    label: str
    is_places: bool
    notes: tuple[SafeString, ...]
    columns: tuple[Column, ...]
    csv_url: str
    xlsx_url: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the validator. ``holds`` says whether its row is held."""

    code: str
    words: str
    holds: bool


def formats_shown(*, today: datetime.date) -> list[FormatShown]:
    """Return every format that may be sent."""
    return [_shown(known, today=today) for known in file_formats()]


def messages() -> list[Message]:
    """Return each message about a row of courses or places, those that hold a row first."""
    others = {**AIM_RULES, **VACANCY_RULES}
    found = {
        (rule.code, _readable(rule), rule.severity is Severity.ERROR)
        for name, rule in RULES.items()
        if name not in others
    }
    return [Message(*one) for one in sorted(found, key=lambda one: (not one[2], one))]


def refusals() -> list[tuple[str, str]]:
    """Return why a whole file is refused: code and meaning."""
    shown = (code for code in sorted(REFUSALS) if not code.startswith(OTHER_FILES))
    return [(code, _(REFUSALS[code])) for code in shown]


def marked(words: str) -> SafeString:
    """Return words with what stands in backticks as code: ``"Like `9am`."``."""
    code = CODE.sub(r'<code dir="ltr">\1</code>', escape(words))
    return mark_safe(code)  # noqa: S308  # the words are escaped; only the tag is ours


def _shown(known: FileFormat, *, today: datetime.date) -> FormatShown:
    examples = example_row(known, today=today)
    return FormatShown(
        name=known.name,
        label=_(known.label),
        is_places=known is VENUES,
        notes=tuple(format_html("{}", marked(_(note))) for note in known.notes),
        columns=tuple(
            Column(
                heading=heading,
                words=marked(words_for(heading, file_format=known, say=_)),
                example=example,
                may_be_left_out=heading in known.optional,
            )
            for heading, example in zip(known.headings, examples, strict=True)
        ),
        csv_url=reverse("publishing:file_template", args=[known.name, "csv"]),
        xlsx_url=reverse("publishing:file_template", args=[known.name, "xlsx"]),
    )


def _readable(rule: Rule) -> str:
    return GAP.sub("…", _(rule.message))
