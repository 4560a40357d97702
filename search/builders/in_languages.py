"""Pages that exist once a language as documents: which languages show them, and their addresses."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.conf import settings
from wagtail.models import Page
from wagtail.query import PageQuerySet


@dataclass(frozen=True, slots=True)
class Edition:
    """One language of a page: ``shown_in`` are the site's languages in which it is listed."""

    page: Page
    language: str
    shown_in: tuple[str, ...]

    @property
    def is_source(self) -> bool:
        """Whether it is in the site's first language."""
        return self.language == settings.LANGUAGE_CODE


def editions_of(pages: Iterable[Page]) -> list[list[Edition]]:
    """Return the live editions of pages, given with their locales: one list for each key.

    The page in the first language comes first; it is shown in every language without one.
    """
    by_key: dict[object, list[Page]] = {}
    for page in pages:
        by_key.setdefault(page.translation_key, []).append(page)
    every = [code for code, _name in settings.LANGUAGES]
    found = []
    for group in by_key.values():
        own = {page.locale.language_code: page for page in group}
        source = settings.LANGUAGE_CODE
        editions = [
            Edition(
                page,
                code,
                tuple(sorted({code} | (set(every) - own.keys() if code == source else set()))),
            )
            for code, page in own.items()
            if code in every
        ]
        found.append(sorted(editions, key=lambda one: (not one.is_source, one.language)))
    return found


def live_editions(pages: PageQuerySet, ids: Collection[int] | None) -> list[list[Edition]]:
    """Read the live editions of pages in two queries: one list for each key, as above.

    ``ids`` are those of pages in the first language. A translation without one is left out.
    """
    live = pages.live().select_related("locale").order_by("id")
    sources = live.filter(locale__language_code=settings.LANGUAGE_CODE)
    if ids is not None:
        sources = sources.filter(id__in=ids)
    rows = list(sources)
    others = live.filter(translation_key__in=[row.translation_key for row in rows])
    return editions_of([*rows, *others.exclude(locale__language_code=settings.LANGUAGE_CODE)])


def expected_ids_of(kind: str, pages: PageQuerySet) -> set[str]:
    """Return the ids that must be listed: ``{"role:12", "role:12:ur"}``, in one query."""
    rows = list(pages.live().values_list("id", "translation_key", "locale__language_code"))
    sources = {key: pk for pk, key, code in rows if code == settings.LANGUAGE_CODE}
    languages = dict(settings.LANGUAGES)
    return {
        document_id(kind, sources[key], code)
        for _pk, key, code in rows
        if key in sources and code in languages
    }


def document_id(kind: str, source_id: int, language: str) -> str:
    """Return ``"role:12"`` for the first language and ``"role:12:ur"`` for another."""
    suffix = "" if language == settings.LANGUAGE_CODE else f":{language}"
    return f"{kind}:{source_id}{suffix}"


def ids_of(kind: str, source_id: int) -> tuple[str, ...]:
    """Return the ids of all documents that a page may have."""
    return tuple(document_id(kind, source_id, code) for code, _name in settings.LANGUAGES)


def address_of(page: Page) -> str:
    """Return the address without its language, which the visitor's own language precedes."""
    path = "/" + page.url_path.strip("/").partition("/")[2]
    return path if path.endswith("/") else f"{path}/"
