"""How a course's facts read, in the page's language: levels, dates, times, money, lengths, places.

Pure functions of plain values. Each returns text for the active language, and "Not known" when
the provider told us nothing. Search cards and course pages share them, so a fact reads the same.
"""

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.utils.dateformat import format as format_date
from django.utils.formats import get_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from catalogue.courses.enums import (
    AttendancePattern,
    DeliveryMode,
    DurationUnit,
    EsolKind,
    Level,
    RunStatus,
    StudyMode,
    Weekday,
)
from portal.core.lists import all_of, with_commas

FEW_PLACES = 3  # from here down a tag warns that a run is nearly full
MONDAY_TO_FRIDAY = list(Weekday.values)[:5]


class LevelWords(NamedTuple):
    """``LevelWords("Level 2", "About GCSE grades 9 to 4")``: the name and what it is like."""

    name: str
    meaning: str


class Availability(NamedTuple):
    """``Availability("6 places left", "green")``. Tone: a colour of ``govuk-tag`` or empty."""

    text: str
    tone: str


def not_known() -> str:
    """Return the words for a fact that nobody told us."""
    return _("Not known")


def kind(esol: str) -> str:
    """Return what a course is on its page and its cards: ``"Course"`` or ``"English class"``."""
    return _("Course") if esol == EsolKind.NO else _("English class")


def level(code: str) -> LevelWords:
    """Return a level's name and what it compares to. An unknown code is "Not known"."""
    words = {
        Level.PRE_ENTRY: (_("Pre-entry"), _("Your first words")),
        Level.ENTRY: (_("Entry level"), _("First steps")),
        Level.ENTRY_1: (_("Entry 1"), _("First steps")),
        Level.ENTRY_2: (_("Entry 2"), _("First steps, after Entry 1")),
        Level.ENTRY_3: (_("Entry 3"), _("The last step before Level 1")),
        Level.LEVEL_1: (_("Level 1"), _("About GCSE grades 3 to 1")),
        Level.LEVEL_2: (_("Level 2"), _("About GCSE grades 9 to 4")),
        Level.LEVEL_3: (_("Level 3"), _("About A level")),
        Level.LEVEL_4: (_("Level 4"), _("About the first year of a degree")),
        Level.LEVEL_5: (_("Level 5"), _("About a foundation degree")),
        Level.LEVEL_6: (_("Level 6"), _("About a degree")),
        Level.LEVEL_7: (_("Level 7"), _("About a master’s degree")),
    }
    name, meaning = words.get(code, (not_known(), ""))  # type: ignore[call-overload]  # codes are text
    return LevelWords(name, meaning)


def levels(codes: Iterable[str]) -> str:
    """Return the names of several levels: ``"Entry 1, Entry 2 and Entry 3"``."""
    names = [level(code).name for code in Level.values if code in set(codes)]
    return joined(names) if names else not_known()


def delivery(code: str) -> str:
    """Return how a run is taught: ``"In person"``."""
    return _label(DeliveryMode, code)


def study_mode(code: str) -> str:
    """Return how much of the week a run takes: ``"Part time"``."""
    return _label(StudyMode, code)


def attendance(code: str) -> str:
    """Return when in the week people come: ``"In the evening"``."""
    return _label(AttendancePattern, code)


def _label(choices: type, code: str) -> str:
    known = dict(choices.choices)  # type: ignore[attr-defined]  # every caller passes TextChoices
    return str(known[code]) if code in known else not_known()


def long_date(day: datetime.date | None) -> str:
    """Return ``"Tuesday 12 January 2027"``, as it stands within a sentence.

    At the start of a line it wants ``capfirst``: in Polish a weekday is small.
    """
    return _dated(day, pgettext("date with weekday and year, Django date format", "l j E Y"))


def date(day: datetime.date | None) -> str:
    """Return ``"12 January 2027"``."""
    return _dated(day, pgettext("date with year, Django date format", "j E Y"))


def day_and_month(day: datetime.date | None) -> str:
    """Return ``"Tuesday 12 January"`` within a sentence, where the year is clear."""
    return _dated(day, pgettext("date with weekday, Django date format", "l j E"))


