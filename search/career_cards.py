"""The card of a job role and of a scheme: facts in their fixed order."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.courses import wording
from pathways.step_words import hours_words
from pathways.support.enums import ProgrammeStatus
from pathways.support.status import status_on, status_tag
from portal.core.lists import with_commas
from portal.core.prose import shortened
from portal.navigation.languages import tag_of
from search.card_parts import LONGEST_LINE, Fact
from search.documents import ListingDocument, PayDocument
from search.labels import value_label
from search.template_values import shown

KINDS = ("role", "programme")
TWO_YEARS = re.compile(r"(\d{4}) to (\d{4})")


def career_facts(document: ListingDocument) -> list[Fact]:
    """Return the lines of a role or a scheme, "not known" when not told."""
    words = _words(get_language() or "")
    need = _in_its_language(document, document.you_need) or words["no_need"]
    if document.kind == "role":
        pay, is_old = pay_line(document.pay), bool(document.pay.wage_type)
        hours = hours_words(_decimal(document.hours_from), _decimal(document.hours_to))
        return [
            Fact("coin", words["pay"], pay or words["no_pay"], strong=bool(pay) and not is_old),
            Fact("clock", words["hours"], capfirst(hours) or words["no_hours"]),
            Fact("people", words["work"], value_label("setting", document.setting)),
            Fact("list", words["need"], need),
        ]
    weeks = wording.duration(document.weeks, "WEEKS") if document.weeks else ""
    ages = wording.ages(document.age_from, document.age_to)
    return [
        Fact("people", words["who"], ages or words["any_age"]),
        Fact("cal", words["length"], weeks or words["no_length"]),
        Fact("list", words["need"], need),
    ]


def scheme_tags(document: ListingDocument, today: date) -> list[tuple[str, str]]:
    """Return where a scheme stands, and that it ends in an interview, as tags."""
    status = status_on(document.opens_date, document.closes_date, today=today)
    tag = status_tag(document.opens_date, document.closes_date, today=today)
    tags = [(tag.text, tag.colour)]
    if "guaranteed-interview" in document.needs and status != ProgrammeStatus.CLOSED:
        tags.append((value_label("needs", "guaranteed-interview"), "purple"))
    return tags


def pay_line(pay: PayDocument) -> str:
    """Return ``"£24,465 to £26,000 a year, 2025 to 2026"``, empty when it is not known."""
    if pay.low_pence is None or pay.high_pence is None:
        return ""
    low, high = wording.money(pay.low_pence), wording.money(pay.high_pence)
    amount = low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
    pattern = _("%(pay)s a year") if pay.unit == "YEAR" else _("%(pay)s an hour")
    years = TWO_YEARS.fullmatch(pay.text)
    year = _("%(low)s to %(high)s") % {"low": years[1], "high": years[2]} if years else pay.text
    return with_commas(tuple(filter(None, (pattern % {"pay": amount}, year))))


def _in_its_language(document: ListingDocument, text: str) -> SafeString | str:
    if not text:
        return ""
    tag = tag_of(document.language)
    return format_html('<bdi lang="{}">{}</bdi>', tag, shortened(text, LONGEST_LINE))


def _decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


@lru_cache(maxsize=32)
def _words(language: str) -> dict[str, SafeString]:
    words = {
        "pay": _("Pay"),
        "hours": _("Hours"),
        "work": _("Kind of work"),
        "who": _("For whom"),
        "length": _("Length"),
        "need": _("You need"),
        "any_age": _("Any age"),
        "no_pay": _("Pay: not known"),
        "no_hours": _("Hours: not known"),
        "no_length": _("Length: not known"),
        "no_need": _("What you need: not known"),
    }
    return {name: shown(text) for name, text in words.items()}
