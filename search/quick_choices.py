"""The quick choices over a list of events: days and hours that people ask for, with counts."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from search.criteria import Criteria
from search.engines.base import SearchEngine
from search.forms import SearchForm
from search.kind_tabs import Tab
from search.moments import monday_of

AFTER_WORK = ("evening",)


@dataclass(frozen=True, slots=True)
class Choice:
    """``Choice("This weekend", form)``."""

    label: str
    form: SearchForm


def choices(form: SearchForm, today: datetime.date) -> list[Choice]:
    """Return the same search for other days and hours, everything else as it is."""
    anytime = form.with_days(None, None).with_filter("when")
    monday = monday_of(today)
    sunday = monday + datetime.timedelta(days=6)
    saturday = max(sunday - datetime.timedelta(days=1), today)
    next_monday = monday + datetime.timedelta(days=7)
    next_sunday = next_monday + datetime.timedelta(days=6)
    return [
        Choice(_("From today"), anytime),
        Choice(_("This weekend"), anytime.with_days(saturday, sunday)),
        Choice(_("Next week"), anytime.with_days(next_monday, next_sunday)),
        Choice(_("After work"), anytime.with_filter("when", *AFTER_WORK)),
    ]


def quick_tabs(
    asked: Criteria, engine: SearchEngine | None, path: str, *, total: int | None = None
) -> list[Tab]:
    """Return the choices as links with how many events each finds; without an engine no count."""
    found = choices(asked.plain, asked.today)
    counts: list[int | None] = [None] * len(found)
    if engine is not None:
        counts = [*engine.count_many([asked.read_again(one.form).query() for one in found])]
    present = asked.plain.on_page(1)
    tabs = []
    for one, number in zip(found, counts, strict=True):
        is_current = one.form == present
        count = total if is_current and total is not None else number
        tabs.append(Tab(one.label, one.form.url(path), count, is_current))
    return tabs
