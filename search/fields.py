"""Annotations that say how a document's attribute is indexed: the one list both engines read.

A document class writes `title: Annotated[str, Text(weight=8)]`; `index_fields(ListingDocument)`
gives the list. An attribute without such an annotation is only carried in the payload.
"""

from dataclasses import dataclass
from functools import cache
from typing import Annotated, get_args, get_origin, get_type_hints

# Stands between joined texts (two alternative titles, title and description) and for an empty
# text. It is not a word character, so nobody can type it, no phrase can cross it, and every
# document has every text field: both engines need that for equal scores.
BORDER = "|"


@dataclass(frozen=True, slots=True)
class Text:
    """Analysed words. `weight` multiplies the score of a match in this field (title 8, ...).

    `shares` names another text field in which these words are indexed instead of in their own:
    references ("CB1003") are found as if they were an alternative title.
    """

    weight: float
    shares: str = ""


@dataclass(frozen=True, slots=True)
class Keyword:
    """A code matched whole: "course", "digital". `is_set` means the attribute is a tuple."""

    is_set: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number, filtered by range or used for ordering."""


@dataclass(frozen=True, slots=True)
class Date:
    """A day or None, indexed as days (`date.toordinal()`); None is written as `missing`."""

    missing: int


@dataclass(frozen=True, slots=True)
class Minute:
    """A minute (see moments) or None, written as `missing`."""

    missing: int


@dataclass(frozen=True, slots=True)
class Runs:
    """The dates and places of a course, indexed as one token per subset of their dimensions."""


Spec = Text | Keyword | Number | Date | Minute | Runs
SPECS = (Text, Keyword, Number, Date, Minute, Runs)


@dataclass(frozen=True, slots=True)
class IndexField:
    """One indexed attribute: `IndexField("title", Text(weight=8))`."""

    name: str
    spec: Spec


@cache
def index_fields(document_class: type) -> tuple[IndexField, ...]:
    """List the indexed attributes of a document class, in the order they are written there."""
    hints = get_type_hints(document_class, include_extras=True)
    found = []
    for name, hint in hints.items():
        if get_origin(hint) is not Annotated:
            continue
        specs = [extra for extra in get_args(hint)[1:] if isinstance(extra, SPECS)]
        if len(specs) > 1:
            raise TypeError(f"{document_class.__name__}.{name} has {len(specs)} index annotations")
        found += [IndexField(name, spec) for spec in specs]
    return tuple(found)


@cache
def text_weights(document_class: type) -> tuple[tuple[str, float], ...]:
    """List the searched text fields with their weights: (("title", 8.0), ("description", 1.0))."""
    return tuple(
        (field.name, float(field.spec.weight))
        for field in index_fields(document_class)
        if isinstance(field.spec, Text) and not field.spec.shares
    )


@cache
def text_sources(document_class: type) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Which attributes are written into each text field: (("alternative_titles", (..., )), )."""
    sources: dict[str, list[str]] = {name: [name] for name, _ in text_weights(document_class)}
    for field in index_fields(document_class):
        if isinstance(field.spec, Text) and field.spec.shares:
            sources[field.spec.shares].append(field.name)
    return tuple((name, tuple(attributes)) for name, attributes in sources.items())
