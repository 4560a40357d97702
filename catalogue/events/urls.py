"""What visitors open: an event’s own pages. The event itself is a page of Wagtail."""

from django.urls import path

from catalogue.events import views

app_name = "events"

urlpatterns = [
    path("<slug:slug>/exhibitors/", views.exhibitors, name="exhibitors"),
    path("<slug:slug>/poster/", views.poster, name="poster"),
]
