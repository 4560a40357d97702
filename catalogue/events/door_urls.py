"""The door: checking people in."""

from django.urls import path

from catalogue.events import door_views

app_name = "door"

urlpatterns = [path("events/<slug:slug>/checkin/", door_views.check_in, name="check_in")]
