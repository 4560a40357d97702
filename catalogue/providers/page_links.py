"""A list of several pages: which rows a page has, and the numbers under it."""

from collections.abc import Callable
from dataclasses import dataclass

NEIGHBOURS = 1  # pages shown on each side of the present one


@dataclass(frozen=True, slots=True)
class Cut:
    """A page of a list, ``rows[start:stop]``: ``Cut(number=2, last=4, start=50, stop=100)``."""

    number: int
    last: int
    start: int
    stop: int


def cut_of(total: int, size: int, wanted: str) -> Cut:
    """Return the page that an address asks for: the last one instead of one after it, else 1."""
    last = max(1, -(-total // size))
    is_number = wanted.isascii() and wanted.isdigit() and len(wanted) < 6
    number = min(max(int(wanted), 1), last) if is_number else 1
    return Cut(number, last, start=(number - 1) * size, stop=number * size)


@dataclass(frozen=True, slots=True)
class PageLink:
    """``PageLink(3, "/providers/?page=3", True)``."""

    number: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class PageLinks:
    """The links in the shape of the pagination component. None stands for a gap."""

    pages: list[PageLink | None]
    previous_url: str
    next_url: str


def page_links(current: int, last: int, url_of: Callable[[int], str]) -> PageLinks:
    """Return first, last, the present page and its neighbours."""
    shown = sorted(
        {1, last, *range(max(1, current - NEIGHBOURS), min(last, current + NEIGHBOURS) + 1)}
    )
    pages: list[PageLink | None] = []
    before = 0
    for number in shown:
        if number - before == 2:  # a gap of one page is shown as that page
            pages.append(PageLink(before + 1, url_of(before + 1), False))
        elif number - before > 2:
            pages.append(None)
        pages.append(PageLink(number, url_of(number), number == current))
        before = number
    return PageLinks(
        pages=pages,
        previous_url=url_of(current - 1) if current > 1 else "",
        next_url=url_of(current + 1) if current < last else "",
    )