def _dated(day: datetime.date | None, pattern: str) -> str:
    return format_date(day, pattern) if day else not_known()


def starts(day: datetime.date | None, *, is_flexible: bool) -> str:
    """Return a run's start as a line: a long date, ``"Start when you like"`` or ``"Not known"``."""
    return _("Start when you like") if is_flexible else capfirst(long_date(day))


def clock(moment: datetime.time) -> str:
    """Return ``"6pm"``, ``"9:30am"`` or ``"midday"``, or ``"18:00"`` where people count to 24."""
    if str(get_format("TIME_FORMAT")).startswith(("H", "G")):
        return f"{moment.hour}:{moment.minute:02d}"
    if moment.minute == 0 and moment.hour in (0, 12):
        return _("midday") if moment.hour else _("midnight")
    hour = moment.hour % 12 or 12
    minutes = f":{moment.minute:02d}" if moment.minute else ""
    half = _("am") if moment.hour < 12 else _("pm")
    return f"{hour}{minutes}{half}"


def times(start: datetime.time | None, end: datetime.time | None) -> str:
    """Return ``"6pm to 8pm"``, ``"from 6pm"``, ``"until 8pm"`` or ``"Not known"``."""
    if start and end:
        return _("%(start)s to %(end)s") % {"start": clock(start), "end": clock(end)}
    if start:
        return _("from %(start)s") % {"start": clock(start)}
    if end:
        return _("until %(end)s") % {"end": clock(end)}
    return not_known()


def weekdays(codes: Sequence[str]) -> str:
    """Return ``"Tuesday and Thursday"``, ``"Monday to Friday"`` or ``"Every day"``."""
    known = [code for code in Weekday.values if code in codes]
    if len(known) == len(Weekday.values):
        return _("Every day")
    if known == MONDAY_TO_FRIDAY:
        ends = {"start": Weekday.MON.label, "end": Weekday.FRI.label}
        return capfirst(_("%(start)s to %(end)s") % ends)
    # Many languages write days small, so only the first letter of the answer is a capital.
    return capfirst(joined([str(Weekday(code).label) for code in known])) or not_known()


def days_and_times(
    codes: Sequence[str],
    start: datetime.time | None,
    end: datetime.time | None,
    *,
    attendance_pattern: str = "",
) -> str:
    """Return ``"Tuesday and Thursday, 6pm to 8pm"``, falling back to ``"In the evening"``.

    Parts that nobody told us are left out; with no part at all it is "Not known".
    """
    days = weekdays(codes) if any(code in Weekday.values for code in codes) else ""
    hours = times(start, end) if start or end else ""
    if not hours and attendance_pattern:
        hours = attendance(attendance_pattern)
        hours = in_mid_sentence(hours) if days else hours
    if days and hours:
        return _("%(days)s, %(hours)s") % {"days": days, "hours": hours}
    return days or (hours[:1].upper() + hours[1:]) or not_known()


def money(pence: int | None) -> str:
    """Return ``"£1,250"``, ``"£9.50"``, ``"Free"`` or ``"Not known"``."""
    if pence is None:
        return not_known()
    if pence == 0:
        return _("Free")
    pounds, rest = divmod(pence, 100)
    return f"£{pounds:,}.{rest:02d}" if rest else f"£{pounds:,}"


def duration(number: int | None, unit: str) -> str:
    """Return ``"12 weeks"``, ``"1 day"`` or ``"Not known"``."""
    if not number:
        return not_known()
    patterns = {
        DurationUnit.MINUTES: ngettext("%(count)d minute", "%(count)d minutes", number),
        DurationUnit.HOURS: ngettext("%(count)d hour", "%(count)d hours", number),
        DurationUnit.DAYS: ngettext("%(count)d day", "%(count)d days", number),
        DurationUnit.WEEKS: ngettext("%(count)d week", "%(count)d weeks", number),
        DurationUnit.MONTHS: ngettext("%(count)d month", "%(count)d months", number),
        DurationUnit.YEARS: ngettext("%(count)d year", "%(count)d years", number),
    }
    pattern = patterns.get(unit)  # type: ignore[call-overload]  # codes are text
    return pattern % {"count": number} if pattern else not_known()


