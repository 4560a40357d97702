"""Checks of every page: its words, its headings, its pictures."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

from portal.core.lookups import terms_by_name
from portal.core.pages import BasePage
from portal.core.publishing import Finding, check
from portal.core.text_checks import (
    banned_phrases,
    contractions,
    long_sentences,
    unexplained_capitals,
)

# Never shown as sentences: addresses, codes, names for search only.
SKIPPED = frozenset(
    {
        "slug",
        "seo_title",
        "search_description",
        "draft_title",
        "url_path",
        "path",
        "hidden_alternative_titles",
        "alternative_titles",
        "also_known_as",
        "match_words",
        "match_not_words",
        "live_job_terms",
        "course_words",
        "soc2020",
        "speaks",
        "contact_phone",
    }
)
_TAG = re.compile(r"<h([2-6])\b|<(?:/p|/li|/h\d|br)\b[^>]*>", re.IGNORECASE)


def texts_of(page: Page) -> list[tuple[str, str]]:
    """Return the words of a page by the name of their field: ``[("Summary", "..."), ...]``."""
    found = []
    for field in page._meta.get_fields():
        if getattr(field, "name", "") in SKIPPED or not isinstance(
            field, models.CharField | models.TextField | StreamField
        ):
            continue
        if field.choices or isinstance(field, models.URLField | models.EmailField):
            continue
        value = getattr(page, field.name)
        if not value:
            continue
        if isinstance(field, StreamField):
            # A line for each part, as no block ends inside the sentence of another.
            text = "\n".join(map(str, value.stream_block.get_searchable_content(value)))
        else:
            text = _plain(value) if isinstance(field, RichTextField) else str(value)
        found.append((capfirst(str(field.verbose_name)), text))
    return found


def words(page: Page, today: datetime.date) -> Iterator[Finding]:
    """Warn of sentences, short forms and phrases that are hard to read. English only."""
    if page.locale.language_code != settings.LANGUAGE_CODE:
        return
    texts = texts_of(page)
    for place, text in texts:
        for sentence in long_sentences(text):
            yield _warn(
                place,
                _("“%(start)s” has %(words)s words. Make two sentences of it, about 15 words each.")
                % {"start": sentence.start, "words": sentence.words},
            )
        for short in contractions(text):
            yield _warn(place, _("Write “%(short)s” in full.") % {"short": short})
        for phrase, remedy in banned_phrases(text):
            yield _warn(
                place,
                _("We do not write “%(phrase)s”. Instead: %(remedy)s.")
                % {"phrase": phrase, "remedy": remedy},
            )
    explained = terms_by_name().keys()
    everything = "\n".join(text for _place, text in texts)
    missing = unexplained_capitals(everything, explained)
    for place, text in texts:
        for one in missing:
            if re.search(rf"\b{one}\b", text):
                yield _warn(
                    place,
                    _("Explain “%(word)s”: write it in full, or add it to the words we explain.")
                    % {"word": one},
                )


def headings(page: Page, today: datetime.date) -> Iterator[Finding]:
    """Refuse a heading that skips a level: screen readers list headings as an outline."""
    for place, value in _streams(page):
        level = 1
        for block in value:
            for found in _heading_levels(block):
                if found > level + 1:
                    yield Finding(
                        place,
                        _(
                            "A heading of level %(found)s follows level %(before)s. Choose level "
                            "%(wanted)s for it, or add a heading above it."
                        )
                        % {"found": found, "before": level, "wanted": level + 1},
                    )
                level = found


def pictures(page: Page, today: datetime.date) -> Iterator[Finding]:
    """Refuse a picture without words, unless somebody decided that it only decorates."""
    for place, value in _streams(page):
        number = 0
        for block in value:
            if block.block_type != "picture":
                continue
            number += 1
            if not block.value["alternative"] and not block.value.get("is_decorative"):
                yield Finding(
                    place,
                    _("Picture %(number)s: say what it shows, or tick “It only decorates”.")
                    % {"number": number},
                )


def _streams(page: Page) -> Iterator[tuple[str, Any]]:
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield capfirst(str(field.verbose_name)), getattr(page, field.name)


def _heading_levels(block: Any) -> list[int]:
    if isinstance(block.value, RichText):
        return [int(match[1]) for match in _TAG.finditer(block.value.source) if match[1]]
    has_heading = isinstance(block.value, dict) and block.value.get("heading")
    return [2] if has_heading else []


def _plain(html: str) -> str:
    return strip_tags(_TAG.sub("\n", html))


def _warn(place: str, message: str) -> Finding:
    return Finding(place, message, is_warning=True)


check(BasePage, pictures, headings, words)
