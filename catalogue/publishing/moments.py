"""Moments beside the present one, in words: when something was kept, sent or is due."""

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.courses import wording
from catalogue.events.event_times import on_the_wall

MINUTE, HOUR = 60, 3600
_DAY = datetime.timedelta(days=1)


def moment_words(moment: datetime.datetime, *, now: datetime.datetime) -> str:
    """Return ``"today at 9:12am"``, ``"yesterday at 4pm"``, ``"20 February 2027 at 4pm"``."""
    local, today = on_the_wall(moment), on_the_wall(now).date()
    days = {today: _("today"), today - _DAY: _("yesterday"), today + _DAY: _("tomorrow")}
    day = days.get(local.date()) or wording.date(local.date())
    return _("%(day)s at %(time)s") % {"day": day, "time": wording.clock(local.time())}


def by_words(moment: datetime.datetime, *, now: datetime.datetime) -> str:
    """Return until when: ``"1:12pm today"``, ``"midday on 30 November 2026"``."""
    local, today = on_the_wall(moment), on_the_wall(now).date()
    time = wording.clock(local.time())
    if local.date() == today:
        return _("%(time)s today") % {"time": time}
    if local.date() == today + _DAY:
        return _("%(time)s tomorrow") % {"time": time}
    return _("%(time)s on %(day)s") % {"time": time, "day": wording.date(local.date())}


def left_words(due: datetime.datetime, *, now: datetime.datetime) -> str:
    """Return ``"2 hours 40 minutes left"``, ``"late by 3 hours"`` or ``"due now"``."""
    seconds = int((due - now).total_seconds())
    if abs(seconds) < MINUTE:
        return _("due now")
    length = length_words(abs(seconds))
    return (
        _("%(length)s left") % {"length": length}
        if seconds > 0
        else (_("late by %(length)s") % {"length": length})
    )


def age_words(moment: datetime.datetime, *, now: datetime.datetime) -> str:
    """Return how long ago something was: ``"3 days ago"``."""
    seconds = max(0, int((now - moment).total_seconds()))
    if seconds < MINUTE:
        return _("now")
    return _("%(length)s ago") % {"length": length_words(seconds)}


def length_words(seconds: int) -> str:
    """Return ``"55 minutes"``, ``"2 hours 40 minutes"``, ``"1 day 3 hours"`` or ``"12 days"``."""
    minutes = seconds // MINUTE
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        parts = [_days(days)] + ([_hours(hours)] if hours and days < 3 else [])
    elif hours:
        parts = [_hours(hours)] + ([_minutes(minutes)] if minutes else [])
    else:
        parts = [_minutes(max(1, minutes))]
    return " ".join(parts)


def _days(number: int) -> str:
    return ngettext("%(n)d day", "%(n)d days", number) % {"n": number}


def _hours(number: int) -> str:
    return ngettext("%(n)d hour", "%(n)d hours", number) % {"n": number}


def _minutes(number: int) -> str:
    return ngettext("%(n)d minute", "%(n)d minutes", number) % {"n": number}
