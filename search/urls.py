"""Addresses of the search, in every language. Machines' addresses are in search.api."""

from django.urls import path

from search import events_views, landing, views
from search.api import docs

app_name = "search"
urlpatterns = [
    path("search/", views.results, name="results"),
    path("courses/", views.of_kind, {"kind": "course"}, name="courses"),
    path("apprenticeships/", views.of_kind, {"kind": "apprenticeship"}, name="apprenticeships"),
    path("jobs/", views.of_kind, {"kind": "job"}, name="jobs"),
    path("events/", events_views.events, name="events"),
    path("courses/in/<slug:place>/", landing.place, name="in_place"),
    path(
        "courses/<slug:subject>/in/<slug:place>/", landing.subject_in_place, name="subject_in_place"
    ),
    path("api/v1/docs", docs, name="api_docs"),  # a page, in every language
    path("how-we-order-results/", views.how_we_order, name="how_we_order"),
]
