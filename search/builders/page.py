"""Wagtail pages as documents: guides and information beside the courses."""

import datetime
from collections.abc import Collection, Iterator

from django.conf import settings
from wagtail.models import Page

from portal.core.pages import BasePage, SearchParts
from search.documents import ListingDocument


def documents(
    *, today: datetime.date, ids: Collection[int] | None = None
) -> Iterator[ListingDocument]:
    """Give a document for each live public page whose type says what search may show of it.

    A page says so with ``search_parts()``, see ``portal.core.pages``; None keeps it out.
    """
    pages = Page.objects.live().public().order_by("id")
    if ids is not None:
        pages = pages.filter(id__in=ids)
    shown_in = _languages_by_page()
    for page in pages.specific().iterator(chunk_size=200):
        parts = page.search_parts() if isinstance(page, BasePage) else None
        if parts is None or (parts.until_date and parts.until_date < today):
            continue
        if languages := shown_in.get(page.pk):
            yield _document(page, parts, languages)


def expected_ids(*, today: datetime.date) -> set[str]:
    """Return the ids that must be listed."""
    return {document.id for document in documents(today=today)}


def _document(page: Page, parts: SearchParts, languages: tuple[str, ...]) -> ListingDocument:
    # The part of the address after the language, which the visitor's own language precedes.
    url = "/" + page.url_path.strip("/").partition("/")[2]
    return ListingDocument(
        id=f"page:{page.pk}",
        kind="page",
        language=page.locale.language_code,
        shown_in=languages,
        title=parts.title,
        alternative_titles=tuple(filter(None, (*parts.names, parts.summary))),
        sectors=parts.sectors,
        description=parts.text,
        url=url if url.endswith("/") else f"{url}/",
        you_need=parts.summary,
        visible_from=parts.from_date,
        visible_until=parts.until_date,
    )


def _languages_by_page() -> dict[int, tuple[str, ...]]:
    """Return in which languages of the site each live page is shown.

    A translation is shown in its own language, the English page in every language without one.
    """
    rows = list(Page.objects.live().values_list("id", "translation_key", "locale__language_code"))
    translated: dict[object, set[str]] = {}
    for _, key, language in rows:
        translated.setdefault(key, set()).add(language)
    every = {code for code, _ in settings.LANGUAGES}
    source = settings.LANGUAGE_CODE
    return {
        pk: tuple(sorted({language} | (every - translated[key] if language == source else set())))
        for pk, key, language in rows
    }
