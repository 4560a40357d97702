"""The four facts at the top of a vacancy's page: pay, where, hours, and until when."""

import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.courses import wording as course_wording
from catalogue.courses.key_facts import Fact
from catalogue.vacancies import wording
from catalogue.vacancies.models import Vacancy
from catalogue.vacancies.pay_words import computed_words, pay_words, untold_words
from portal.core.prose import dotted, one_line


def key_facts(vacancy: Vacancy, *, today: datetime.date) -> tuple[Fact, ...]:
    """Return the facts in their fixed order."""
    return (
        Fact("coin", _("Pay"), *_pay(vacancy)),
        Fact("pin", _("Where"), *_where(vacancy)),
        Fact("clock", _("Hours"), *_hours(vacancy)),
        Fact("cal", _("Closes"), *_closes(vacancy, today=today)),
    )


def _pay(vacancy: Vacancy) -> tuple[str | SafeString, SafeString]:
    low, high, unit = vacancy.wage_low_pence, vacancy.wage_high_pence, vacancy.wage_unit
    words = pay_words(
        wage_type=vacancy.wage_type,
        text=vacancy.wage_text,
        low_pence=low,
        high_pence=high,
        unit=unit,
    )
    if not words:
        why = untold_words(vacancy.wage_type)
        return course_wording.not_known(), dotted([why, _own(vacancy.wage_note)])
    hours = vacancy.hours_per_week
    computed = computed_words(low_pence=low, high_pence=high, unit=unit, hours=hours)
    return words, dotted([computed, _own(vacancy.wage_note)])


def _own(text: str) -> SafeString | str:
    """Return the employer's words, marked as English."""
    line = one_line(text)
    return format_html('<bdi lang="en-GB">{}</bdi>', line) if line else ""


def _where(vacancy: Vacancy) -> tuple[str | SafeString, str | SafeString]:
    if vacancy.is_national:
        return wording.anywhere(), _own(vacancy.national_details)
    locations = list(vacancy.locations.all())
    if not locations:
        return course_wording.not_known(), _("The employer has not told us.")
    first = locations[0]
    answer = _own(first.town or first.outward_code) or course_wording.not_known()
    others = len(locations) - 1
    if not others:
        return answer, ""
    more = ngettext("%(count)d more place", "%(count)d more places", others) % {"count": others}
    return answer, format_html('<a href="#where">{}</a>', more)


def _hours(vacancy: Vacancy) -> tuple[str | SafeString, str | SafeString]:
    own = _own(vacancy.working_week)
    hours = wording.hours(vacancy.hours_per_week)
    if hours:
        return hours, own
    if own:
        return own, ""
    return course_wording.not_known(), _("Ask the employer.")


def _closes(vacancy: Vacancy, *, today: datetime.date) -> tuple[str, SafeString]:
    starts = vacancy.start_date
    notes = [
        wording.closes_in(vacancy.closing_date, today=today),
        _("Starts %(day)s") % {"day": course_wording.date(starts)}
        if starts and starts >= today
        else _("Start date: not known"),
    ]
    return capfirst(course_wording.day_and_month(vacancy.closing_date)), dotted(notes)
