"""Calendars of events. They have no language in their address."""

from django.urls import URLPattern

app_name = "event_feeds"

urlpatterns: list[URLPattern] = []
