"""The page of events: results by day, this week first, with quick choices and a month."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalogue.courses import wording
from portal.core.lists import isolated
from search.cards import Card
from search.event_cards import takes_place
from search.events_month import Month, month_address, month_of_events
from search.facet_groups import SHOWN_OF_EVENTS, Group, distance_group, facet_groups
from search.forms import DAYS, Pairs
from search.headings import grouped, page_title
from search.kind_tabs import Tab
from search.labels import month_label
from search.moments import monday_of
from search.notices import Notice
from search.quick_choices import quick_tabs
from search.results_page import ResultsPage, Section
from search.runs import best_run

COUNTED = (*SHOWN_OF_EVENTS, "cost")
# A card of an event is long, and a month may follow: twenty were seventeen screens of a phone.
EVENTS_A_PAGE = 10
# A month of more events costs more than the page is worth: it is shown when somebody asks.
MOST_FOR_MONTH = 100
_WEEK = datetime.timedelta(days=7)


@dataclass(frozen=True)
class EventsListPage(ResultsPage):
    """A found page of events. ``month_start`` is the month that was asked for."""

    month_start: datetime.date | None = None
    outside_name: str = ""

    @cached_property
    def heading(self) -> str:
        """The h1: ``"18 events near Walsall"``, ``"No events near Bilston yet"``."""
        place = self._place
        return events_heading(self.total, words=self.asked.plain.q, where=place)

    @cached_property
    def title(self) -> str:
        """The window's title, with the words and the page."""
        return page_title(self.heading, page=self.pages.number, last=self.pages.last)

    @property
    def about(self) -> str:
        """One line below the heading: the order, what is online, what today is."""
        counts = self.outcome.results.facets
        online, free = (
            counts.get("how", {}).get("online", 0),
            counts.get("cost", {}).get("free", 0),
        )
        parts = [_("The soonest come first.")]
        if free and free == self.total and not self.asked.plain.filters.get("cost"):
            parts.append(_("All are free."))
        if self.asked.has_place and online and not self.asked.plain.filters.get("how"):
            parts.append(
                ngettext("%(n)s of them is online.", "%(n)s of them are online.", online)
                % {"n": grouped(online)}
            )
        parts.append(_("Today is %(day)s.") % {"day": wording.long_date(self.asked.today)})
        return " ".join(parts)

    @cached_property
    def quick(self) -> list[Tab]:
        """The quick choices, the month last."""
        total = self.total if self.outcome.criteria is self.asked else None
        tabs = quick_tabs(self.asked, self.engine, self.path, total=total)
        return [*tabs, Tab(_("See the month"), self.month_url, None, False)]

    @property
    def month_url(self) -> str:
        """The address of the month: a phone shows the month when somebody asks for it."""
        first = self._month_shown or (self.asked.today + _WEEK).replace(day=1)
        return "#month" if self.month_start else month_address(self.asked, self.path, first)

    @cached_property
    def notices(self) -> list[Notice]:
        """What was changed, and that a place lies outside."""
        found = super().notices
        if not self.outside_name:
            return found
        lead = _("%(place)s is outside our area.") % {"place": self.outside_name}
        return [Notice(lead, _("These are all our events. Some are online.")), *found]

    # --- beside the results -----------------------------------------------------------------------

    @cached_property
    def facets(self) -> list[Group]:
        """The filters with their counts, the distance first."""
        groups = facet_groups(self.asked, self.outcome.results.facets, SHOWN_OF_EVENTS)
        far = distance_group(
            self.outcome.criteria, self.outcome.query, self.total, self.engine, label=_("Place")
        )
        return [far, *groups] if far else groups

    @property
    def filters_on(self) -> int:
        """How many filters are on."""
        return super().filters_on + sum(1 for day in self.asked.form.days if day)

    @property
    def filter_hidden(self) -> Pairs:
        """What the filters keep: the words, the place, and filters not shown."""
        shown = {group.key for group in self.facets}
        return self.asked.plain.hidden(without={*shown, *DAYS})

    @property
    def day_boxes(self) -> SafeString:
        """The two boxes for the first and the last day, among the filters."""
        first, last = self.asked.form.days
        values = (first.isoformat() if first else "", last.isoformat() if last else "")
        context = {"first": values[0], "last": values[1], "is_open": any(values)}
        return render_to_string("search/day_boxes.html", context)

    # --- the results ------------------------------------------------------------------------------

    @cached_property
    def cards(self) -> list[Card]:
        """One card a hit, those of a day by the hour."""
        return [card for _week, card in self._by_week]

    @cached_property
    def _by_week(self) -> list[tuple[datetime.date, Card]]:
        """The cards with the first day of their week."""
        query = self.outcome.query
        runs = [best_run(hit.document, query) for hit in self.hits]
        pairs = [
            (run.start_date or self.asked.today, run.start_time or datetime.time(), position)
            if run
            else (self.asked.today, datetime.time(), position)
            for position, run in enumerate(runs)
        ]
        cards = self._cards_of_hits()
        monday = monday_of(self.asked.today)
        # What began before this week is on now.
        return [
            (max(monday_of(day), monday), cards[position]) for day, _time, position in sorted(pairs)
        ]

    @cached_property
    def sections(self) -> list[Section]:
        """The cards by time: this week, next week, then by month."""
        found = []
        position = self.outcome.query.offset + 1
        for heading, group in groupby(self._by_week, key=lambda pair: self._when(pair[0])):
            cards = [card for _week, card in group]
            found.append(Section(heading, cards, start=position))
            position += len(cards)
        return [*found, *self._near_hits]

    def _when(self, monday: datetime.date) -> str:
        this_week = monday_of(self.asked.today)
        if monday <= this_week:
            return _("This week")
        if monday == this_week + _WEEK:
            return _("Next week")
        # A week belongs to the month in which most of it lies.
        return month_label(monday + datetime.timedelta(days=3))

    @property
    def _month_shown(self) -> datetime.date | None:
        if self.month_start:
            return self.month_start
        if not self.total or self.total > MOST_FOR_MONTH or self.outcome.page > 1:
            return None
        first, _last = self.asked.form.days
        day = max(first or self.asked.today, self._first_day)
        # In the last days of a month nearly all of its table is over.
        return (day if first else day + _WEEK).replace(day=1)

    @property
    def _first_day(self) -> datetime.date:
        """The day of the first event of the list that takes place."""
        query = self.outcome.query
        runs = (best_run(hit.document, query) for hit in self.hits)
        days = (run.start_date for run in runs if run and run.start_date and takes_place(run))
        return max(next(days, self.asked.today), self.asked.today)

    @cached_property
    def month(self) -> Month | None:
        """The month below the list, with the words and filters of the search but its days."""
        first = self._month_shown
        if first is None:
            return None
        return month_of_events(self.outcome.criteria, self.engine, self.path, first)

    # --- for machines -----------------------------------------------------------------------------

    @property
    def is_indexable(self) -> bool:
        """Whether other search engines may list the page: only the plain list."""
        return super().is_indexable and not self.month_start

    @property
    def feeds(self) -> dict[str, str]:
        """The addresses of these events for calendars and readers of feeds."""
        return feed_addresses(self.asked.form.on_page(1).pairs())


