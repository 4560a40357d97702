"""What visitors open: an event’s own pages."""

from django.urls import URLPattern

app_name = "events"

urlpatterns: list[URLPattern] = []
