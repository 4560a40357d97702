"""Addresses of vacancies. The number at the end is what counts; the words may change."""

from django.urls import path, register_converter

from catalogue.courses.urls import CourseAddress
from catalogue.vacancies import views
from catalogue.vacancies.enums import VacancyKind

app_name = "vacancy_pages"

register_converter(CourseAddress, "vacancy_address")

urlpatterns = [
    path("employers/", views.employers, name="employers"),
    path(
        "apprenticeships/<vacancy_address:address>/",
        views.vacancy,
        {"kind": VacancyKind.APPRENTICESHIP},
        name="apprenticeship",
    ),
    path("jobs/<vacancy_address:address>/", views.vacancy, {"kind": VacancyKind.JOB}, name="job"),
]
