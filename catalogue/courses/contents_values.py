"""What reads one value of content: the value as it is kept, or words that say the remedy."""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from catalogue.courses.contents_fields import (
    CLOSED_LISTS,
    LONGEST_NAME,
    MOST_NAMES,
    MOST_REFERENCES,
    field_of,
)
from catalogue.courses.contents_reading import plain
from catalogue.courses.models import FundingRule
from catalogue.courses.plausible import LARGEST_SMALL, OLDEST_AGE, most_of
from catalogue.providers.models import Organisation, Venue
from portal.core.models import Sector, Subject
from portal.core.prose import is_seen, web_address

EARLIEST, LATEST = datetime.date(2000, 1, 1), datetime.date(2100, 12, 31)
LARGEST = 2_147_483_647  # PositiveIntegerField of every database that we run on
MOST_HOURS_A_WEEK = 168
MOST_PENCE = 10_000_000
# Numbers with a limit of their own, in their unit.
LIMITS: Mapping[str, int] = {
    "age_min": OLDEST_AGE,
    "age_max": OLDEST_AGE,
    "cost_pence": MOST_PENCE,
}
# Marks that nobody sees, and that turn the direction of what follows them.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
SURROGATES = re.compile("[\ud800-\udfff]")
TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")


@dataclass
class Known:
    """The rows that content may point to, fetched once for many courses of one provider."""

    venues: frozenset[int]
    subjects: frozenset[int]
    sectors: frozenset[int]
    funding_rules: frozenset[int]
    by_name: dict[str, frozenset[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_name = {
            "venue": self.venues,
            "subject": self.subjects,
            "sectors": self.sectors,
            "funding_rules": self.funding_rules,
        }

    @classmethod
    def of(cls, provider: Organisation) -> "Known":
        """Fetch them: four questions."""
        return cls(
            venues=_ids(Venue.objects.filter(provider=provider)),
            subjects=_ids(Subject.objects.all()),
            sectors=_ids(Sector.objects.all()),
            funding_rules=_ids(FundingRule.objects.all()),
        )


def _ids(rows: Any) -> frozenset[int]:
    return frozenset(rows.values_list("pk", flat=True))


class WrongValueError(ValueError):
    """Words for one value: what to write instead."""


def reader_of(model: type[models.Model], name: str, known: Known) -> Callable[[Any], Any]:
    """Return what reads a value of a field: the value, or WrongValueError with the remedy."""
    spec = field_of(model, name)
    if name in CLOSED_LISTS:
        return _code_list(CLOSED_LISTS[name])
    if isinstance(spec, models.ForeignKey):
        return _id(known, name)
    if isinstance(spec, models.BooleanField):
        return _yes_or_no
    if isinstance(spec, models.DateField):
        return _date
    if isinstance(spec, models.TimeField):
        return _time
    if isinstance(spec, models.DecimalField):
        return _hours
    if isinstance(spec, models.IntegerField):
        is_small = isinstance(spec, models.PositiveSmallIntegerField)
        most = LIMITS.get(name, LARGEST_SMALL if is_small else LARGEST)
        return _number(1 if name == "duration" else 0, most, is_price=name == "cost_pence")
    if spec.flatchoices:
        return _code(spec)
    if isinstance(spec, models.URLField):
        return _address(spec.max_length or LONGEST_NAME)
    is_line = not isinstance(spec, models.TextField)
    return _text(spec.max_length or LONGEST_NAME, is_line=is_line)


def clean_text(value: str, *, is_line: bool) -> str:
    """Return a text without marks that nobody sees, on one line when it is one."""
    text = SURROGATES.sub("", UNSEEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n")))
    if not is_seen(text):
        return ""
    if is_line:
        return " ".join(text.split())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(part.rstrip() for part in text.split("\n"))).strip()


def _text(longest: int, *, is_line: bool) -> Callable[[Any], str]:
    def read_text(value: Any) -> str:
        if not isinstance(value, str):
            raise WrongValueError(_("Write words here."))
        text = clean_text(value, is_line=is_line)
        if len(text) > longest:
            words = _("Write at most %(most)d characters. There are %(count)d.")
            raise WrongValueError(words % {"most": longest, "count": len(text)})
        if tag := TAG.search(text):
            words = _("Take out “%(tag)s”. Write words only, without tags.")
            raise WrongValueError(words % {"tag": tag[0][:40]})
        return text

    return read_text


def _address(longest: int) -> Callable[[Any], str]:
    read_text = _text(longest, is_line=True)

    def read_address(value: Any) -> str:
        text = read_text(value)
        if text and not (good := web_address(text)):
            raise WrongValueError(_("Write a whole address, like https://college.example/welding."))
        return good if text else ""

    return read_address


def _code(spec: models.Field) -> Callable[[Any], str]:
    codes = {str(code) for code, _label in spec.flatchoices}

    def read_code(value: Any) -> str:
        if not isinstance(value, str) or (value not in codes and not (value == "" and spec.blank)):
            raise WrongValueError(_("Choose one of the answers on the list."))
        return value

    return read_code


def _code_list(codes: tuple[str, ...] | None) -> Callable[[Any], list[str]]:
    def read_list(value: Any) -> list[str]:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise WrongValueError(_("Send a list of words."))
        if codes is not None:
            if any(one not in codes for one in value):
                raise WrongValueError(_("Choose from the answers on the list."))
            return [one for one in codes if one in value]
        names = [clean_text(one, is_line=True) for one in value]
        if len(names) > MOST_NAMES or any(len(name) > LONGEST_NAME for name in names):
            raise WrongValueError(_("The list is too long. Choose fewer."))
        return list(dict.fromkeys(name for name in names if name))

    return read_list


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _id(known: Known, name: str) -> Callable[[Any], int]:
    def read_id(value: Any) -> int:
        if (
            isinstance(value, bool)
            or not isinstance(value, int)
            or value not in known.by_name[name]
        ):
            if name == "venue":
                raise WrongValueError(_("Choose one of your places."))
            raise WrongValueError(_("Choose one of the answers on the list."))
        return value

    return read_id


def id_list(known: Known, name: str) -> Callable[[Any], list[int]]:
    def read_ids(value: Any) -> list[int]:
        if value is None:
            return []
        if not isinstance(value, list) or not all(
            _is_number(one) and one in known.by_name[name] for one in value
        ):
            raise WrongValueError(_("Choose from the answers on the list."))
        return sorted(set(value))

    return read_ids


def read_references(value: Any) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise WrongValueError(_("Send a list of words."))
    found = list(dict.fromkeys(text for one in value if (text := clean_text(one, is_line=True))))
    if len(found) > MOST_REFERENCES or any(len(text) > 255 for text in found):
        raise WrongValueError(
            _("A reference has at most 255 characters, and a course at most 200.")
        )
    return found


def _number(least: int, most: int, *, is_price: bool) -> Callable[[Any], int]:
    def read_number(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            if is_price:
                raise WrongValueError(
                    _("Write a price in pounds, like 295. Write 0 when it is free.")
                )
            raise WrongValueError(_("Write a whole number."))
        if not least <= value <= most:
            if is_price:
                raise WrongValueError(price_words())
            words = _("Write a number from %(least)d to %(most)d.")
            raise WrongValueError(words % {"least": least, "most": most})
        return value

    return read_number


def price_words() -> str:
    """Say from where to where a price may go."""
    pounds = f"{most_of('cost_pence') // 100:,}"
    return _("Write a price from £0 to £%(most)s.") % {"most": pounds}


def _hours(value: Any) -> str:
    words = _("Write hours, like 2 or 2.5.")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise WrongValueError(words)
    try:
        hours = Decimal(str(value)[:20])
        tenths = hours.quantize(Decimal("0.1"))
    except InvalidOperation:
        raise WrongValueError(words) from None
    if not hours.is_finite() or tenths != hours or not 0 <= hours <= MOST_HOURS_A_WEEK:
        raise WrongValueError(words)
    return str(plain(tenths))


def _yes_or_no(value: Any) -> bool:
    if not isinstance(value, bool):
        raise WrongValueError(_("Answer yes or no."))
    return value


def _date(value: Any) -> str | None:
    if value == "":
        return None
    try:
        day = datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        words = _("Write a day, a month and a year, like 18 January 2027.")
        raise WrongValueError(words) from None
    if not EARLIEST <= day <= LATEST:
        raise WrongValueError(_("Check the year."))
    return day.isoformat()


def _time(value: Any) -> str | None:
    if value == "":
        return None
    try:
        moment = datetime.time.fromisoformat(value)
    except (TypeError, ValueError):
        raise WrongValueError(_("Write a time, like 18:30 or 6:30pm.")) from None
    if moment.tzinfo is not None or moment.microsecond:
        raise WrongValueError(_("Write a time, like 18:30 or 6:30pm."))
    return str(plain(moment))
