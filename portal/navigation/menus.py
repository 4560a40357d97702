"""The words in the header and the footer. An entry leads somewhere, or it is left out."""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.navigation.languages import without_language
from portal.navigation.live_pages import live_pages


@dataclass(frozen=True, slots=True)
class Entry:
    """A link by the name of its address, or by the path of an editor's page (``help/``).

    It is left out while there is no such address, or while the page is not live.
    """

    label: str | Promise
    route: str = "wagtail_serve"
    page: str = ""
    query: str = ""
    sections: tuple[str, ...] = ()  # addresses that belong to it, without language: "/courses/"
    icon: str = "arrow"
    is_way_on: bool = False  # a large link of pages that have nothing else to show


@dataclass(frozen=True, slots=True)
class Link:
    label: str | Promise
    url: str
    is_current: bool = False
    icon: str = "arrow"


HEADER = (
    Entry(
        _("Search"),
        route="search:results",
        sections=("/search/", "/courses/", "/apprenticeships/", "/jobs/"),
    ),
    Entry(_("Sectors"), page="careers/", sections=("/careers/", "/compare/")),
    Entry(_("Learn English"), route="search:results", query="esol=any"),
    Entry(_("Events"), route="search:events", sections=("/events/",)),
    Entry(_("Help"), page="help/", sections=("/help/", "/schemes/", "/young-people/")),
)
FIND = (
    Entry(_("Courses"), route="search:results", query="kind=course", icon="book", is_way_on=True),
    Entry(_("Apprenticeships"), route="search:results", query="kind=apprenticeship", icon="tools"),
    Entry(
        _("Entry-level jobs"), route="search:results", query="kind=job", icon="case", is_way_on=True
    ),
    Entry(_("Free courses"), route="search:results", query="cost=free", icon="coin"),
    Entry(
        _("English classes"), route="search:results", query="esol=any", icon="talk", is_way_on=True
    ),
    Entry(_("Jobs from A to Z"), page="careers/roles/", icon="list"),
    Entry(_("Careers events"), route="search:events", icon="cal", is_way_on=True),
    Entry(_("Schemes"), page="schemes/", icon="hands"),
    Entry(_("Training providers"), route="providers:list", icon="people"),
    Entry(_("Employers"), route="vacancy_pages:employers", icon="case"),
    Entry(_("Help near you"), route="help_near_you", icon="pin", is_way_on=True),
    Entry(_("Help if you are under 25"), route="young_people", icon="child"),
    Entry(_("Help"), page="help/", icon="phone"),
)
# Five, not all thirteen: a second menu above the footer's would help nobody.
WAYS_ON = tuple(entry for entry in FIND if entry.is_way_on)
ABOUT = (
    Entry(_("About this site"), page="about/"),
    Entry(_("For work coaches"), page="coaches/"),
    Entry(_("For training providers"), route="publishing:home"),
    Entry(_("Stories"), page="stories/"),
    Entry(_("News"), page="news/"),
    Entry(_("Words we use"), route="words"),
    Entry(_("Where figures come from"), route="where_figures_come_from"),
    Entry(_("Contact"), route="contact"),
    Entry(_("How we order results"), route="search:how_we_order"),
    Entry(_("Accessibility statement"), page="accessibility/"),
    Entry(_("Privacy"), page="privacy/"),
    Entry(_("Cookies"), page="cookies/"),
)
PAGES = frozenset(entry.page for entry in (*HEADER, *FIND, *ABOUT) if entry.page)


def links(entries: tuple[Entry, ...], *, language: str, path: str, query: str) -> list[Link]:
    """Return the links of a menu, with the one that the visitor is in marked."""
    bare = without_language(path)
    current = _current(entries, bare, query)
    live = live_pages(PAGES)
    return [
        Link(entry.label, url, is_current=entry is current, icon=entry.icon)
        for entry in entries
        if (not entry.page or entry.page in live) and (url := address_of(entry, language))
    ]


@lru_cache(maxsize=256)
def address_of(entry: Entry, language: str) -> str:
    """Return the address in the active language, which must be ``language``, or nothing."""
    try:
        url = reverse(entry.route, args=[entry.page] if entry.page else None)
    except NoReverseMatch:
        return ""
    return f"{url}?{entry.query}" if entry.query else url


def _current(entries: tuple[Entry, ...], bare: str, query: str) -> Entry | None:
    """Prefer an entry whose filter is on, then the one whose section the address is in."""
    in_section = [e for e in entries if any(bare.startswith(s) for s in e.sections)]
    if not in_section:
        return None
    on = query.split("&")
    routes = {e.route for e in in_section}
    narrower = [e for e in entries if e.query and e.query in on and e.route in routes]
    if narrower and bare == "/search/":
        return narrower[0]
    return in_section[0]