def feed_addresses(pairs: Pairs) -> dict[str, str]:
    """Return the calendar and the feed of a search: ``{"ics": "/feeds/events.ics?..."}``."""
    language = get_language() or settings.LANGUAGE_CODE
    kept = [*pairs, *([("lang", language)] if language != settings.LANGUAGE_CODE else [])]
    query = f"?{urlencode(kept)}" if kept else ""
    return {
        "ics": reverse("events_calendar") + query,
        "atom": reverse("events_feed") + query,
    }


def events_heading(total: int, *, words: str = "", where: str = "") -> str:
    """Return ``"18 events near Walsall"``, or that there are none yet."""
    # What somebody typed, "<b>" or Latin letters, must not turn an Urdu heading round.
    values = {"n": grouped(total), "words": isolated(words), "where": where}
    if not total and words:
        both = _("No events for “%(words)s” %(where)s yet")
        return (both if where else _("No events for “%(words)s” yet")) % values
    if not total:
        return (_("No events %(where)s yet") if where else _("No events yet")) % values
    if words and where:
        text = ngettext(
            "%(n)s event for “%(words)s” %(where)s",
            "%(n)s events for “%(words)s” %(where)s",
            total,
        )
    elif words:
        text = ngettext("%(n)s event for “%(words)s”", "%(n)s events for “%(words)s”", total)
    elif where:
        text = ngettext("%(n)s event %(where)s", "%(n)s events %(where)s", total)
    else:
        text = ngettext("%(n)s event", "%(n)s events", total)
    return text % values
