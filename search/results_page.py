"""Everything a results page shows, worked out before the template."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.core.clock import now
from search.cards import Card, card
from search.chips import ShownChip, chips
from search.criteria import Criteria
from search.degraded import degraded_notices
from search.engines.base import Hit, SearchEngine
from search.event_hits import is_still_on, places_of_runs
from search.facet_groups import Group, distance_group, facet_groups
from search.forms import TOLD, Pairs, SearchForm
from search.free_words import free_questions, free_words, told_chips
from search.headings import (
    counted,
    nothing_heading,
    page_title,
    results_heading,
    results_title,
)
from search.item_list import item_list
from search.kind_tabs import Tab, kind_tabs
from search.labels import SORT_WORDS
from search.moments import minute_of
from search.notices import Notice, notices, place_notices
from search.other_sites import OtherSite, other_sites
from search.pagination import Pages, page_count, pages
from search.place_names import place_name, place_phrase
from search.query import PAGE_SIZE
from search.reasons import reasons
from search.recall import Outcome
from search.runs import best_run
from search.ways_out import WayOut, nearest, nearest_query, ways_out


@dataclass(frozen=True, slots=True)
class SortOption:
    value: str
    label: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class WayOn:
    """Another search, with how many it finds."""

    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """Cards under one heading; ``is_quiet`` hides it from eyes, not from readers."""

    heading: str
    cards: list[Card]
    start: int = 1
    is_quiet: bool = False


@dataclass(frozen=True)
class ResultsPage:
    """A found page. ``path`` is the address of the search in the page's language."""

    outcome: Outcome
    engine: SearchEngine
    path: str
    landing_heading: str = ""
    page_size: int = PAGE_SIZE

    @property
    def asked(self) -> Criteria:
        """What the visitor asked, before any step of recall."""
        return self.outcome.asked

    @property
    def total(self) -> int:
        """All results of the kinds asked for."""
        return self.outcome.results.total

    @cached_property
    def heading(self) -> str:
        """The h1: ``"42 results near Walsall"``, ``"No results near Bilston yet"``."""
        place = self._place
        if not self.total:
            return nothing_heading(words=self.asked.plain.q, where=place)
        return results_heading(self.total, where=place)

    @cached_property
    def title(self) -> str:
        """The window's title: ``"42 results for “care” near West Bromwich (page 2 of 5)"``."""
        if not self.total:
            return self.heading
        words = self.outcome.criteria.plain.q
        kinds = self.asked.plain.filters.get("kind", ())
        title = results_title(self.total, words=words, where=self._place, kinds=kinds)
        return page_title(title, page=self.pages.number, last=self.pages.last)

    @property
    def _place(self) -> str:
        place = self.asked.place
        return place_phrase(place) if place.is_usable else ""

    # --- above the results ------------------------------------------------------------------------

    @cached_property
    def chips(self) -> list[ShownChip]:
        """What is on. A kind that its tab shows as chosen needs no chip."""
        found = [*chips(self.asked, self.path), *told_chips(self.asked.form, self.path)]
        if not self._is_kind_in_tabs:
            return found
        return [chip for chip in found if chip.name != "kind" or chip.is_understood]

    @property
    def _is_kind_in_tabs(self) -> bool:
        one_kind = len(self.asked.plain.filters.get("kind", ())) == 1
        return bool(one_kind and self.total and self.tabs)

    @property
    def chips_intro(self) -> str:
        """``"We understood:"`` when something was read from the words."""
        has_understood = any(chip.is_understood for chip in self.chips)
        return _("We understood:") if has_understood else _("Filters:")

    @property
    def clear_url(self) -> str:
        """The words and the place without filters, when there is more than one thing to clear."""
        filters = [chip for chip in self.chips if chip.name != "near"]
        return self.asked.plain.without_filters().url(self.path) if len(filters) > 1 else ""

    @property
    def words(self) -> str:
        """The words that were looked for, when that is not what was typed."""
        return self.outcome.criteria.plain.q if self.asked.understood else ""

    @property
    def exact_url(self) -> str:
        """The same address with the words as typed."""
        return self.asked.form.as_typed().url(self.path) if self.asked.understood else ""

    @cached_property
    def notices(self) -> list[Notice]:
        """What was changed, each with a way back."""
        found = (
            notices(self.outcome, self.path) if self.total else place_notices(self.asked, self.path)
        )
        return [*degraded_notices(self.outcome.results), *found]

    @cached_property
    def tabs(self) -> list[Tab]:
        """The kinds of result, when there is more than one to choose from."""
        return kind_tabs(self.asked, self.outcome.results.facets.get("kind", {}), self.path)

    # --- beside the results -----------------------------------------------------------------------

    @cached_property
    def facets(self) -> list[Group]:
        """The filters with their counts, the distance first."""
        groups = facet_groups(self.asked, self.outcome.results.facets)
        far = distance_group(
            self.outcome.criteria, self.outcome.query, self.total, self.engine, label=_("How far")
        )
        return [far, *groups] if far else groups

    @property
    def filters_on(self) -> int:
        """How many filters are on."""
        on = self.asked.plain.filters
        kinds = len(on.get("kind", ())) if self._is_kind_in_tabs else 0
        return sum(len(values) for values in on.values()) - kinds

    @property
    def form_action(self) -> str:
        """Where filters and order lead: to the heading, so that it is what is read next."""
        return f"{self.path}#results-heading"

    @property
    def band_hidden(self) -> Pairs:
        """What the search boxes keep: the filters that were ticked."""
        return self.asked.form.hidden(without=("q", "near", "within", "as_typed"))

    @property
    def filter_hidden(self) -> Pairs:
        """What the filters keep: the words that are left, the place, and filters not shown."""
        shown = {group.key for group in self.facets}
        return self.asked.plain.hidden(without={*shown, *(("age", *TOLD) if self._asks else ())})

    @property
    def _asks(self) -> bool:
        """Whether the page has courses, whose prices may depend on who asks."""
        return bool(self.outcome.results.facets.get("kind", {}).get("course"))

    @property
    def free_questions(self) -> SafeString | str:
        """The questions of "Is it free for me?", beside the filters."""
        return free_questions(self.asked.form) if self._asks else ""

    @property
    def sort_hidden(self) -> Pairs:
        """What the sort box keeps: all but the order."""
        return self.asked.form.hidden(without=("sort",))

    @cached_property
    def sorts(self) -> list[SortOption]:
        """The orders that make sense for this search."""
        current = self.asked.sort
        offered = [value for value in SORT_WORDS if value == current or self._makes_sense(value)]
        return [SortOption(value, str(SORT_WORDS[value]), value == current) for value in offered]

    def _makes_sense(self, sort: str) -> bool:
        if sort == "nearest":
            return self.asked.has_place
        return sort != "shortest" or self.asked.plain.filters.get("kind") != ("job",)

    @cached_property
    def apprenticeships(self) -> WayOn | None:
        """With only jobs asked for, the apprenticeships for the same words: also paid work."""
        plain = self.asked.plain
        count = self.outcome.results.facets.get("kind", {}).get("apprenticeship", 0)
        if plain.filters.get("kind") != ("job",) or not count or self.pages.number > 1:
            return None
        return WayOn(count, plain.with_filter("kind", "apprenticeship").url(self.path))

    @property
    def elsewhere(self) -> OtherSite | None:
        """The national site for the one kind of work that was asked for, words and place in it."""
        kinds = self.asked.plain.filters.get("kind", ())
        if len(kinds) != 1 or kinds[0] == "course" or self.pages.number < self.pages.last:
            return None
        return next((one for one in other_sites(self.asked) if one.kind == kinds[0]), None)

    # --- the results ------------------------------------------------------------------------------

    @cached_property
    def cards(self) -> list[Card]:
        """One card a hit."""
        return self._cards_of_hits()

    def _cards_of_hits(self) -> list[Card]:
        query = self.outcome.query
        shown = [(hit.document, best_run(hit.document, query)) for hit in self.hits]
        places = places_of_runs(run for _document, run in shown)
        costs = free_words(self.asked.form, shown)
        return [
            card(
                document,
                query=query,
                run=run,
                place_label=self._place_label,
                reasons=reasons(document, run, query),
                cost_words=costs.get(run.run_id, "") if run and document.kind == "course" else "",
                places=places,
            )
            for document, run in shown
        ]

    @cached_property
    def hits(self) -> list[Hit]:
        """What is shown: an event that ended while the page was made is left out."""
        minute = minute_of(now())
        return [hit for hit in self.outcome.results.hits if is_still_on(hit.document, minute)]

    @property
    def _place_label(self) -> str:
        return place_name(self.asked.place) if self.asked.place.is_usable else ""

    @cached_property
    def sections(self) -> list[Section]:
        """The cards in one list, or near ones and online ones, each with its own count."""
        near_total = self.outcome.results.near_total
        first = self.outcome.query.offset
        if near_total is None:
            every = Section(_("Results"), self.cards, start=first + 1, is_quiet=True)
            return [every, *self._near_hits]
        split = max(0, min(len(self.cards), near_total - first))
        near, elsewhere = self.cards[:split], self.cards[split:]
        rest = self.total - near_total
        found = []
        if near:
            heading = counted(self._near_words, near_total)
            found.append(Section(heading, near, start=first + 1, is_quiet=not rest))
        if elsewhere:
            heading = counted(_("Online or from anywhere"), rest)
            found.append(Section(heading, elsewhere, start=first + split + 1))
        return [*found, *self._near_hits]

    @property
    def _near_words(self) -> str:
        """Say what is near: listings at a place, what has no place, or both in one list."""
        results, place = self.outcome.results, capfirst(self._place)
        if not results.placeless_total:
            return place
        if not results.placed_near_total:
            return _("Job roles, schemes and guides")
        return _("%(place)s, with job roles and guides") % {"place": place}

    @cached_property
    def _near_hits(self) -> list[Section]:
        """What follows a short answer, under its own heading and not counted."""
        cards = [
            card(
                near.hit.document,
                query=near.query,
                run=(run := best_run(near.hit.document, near.query)),
                place_label=self._place_label,
                reasons=reasons(near.hit.document, run, near.query),
            )
            for near in self.outcome.near_hits
        ]
        heading = _("These match most of what you asked for")
        return [Section(heading, cards, start=self.total + 1)] if cards else []

    @cached_property
    def pages(self) -> Pages:
        """The numbered pages."""
        last = page_count(self.total, self.page_size)
        form = self.asked.form
        return pages(self.outcome.page, last, lambda number: form.on_page(number).url(self.path))

    # --- nothing found ----------------------------------------------------------------------------

    @cached_property
    def ways_out(self) -> list[WayOut]:
        """Counted ways on."""
        return ways_out(self.asked, self.engine)

    @cached_property
    def ways(self) -> list[dict[str, object]]:
        """The ways as ``components/way_out.html`` shows them."""
        return [
            {
                "number": way.number,
                "title": way.title,
                "note": way.note,
                "url": way.form.url(self.path),
            }
            for way in self.ways_out
        ]

    @cached_property
    def nearest(self) -> list[Card]:
        """Up to three courses near the place, or near the words."""
        query = nearest_query(self.asked)
        return [
            card(
                document,
                query=query,
                run=best_run(document, query),
                place_label=self._place_label,
            )
            for document in nearest(self.asked, self.engine)
        ]

    # --- for machines -----------------------------------------------------------------------------

    @property
    def canonical(self) -> str:
        """The full address without order, distance and page."""
        form: SearchForm = self.asked.form.with_within("").with_sort("").without_told()
        return form.url(f"{settings.SITE_URL.rstrip('/')}{self.path}")

    @property
    def is_indexable(self) -> bool:
        """Whether other search engines may list the page: only the plain list and landing pages."""
        return bool(self.landing_heading) or not self.asked.form.pairs()

    @cached_property
    def item_list(self) -> SafeString:
        """The list as schema.org data, safe inside a script element."""
        return item_list(self.cards, first=self.outcome.query.offset + 1, total=self.total)
