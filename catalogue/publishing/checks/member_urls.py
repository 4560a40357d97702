"""Addresses of reports on the desk of an organisation. Their names live in publishing."""

from django.urls import path

from catalogue.publishing.checks import report_views

urlpatterns = [
    path("", report_views.own, name="reports"),
    path("<int:number>/", report_views.own_report, name="report"),
]
