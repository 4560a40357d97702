"""Writes of vacancies. The ones in bulk tell no listeners: announce once at the end."""

import datetime
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db import connection, transaction

from catalogue.vacancies.enums import VacancyStatus
from catalogue.vacancies.guard import reasons_to_hold, text_key
from catalogue.vacancies.models import Vacancy, VacancyLocation
from portal.core.signals import listings_changed

BATCH = 500
# What the guard reads, and so what a moderator's release is for.
GUARDED_TEXTS = (
    "title",
    "summary",
    "description",
    "training_description",
    "outcome_description",
    "things_to_consider",
    "benefits",
    "apply_instructions",
    "employer_description",
    "wage_text",
    "wage_note",
    "working_week",
    "national_details",
)

GUARDED_LINKS = ("apply_url", "source_url", "employer_website")


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


def guarded_texts(vacancy: Vacancy) -> list[str]:
    """Return the words of a vacancy that the guard reads."""
    return [getattr(vacancy, name) for name in GUARDED_TEXTS]


def lock_source(source: str) -> None:
    """Let one import of a source run at a time, until the end of the transaction.

    SQLite has one writer as it is; on PostgreSQL it is an advisory lock.
    """
    if connection.vendor == "postgresql":
        number = int.from_bytes(hashlib.sha256(source.encode()).digest()[:7], "big")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])


def add_vacancies(vacancies: Sequence[Vacancy]) -> None:
    """Insert new vacancies. Afterwards each has its id."""
    Vacancy.objects.bulk_create(vacancies, batch_size=BATCH // 5)


def change_vacancies(
    vacancies: Sequence[Vacancy], *, fields: Iterable[str], now: datetime.datetime
) -> None:
    """Write the fields of stored vacancies, and when they changed."""
    for vacancy in vacancies:
        vacancy.updated_at = now
    Vacancy.objects.bulk_update(vacancies, [*fields, "updated_at"], batch_size=BATCH // 10)


def replace_locations(vacancy_ids: Collection[int], locations: Sequence[VacancyLocation]) -> None:
    """Put places of work in the place of all that these vacancies had, without a signal each."""
    VacancyLocation.objects.filter(vacancy_id__in=vacancy_ids)._raw_delete(
        VacancyLocation.objects.db
    )
    VacancyLocation.objects.bulk_create(locations, batch_size=BATCH)


@transaction.atomic
def withdraw_absent(ids: Collection[int], *, now: datetime.datetime) -> list[tuple[str, int]]:
    """Take vacancies off the site that their source no longer lists. Return kind and id."""
    rows = Vacancy.objects.filter(pk__in=ids).exclude(status=VacancyStatus.WITHDRAWN)
    pairs = list(rows.values_list("kind", "pk"))
    Vacancy.objects.filter(pk__in=[pk for _kind, pk in pairs]).update(
        status=VacancyStatus.WITHDRAWN, withdrawn_at=now, updated_at=now
    )
    return pairs


@transaction.atomic
def release(vacancy: Vacancy, *, today: datetime.date, seen_key: str | None = None) -> bool:
    """Show a vacancy that a person looked at. It stays so until its words change.

    ``seen_key``: the ``key_of`` the words that the person saw, else those of ``vacancy``. With
    other words than these, because an import came between, it stays held. Return whether it is
    released.
    """
    if seen_key is None:
        seen_key = key_of(vacancy)
    _read_again(vacancy)
    if seen_key != key_of(vacancy):
        return False
    vacancy.status = VacancyStatus.LIVE
    vacancy.held_reasons = []
    vacancy.released_key = seen_key
    vacancy.is_withdrawn_by_staff = False
    vacancy.withdrawn_at = None
    vacancy.checked_date = today
    vacancy.save()
    return True


@transaction.atomic
def withdraw(vacancy: Vacancy, *, now: datetime.datetime) -> None:
    """Take a vacancy off the site for good: a later import does not bring it back."""
    _read_again(vacancy)
    vacancy.status = VacancyStatus.WITHDRAWN
    vacancy.is_withdrawn_by_staff = True
    vacancy.withdrawn_at = now
    vacancy.save()


def _read_again(vacancy: Vacancy) -> None:
    """Read a vacancy as it is now and lock it: saving it must not undo an import."""
    vacancy.refresh_from_db(from_queryset=Vacancy.objects.select_for_update())


def key_of(vacancy: Vacancy) -> str:
    """Return the key of the words that the guard read last."""
    return vacancy.guard_key or own_key(vacancy)


def own_key(vacancy: Vacancy) -> str:
    """Return the key of a vacancy's words and links as they are stored."""
    return text_key(guarded_texts(vacancy), links=own_links(vacancy))


def own_links(vacancy: Vacancy) -> list[str]:
    """Return the links of a vacancy that the guard reads."""
    return [getattr(vacancy, name) for name in GUARDED_LINKS]


def check_words(vacancy: Vacancy) -> None:
    """Hold a vacancy, not yet saved, whose new words look like a trap, as an import would.

    What a moderator released stays so with the same words. Clean words release nothing.
    """
    vacancy.guard_key = own_key(vacancy)
    if vacancy.released_key == vacancy.guard_key:
        return
    reasons = reasons_to_hold(guarded_texts(vacancy), links=own_links(vacancy))
    if reasons:
        vacancy.held_reasons = [reason.value for reason in reasons]
        if vacancy.status == VacancyStatus.LIVE:
            vacancy.status = VacancyStatus.HELD
