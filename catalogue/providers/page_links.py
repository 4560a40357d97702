"""The numbers under a list of several pages."""

from collections.abc import Callable
from dataclasses import dataclass

NEIGHBOURS = 1  # pages shown on each side of the present one


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
    for number in shown:
        if pages and pages[-1] is not None and number - pages[-1].number > 1:
            pages.append(None)
        pages.append(PageLink(number, url_of(number), number == current))
    return PageLinks(
        pages=pages,
        previous_url=url_of(current - 1) if current > 1 else "",
        next_url=url_of(current + 1) if current < last else "",
    )
