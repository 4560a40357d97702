"""The smallest rows that hold together; each test states what matters to it."""

import datetime

import factory

from catalogue.courses.enums import DeliveryMode
from catalogue.courses.models import Course, CourseRun
from catalogue.providers.models import Organisation, Venue
from catalogue.vacancies.enums import VacancyKind
from catalogue.vacancies.models import Vacancy, VacancyLocation
from portal.core.enums import PlaceKind
from portal.core.models import Place, Sector, Subject

TODAY = datetime.date(2026, 11, 25)


class SectorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sector

    name = factory.Sequence(lambda number: f"Sector {number}")
    slug = factory.Sequence(lambda number: f"sector-{number}")


class SubjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Subject

    name = factory.Sequence(lambda number: f"Subject {number}")
    slug = factory.Sequence(lambda number: f"subject-{number}")


class PlaceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Place

    kind = PlaceKind.COUNCIL
    name = factory.Sequence(lambda number: f"Place {number}")
    slug = factory.Sequence(lambda number: f"place-{number}")
    latitude = 52.5
    longitude = -1.9


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: f"College {number}")
    slug = factory.Sequence(lambda number: f"college-{number}")


class VenueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Venue

    provider = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda number: f"Campus {number}")
    town = "Walsall"
    postcode = "WS1 1AA"
    latitude = 52.58
    longitude = -1.98


class CourseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Course

    provider = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda number: f"Course {number}")


class CourseRunFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CourseRun

    course = factory.SubFactory(CourseFactory)
    delivery_mode = DeliveryMode.CLASSROOM
    start_date = TODAY + datetime.timedelta(days=30)


class VacancyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Vacancy

    kind = VacancyKind.JOB
    title = factory.Sequence(lambda number: f"Vacancy {number}")
    reference = factory.Sequence(lambda number: f"V{number}")
    employer_name = "Cogsmith Engineering"
    closing_date = TODAY + datetime.timedelta(days=30)


class VacancyLocationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VacancyLocation

    vacancy = factory.SubFactory(VacancyFactory)
    town = "Walsall"
    postcode = "WS1 1AA"
    latitude = 52.58
    longitude = -1.98
