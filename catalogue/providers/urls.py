"""Addresses of providers."""

from django.urls import path

from catalogue.providers import views

app_name = "providers"
urlpatterns = [
    path("", views.directory, name="list"),
    path("<slug:slug>/", views.profile, name="detail"),
]
