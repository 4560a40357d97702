"""Addresses of feedback about a course."""

from django.urls import path

from catalogue.courses import urls as course_urls  # noqa: F401  # registers course_address
from catalogue.feedback import enquiry_views, views

app_name = "feedback"
urlpatterns = [
    path("<course_address:address>/ask/", enquiry_views.ask, name="ask"),
    path("<course_address:address>/report/", views.report, name="report"),
    path("<course_address:address>/report/thanks/", views.thanks, name="thanks"),
]
