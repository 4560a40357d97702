"""Which builder makes the documents of which kind. A new kind of listing is one line here."""

import datetime
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Protocol

from catalogue.vacancies.enums import VacancyKind
from search.builders import course, event, in_languages, page, programme, role, vacancy
from search.documents import ListingDocument


class Builder(Protocol):
    """What the index asks of a kind of listing."""

    def __call__(
        self, *, today: datetime.date, ids: Collection[int] | None = None
    ) -> Iterator[ListingDocument]:
        """Give the documents to list on a day: of these ids, or of all when ids is None."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of listing, how its documents are made and how many there should be.

    ``is_in_languages``: it has a document for each language, "role:12" and "role:12:ur".
    ``every_id_of``: its documents are named otherwise, and this names them.
    """

    name: str
    documents: Builder
    expected_ids: "ExpectedIds"
    is_in_languages: bool = False
    every_id_of: Callable[[int], tuple[str, ...]] | None = None

    def ids_of(self, object_id: int) -> tuple[str, ...]:
        """Return the ids of all documents that a listing may have."""
        if self.every_id_of:
            return self.every_id_of(object_id)
        if self.is_in_languages:
            return in_languages.ids_of(self.name, object_id)
        return (f"{self.name}:{object_id}",)


class ExpectedIds(Protocol):
    """The ids that the database says must be listed on a day."""

    def __call__(self, *, today: datetime.date) -> set[str]: ...


KINDS: dict[str, Kind] = {
    "course": Kind("course", course.documents, course.expected_ids),
    "apprenticeship": Kind("apprenticeship", *vacancy.of_kind(VacancyKind.APPRENTICESHIP)),
    "job": Kind("job", *vacancy.of_kind(VacancyKind.JOB)),
    "event": Kind(
        "event",
        event.documents,
        event.expected_ids,
        is_in_languages=True,
        every_id_of=event.every_id_of,
    ),
    "role": Kind("role", role.documents, role.expected_ids, is_in_languages=True),
    "programme": Kind(
        "programme", programme.documents, programme.expected_ids, is_in_languages=True
    ),
    "page": Kind("page", page.documents, page.expected_ids),
}
