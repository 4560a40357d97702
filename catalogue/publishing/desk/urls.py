"""Addresses of an organisation's start page and its lists."""

from django.urls import path

from catalogue.publishing.desk import dashboard_views

urlpatterns = [
    path("", dashboard_views.dashboard, name="dashboard"),
]
