"""Which builder makes the documents of which kind. A new kind of listing is one line here."""

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Protocol

from catalogue.vacancies.enums import VacancyKind
from search.builders import course, page, vacancy
from search.documents import ListingDocument


class Builder(Protocol):
    """What the index asks of a kind of listing."""

    def __call__(
        self, *, today: datetime.date, ids: Collection[int] | None = None
    ) -> Iterator[ListingDocument]:
        """Give the documents to list on a day: of these ids, or of all when ids is None."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of listing, how its documents are made and how many there should be."""

    name: str
    documents: Builder
    expected_ids: "ExpectedIds"


class ExpectedIds(Protocol):
    """The ids that the database says must be listed on a day."""

    def __call__(self, *, today: datetime.date) -> set[str]: ...


KINDS: dict[str, Kind] = {
    "course": Kind("course", course.documents, course.expected_ids),
    "apprenticeship": Kind("apprenticeship", *vacancy.of_kind(VacancyKind.APPRENTICESHIP)),
    "job": Kind("job", *vacancy.of_kind(VacancyKind.JOB)),
    "page": Kind("page", page.documents, page.expected_ids),
}
