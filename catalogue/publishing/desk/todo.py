"""“Do this first”: what waits for a member, the most pressing first.

A part of the area adds a function to ``SOURCES``: it is asked with the desk and a ``Moment`` and
returns its lines, in one query where it can. A line leads to the page where the thing is done.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from catalogue.publishing.desk.access import Desk
from catalogue.publishing.desk.course_list import Counts


@dataclass(frozen=True, slots=True)
class Moment:
    """What the lines are worked out from: the clock, and counts that the page has anyway."""

    now: datetime.datetime
    today: datetime.date
    counts: Counts


@dataclass(frozen=True, slots=True)
class Todo:
    """A line. ``Todo("9 dates pass this month", "Set new dates...", "/...", "By 31 March")``.

    ``colour`` is one of the tag component's: red is not shown or held, yellow is soon or new.
    """

    title: str
    hint: str
    url: str
    tag: str
    colour: str = "yellow"


Source = Callable[[Desk, Moment], Iterable[Todo]]


def todo_list(desk: Desk, moment: Moment, *, sources: Iterable[Source]) -> list[Todo]:
    """Return the lines of all sources in their order. A line that leads nowhere is left out."""
    return [one for source in sources for one in source(desk, moment) if one.url]
