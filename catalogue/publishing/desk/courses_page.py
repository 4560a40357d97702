"""The page of all courses and drafts: a search box, states as chips, fifty rows a page."""

import datetime
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.http import urlencode

from catalogue.providers.page_links import PageLinks, cut_of, page_links
from catalogue.publishing.desk.access import Desk
from catalogue.publishing.desk.course_list import STATES, Asked, Counts, asked_of, chosen, counts_of
from catalogue.publishing.desk.course_rows import CourseRow, rows_of

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class StateTab:
    """A chip of the list, in the shape of the tabs component."""

    label: str
    url: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class CoursesPage:
    """Everything that the template reads."""

    asked: Asked
    tabs: list[StateTab]
    rows: list[CourseRow]
    total: int
    links: PageLinks

    @property
    def is_filtered(self) -> bool:
        """Whether only a part is shown."""
        return bool(self.asked.words) or self.asked.state != "all"


def courses_page(desk: Desk, query: QueryDict, *, base: str, today: datetime.date) -> CoursesPage:
    """Return a page of the list. Drafts that are not on the site yet come first."""
    asked = asked_of(query)
    counts = counts_of(desk, today=today)
    drafts, courses = chosen(desk, asked, today=today)
    new, old = drafts.count(), courses.count()
    cut = cut_of(new + old, PER_PAGE, query.get("page", ""))
    shown = list(drafts[cut.start : cut.stop])
    first = max(0, cut.start - new)
    room = PER_PAGE - len(shown)
    rest = list(courses.select_related("draft", "provider")[first : first + room]) if room else []

    def url_of(number: int) -> str:
        return _url(base, asked.state, words=asked.words, page=number)

    return CoursesPage(
        asked=asked,
        tabs=tabs_of(counts, base=base, current=asked.state, words=asked.words),
        rows=rows_of(desk, shown, rest, today=today),
        total=new + old,
        links=page_links(cut.number, cut.last, url_of=url_of),
    )


def tabs_of(counts: Counts, *, base: str, current: str, words: str = "") -> list[StateTab]:
    """Return the chips with their counts: of all courses, whatever was searched for."""
    return [
        StateTab(
            label=str(label),
            url=_url(base, state, words=words),
            count=counts[state],
            is_current=state == current,
        )
        for state, label in STATES.items()
    ]


def _url(base: str, state: str, *, words: str = "", page: int = 1) -> str:
    pairs = [
        ("state", state if state != "all" else ""),
        ("q", words),
        ("page", str(page) if page > 1 else ""),
    ]
    query = urlencode([pair for pair in pairs if pair[1]])
    return f"{base}?{query}" if query else base
