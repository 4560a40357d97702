"""Addresses of feedback about a vacancy. Either kind of address leads there."""

from django.urls import path

from catalogue.feedback import views
from catalogue.vacancies import urls as vacancy_urls  # noqa: F401  # registers vacancy_address

app_name = "vacancy_feedback"
urlpatterns = [
    path("jobs/<vacancy_address:address>/report/", views.report_vacancy, name="report"),
    path("jobs/<vacancy_address:address>/report/thanks/", views.thanks_vacancy, name="thanks"),
    path("apprenticeships/<vacancy_address:address>/report/", views.report_vacancy),
]
