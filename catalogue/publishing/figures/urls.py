"""Addresses of this part of the providers' area. Their names live in the namespace publishing."""

from django.urls import path

from catalogue.publishing.figures import statistics_views

urlpatterns = [
    path("statistics/", statistics_views.statistics, name="statistics"),
    path("statistics/waymark.csv", statistics_views.statistics_sheet, name="statistics_sheet"),
]
