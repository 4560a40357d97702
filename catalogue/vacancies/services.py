"""Writes of vacancies. The ones in bulk tell no listeners: announce once at the end."""

from collections import defaultdict
from collections.abc import Iterable

from catalogue.vacancies.models import Vacancy
from portal.core.signals import listings_changed


def announce_vacancies(pairs: Iterable[tuple[str, int]]) -> None:
    """Say, inside the transaction, that listings changed: ``[("JOB", 12), ...]``.

    A vacancy that changed its kind is named under both, so that the old listing goes.
    """
    ids_by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, vacancy_id in pairs:
        if kind:
            ids_by_kind[kind.lower()].add(vacancy_id)
    for kind in sorted(ids_by_kind):
        listings_changed.send(sender=Vacancy, kind=kind, ids=sorted(ids_by_kind[kind]))
