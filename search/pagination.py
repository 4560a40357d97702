"""Numbered pages of results, as ``components/pagination.html`` shows them."""

from collections.abc import Callable
from dataclasses import dataclass

from search.query import MAX_HITS, MAX_PAGES
from search.template_values import Shown

AROUND = 1  # pages on each side of the present one


@dataclass(frozen=True, slots=True)
class PageLink(Shown):
    number: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Pages(Shown):
    """``links`` holds None where pages are left out."""

    number: int
    last: int
    links: tuple[PageLink | None, ...]
    previous_url: str = ""
    next_url: str = ""


def page_count(total: int, page_size: int) -> int:
    """Return how many pages are offered: at least one, at most 500 or 10,000 results."""
    whole = -(-total // page_size)
    return max(1, min(whole, MAX_PAGES, MAX_HITS // page_size))


def pages(number: int, last: int, url_of: Callable[[int], str]) -> Pages:
    """Return the links: first, last, and those around the present page."""
    shown = sorted({1, last, *range(max(1, number - AROUND), min(last, number + AROUND) + 1)})
    links: list[PageLink | None] = []
    before = 0
    for one in shown:
        if one - before == 2:  # a gap of one page is shown as that page
            links.append(PageLink(before + 1, url_of(before + 1), False))
        elif one - before > 2:
            links.append(None)
        links.append(PageLink(one, url_of(one), one == number))
        before = one
    return Pages(
        number=number,
        last=last,
        links=tuple(links),
        previous_url=url_of(number - 1) if number > 1 else "",
        next_url=url_of(number + 1) if number < last else "",
    )
