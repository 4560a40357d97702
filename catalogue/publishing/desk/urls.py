"""Addresses of an organisation's start page and its lists."""

from django.urls import path

from catalogue.publishing.desk import dashboard_views, profile_views

urlpatterns = [
    path("", dashboard_views.dashboard, name="dashboard"),
    path("courses/", dashboard_views.courses, name="courses"),
    path("profile/", profile_views.profile, name="profile"),
    path("profile/inbox/", profile_views.inbox_again, name="inbox_again"),
]