def is_over_in_a_week(number: int | None, unit: str, hours: Decimal | None) -> bool:
    """Return whether a run has one week only, so that its hours "a week" are all its hours."""
    if not number:
        return False
    if unit in (DurationUnit.HOURS, DurationUnit.MINUTES):
        in_all = Decimal(number) / (60 if unit == DurationUnit.MINUTES else 1)
        return hours is None or in_all <= hours
    return number == 1 and unit in (DurationUnit.DAYS, DurationUnit.WEEKS)


def length(number: int | None, unit: str, hours: Decimal | None) -> str:
    """Return ``"12 weeks, 4 hours a week"``, ``"1 day, 4 hours"``, or an empty text."""
    whole = duration(number, unit) if number else ""
    if not hours:
        return whole
    if not is_over_in_a_week(number, unit, hours):
        return with_commas((whole, hours_a_week(hours)))
    if unit in (DurationUnit.HOURS, DurationUnit.MINUTES):
        return whole
    text = ngettext("%(hours)s hour", "%(hours)s hours", _plural_of(hours))
    return with_commas((whole, text % {"hours": _plain(hours)}))


def hours_a_week(hours: Decimal | None) -> str:
    """Return ``"4 hours a week"``, ``"2.5 hours a week"`` or ``"Not known"``."""
    if hours is None:
        return not_known()
    if hours == 1:
        return _("1 hour a week")
    text = ngettext("%(hours)s hour a week", "%(hours)s hours a week", _plural_of(hours))
    return text % {"hours": _plain(hours)}


def _plain(hours: Decimal) -> str:
    whole = int(hours)
    return str(whole) if hours == whole else number_format(hours.normalize(), use_l10n=True)


def _plural_of(hours: Decimal) -> int:
    """Return the whole number whose plural fits: 2 for "1.5 hours", and "5,5 godziny"."""
    return int(hours) if hours == int(hours) else 2


def ages(youngest: int | None, oldest: int | None) -> str:
    """Return ``"19 or over"``, ``"16 to 18"``, ``"24 or under"`` or an empty text for everyone."""
    if youngest is not None and oldest is not None:
        return _("%(from)d to %(to)d") % {"from": youngest, "to": oldest}
    if youngest is not None:
        return _("%(age)d or over") % {"age": youngest}
    if oldest is not None:
        return _("%(age)d or under") % {"age": oldest}
    return ""


def availability(
    status: str, places_left: int | None, *, waiting_weeks: int | None
) -> Availability:
    """Return whether people can still join a run, with the colour of its tag."""
    if status == RunStatus.CANCELLED:
        return Availability(_("Cancelled"), "red")
    if status == RunStatus.WAITING_LIST:
        if not waiting_weeks:
            return Availability(_("Waiting list"), "yellow")
        return Availability(
            ngettext("Waiting list, %(count)d week", "Waiting list, %(count)d weeks", waiting_weeks)
            % {"count": waiting_weeks},
            "yellow",
        )
    if status == RunStatus.FULL or places_left == 0:
        return Availability(_("Full"), "grey")
    if places_left is None:
        return Availability(not_known(), "")
    text = ngettext("%(count)d place left", "%(count)d places left", places_left)
    return Availability(
        text % {"count": places_left}, "yellow" if places_left <= FEW_PLACES else "green"
    )


def joined(words: Sequence[str]) -> str:
    """Return ``"Monday, Tuesday and Friday"``."""
    return all_of(words)


def in_mid_sentence(text: str) -> str:
    """Return words of ours as they read after a comma or colon: ``"About a degree" -> "about…"``.

    In a script without capitals a word that has one is a name, such as "Level 1".
    """
    is_cased = all(one.lower() != one.upper() for one in text if one.isalpha())
    return text[:1].lower() + text[1:] if is_cased else text
