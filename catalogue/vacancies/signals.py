"""Say that vacancies changed whenever an editor saves something that a listing shows.

Bulk writes send no model signals: services that use them announce the vacancies themselves.
"""

from typing import Any

from django.db.models import Model, Q
from django.db.models.signals import post_save, pre_delete

from catalogue.providers.models import Organisation
from catalogue.vacancies.models import Vacancy, VacancyLocation
from catalogue.vacancies.services import announce_vacancies
from portal.core.models import Sector, Subject


def announce_vacancy(instance: Vacancy, **kwargs: Any) -> None:
    """Announce a vacancy that was saved or deleted, under its old kind too."""
    announce_vacancies([(instance.kind, instance.pk), (instance.stored_kind, instance.pk)])


def announce_vacancy_of(instance: VacancyLocation, **kwargs: Any) -> None:
    """Announce the vacancy of a place of work that was saved or deleted."""
    announce_vacancies(Vacancy.objects.filter(pk=instance.vacancy_id).values_list("kind", "pk"))


def announce_vacancies_of_organisation(instance: Organisation, **kwargs: Any) -> None:
    """Announce what an organisation offers or trains for, when it was renamed, hidden or deleted.

    Vacancies name their training provider by its UKPRN alone.
    """
    is_theirs = Q(employer=instance)
    if instance.ukprn:
        is_theirs |= Q(ukprn=instance.ukprn)
    announce_vacancies(Vacancy.objects.filter(is_theirs).values_list("kind", "pk"))


def announce_vacancies_of_subject(instance: Subject, **kwargs: Any) -> None:
    """Announce the vacancies of a subject that was renamed or put in another sector."""
    announce_vacancies(instance.vacancies.values_list("kind", "pk"))


def announce_vacancies_of_sector(instance: Sector, **kwargs: Any) -> None:
    """Announce the vacancies whose subject is in a sector that was renamed."""
    announce_vacancies(Vacancy.objects.filter(subject__sector=instance).values_list("kind", "pk"))


RECEIVERS: tuple[tuple[Any, type[Model], Any], ...] = (
    (post_save, Vacancy, announce_vacancy),
    (pre_delete, Vacancy, announce_vacancy),
    (post_save, VacancyLocation, announce_vacancy_of),
    (pre_delete, VacancyLocation, announce_vacancy_of),
    (post_save, Organisation, announce_vacancies_of_organisation),
    (pre_delete, Organisation, announce_vacancies_of_organisation),
    (post_save, Subject, announce_vacancies_of_subject),
    (post_save, Sector, announce_vacancies_of_sector),
)


def connect() -> None:
    """Connect every receiver, once."""
    for signal, sender, receiver in RECEIVERS:
        signal.connect(
            receiver, sender=sender, dispatch_uid=f"{receiver.__name__}:{sender.__name__}"
        )
