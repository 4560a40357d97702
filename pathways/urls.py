"""Addresses of careers that no editor's page has."""

from django.urls import path

from pathways import views

app_name = "careers"
urlpatterns = [
    path("compare/", views.compare, name="compare"),
    path("careers/i-have-a-job/", views.i_have_a_job, name="i_have_a_job"),
]
