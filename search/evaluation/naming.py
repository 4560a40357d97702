"""From the names that judgements give listings to the ids of the index."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable

from search.documents import ListingDocument
from search.engines.base import SearchEngine
from search.evaluation.reading import ListingName

_WITH_PROVIDER = re.compile(r"(\d{8})\s*[:/|]\s*(\S.*)")
PAGE_KINDS = frozenset({"role", "programme", "page"})
_NUMBER_AT_END = re.compile(r"-\d+$")


class ListingNames:
    """Every name of every listing: id, reference, provider with reference, title, address.

    A name that several listings share, such as a title, means all of them. A role, a scheme or a
    guide is known by its id, kind and slug ("role:porter") or address alone: a list that judges
    the job "Porter" says nothing of the page about that work.
    """

    def __init__(self, documents: Iterable[ListingDocument]) -> None:
        self._ids: set[str] = set()
        self._by_reference: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._by_name: dict[str, set[str]] = defaultdict(set)
        for document in documents:
            self._add(document)

    def _add(self, document: ListingDocument) -> None:
        self._ids.add(document.id)
        if document.kind in PAGE_KINDS:
            slug = document.url.rstrip("/").rpartition("/")[2]
            for name in (document.url, f"{document.kind}:{slug}"):
                self._by_name[key(name)].add(document.id)
            return
        providers = ("", document.ukprn, document.provider_slug, document.provider_name)
        for reference in document.references:
            for provider in providers:
                self._by_reference[key(provider), key(reference)].add(document.id)
        slug = document.url.rstrip("/").rpartition("/")[2]
        for name in (document.title, document.url, slug, _NUMBER_AT_END.sub("", slug)):
            self._by_name[key(name)].add(document.id)

    def ids(self, name: ListingName) -> frozenset[str]:
        """Return the ids a name means, none when there is no such listing."""
        text = key(name.text)
        if name.provider:
            return frozenset(self._by_reference.get((key(name.provider), text), ()))
        if text in self._ids:
            return frozenset((text,))
        if parts := _WITH_PROVIDER.fullmatch(text):
            return frozenset(self._by_reference.get((parts[1], parts[2]), ()))
        provider, _, reference = text.partition(":")
        found = (
            self._by_reference.get(("", text))
            or self._by_name.get(text)
            or self._by_name.get(text.rstrip("/").rpartition("/")[2])
            or self._by_reference.get((provider.strip(), reference.strip()))
        )
        if not found and text.isdigit() and f"course:{text}" in self._ids:
            return frozenset((f"course:{text}",))
        return frozenset(found or ())


def key(text: str) -> str:
    """Return a name as it is compared: entities, case and spaces do not count.

    >>> key("Health &amp;  Safety")
    'health & safety'
    """
    return " ".join(html.unescape(text).casefold().split())


def listing_names(engine: SearchEngine) -> ListingNames:
    """Read the names of all that an engine lists. Raises EngineUnavailable."""
    found = (engine.document(one) for one in engine.ids())
    return ListingNames(document for document in found if document is not None)
