"""The guides below the help page, as tiles by group, each in the visitor's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from wagtail.models import Page

from portal.navigation.languages import active_language, foreign_tag, page_address
from portal.pages.enums import GuideGroup


@dataclass(frozen=True, slots=True)
class Tile:
    """A guide on the help page. ``lang`` is set where its words are not those of the frame."""

    title: str
    text: str
    url: str
    icon: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class TileGroup:
    """Guides under one heading."""

    code: str
    label: str | Promise
    tiles: tuple[Tile, ...]


def tile_groups(page: Page) -> list[TileGroup]:
    """Return the live guides below the help page by group, in the order of the page tree.

    A guide without a live translation is there with its English words. Two questions.
    """
    guides = list(_guides(page))
    return [
        TileGroup(group.value, group.label, tiles)
        for group in GuideGroup
        if (tiles := tuple(_tile(guide) for guide in guides if guide.group == group))
    ]


def _guides(page: Page) -> Iterator[Any]:
    from portal.pages.guides import GuidePage  # guides.py needs this module

    help_pages = Page.objects.filter(translation_key=page.translation_key)
    codes = {settings.LANGUAGE_CODE, active_language()}
    depth, paths = page.depth + 1, list(help_pages.values_list("path", flat=True))
    rows = (
        GuidePage.objects.live()
        .public()
        .filter(depth=depth, locale__language_code__in=codes)
        .select_related("locale")
        .order_by("path")
    )
    below = [row for row in rows if any(row.path.startswith(path) for path in paths)]
    translated = {
        row.translation_key: row for row in below if row.locale.language_code == active_language()
    }
    for row in below:
        if row.locale.language_code == settings.LANGUAGE_CODE:
            yield translated.get(row.translation_key, row)


def _tile(guide: Any) -> Tile:
    return Tile(
        title=guide.title,
        text=guide.tile_text or guide.summary,
        url=page_address(guide.url_path),
        icon=guide.icon.lower(),
        lang=foreign_tag(guide.locale.language_code),
    )
