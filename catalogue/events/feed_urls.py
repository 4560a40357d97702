"""Calendars of events. They have no language in their address."""

from django.urls import path

from catalogue.events.calendars import views

app_name = "event_feeds"

urlpatterns = [path("<slug:slug>.ics", views.event_calendar, name="calendar")]
