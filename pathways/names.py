"""Roles and pathways by name: in the language of the page where they are translated."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

from portal.core.structured import StructuredPage
from portal.navigation.languages import active_language, address_here, foreign_tag


class Named(NamedTuple):
    """A page to name and to link: ``Named("porter", "Porter", "/ur/careers/...", "en-GB")``.

    ``language`` is the tag of words that are not in the language of the page, else empty.
    """

    slug: str
    title: str
    url: str
    language: str


def named(pages: Iterable[StructuredPage], request: HttpRequest | None = None) -> dict[UUID, Named]:
    """Return pages by their translation key, by at most one question to the database.

    Give English pages, fetched with their locale. The slug is always the English one.
    """
    originals = list(pages)
    translated = translations(originals)
    return {
        page.translation_key: _named(page, translated.get(page.translation_key), request)
        for page in originals
    }


def translations(
    pages: Iterable[StructuredPage], shown: QuerySet[Any] | None = None
) -> dict[UUID, Any]:
    """Return live pages in the active language by their translation key: none when it is English.

    Give English pages. ``shown`` are those that may stand for them, of the live ones all unless
    told. It asks the database at most once.
    """
    originals = list(pages)
    code = active_language()
    if code == settings.LANGUAGE_CODE or not originals:
        return {}
    keys = [page.translation_key for page in originals]
    live = type(originals[0]).objects.filter(live=True) if shown is None else shown
    found = live.filter(translation_key__in=keys, locale__language_code=code)
    return {page.translation_key: page for page in found.select_related("locale")}


def _named(page: Any, other: Any, request: HttpRequest | None) -> Named:
    shown = other or page
    url = address_here(shown.get_url(request) or "")
    return Named(page.slug, shown.title, url, foreign_tag(shown.locale.language_code))
