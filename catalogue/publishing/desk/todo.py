"""A line of “Do this first”, and what it is worked out from."""

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
