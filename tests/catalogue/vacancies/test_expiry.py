"""A closed vacancy leaves the lists the night after its last day, and the site after a year."""

import datetime

import pytest
from django.urls import reverse

from catalogue.vacancies.expiry import announce_expired, prune_closed
from catalogue.vacancies.models import Vacancy, VacancyLocation
from search.models import OutboxEntry
from tests.factories import VacancyFactory, VacancyLocationFactory

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 25)


def closing(days: int, **more: object) -> Vacancy:
    return VacancyFactory(closing_date=TODAY + datetime.timedelta(days=days), **more)


def test_the_closing_date_is_the_last_day() -> None:
    last_day, closed = closing(0), closing(-1)

    assert list(Vacancy.objects.live(TODAY)) == [last_day]
    assert closed in Vacancy.objects.published()


def test_what_closed_since_the_last_time_is_announced_once() -> None:
    closed = closing(-1, kind="APPRENTICESHIP")
    closing(0)
    closing(-9)
    OutboxEntry.objects.all().delete()

    total = announce_expired(since_date=TODAY - datetime.timedelta(days=2), today=TODAY)

    assert total == 1
    assert list(OutboxEntry.objects.values_list("kind", "object_id")) == [
        ("apprenticeship", closed.pk)
    ]


def test_a_year_after_it_closed_a_vacancy_is_deleted_with_its_places() -> None:
    old, young = closing(-366), closing(-364)
    VacancyLocationFactory(vacancy=old)
    demo = closing(-900, is_demo=True)

    assert prune_closed(before=TODAY - datetime.timedelta(days=365)) == 1
    assert set(Vacancy.objects.all()) == {young, demo}
    assert not VacancyLocation.objects.exists()


def test_a_vacancy_that_changes_its_kind_is_announced_under_both() -> None:
    vacancy = Vacancy.objects.get(pk=closing(5).pk)
    OutboxEntry.objects.all().delete()

    vacancy.kind = "APPRENTICESHIP"
    vacancy.save()

    assert set(OutboxEntry.objects.values_list("kind", flat=True)) == {"job", "apprenticeship"}


def test_the_address_has_the_kind_the_title_and_the_number() -> None:
    vacancy = closing(5, title="Kitchen Porter (nights)")

    assert vacancy.get_absolute_url() == f"/jobs/kitchen-porter-nights-{vacancy.pk}/"
    vacancy.kind = "APPRENTICESHIP"
    assert vacancy.get_absolute_url().startswith("/apprenticeships/")
    assert reverse("vacancy_pages:job", args=["7"]) == "/jobs/7/"
