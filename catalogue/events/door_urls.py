"""The door: checking people in."""

from django.urls import URLPattern

app_name = "door"

urlpatterns: list[URLPattern] = []
