"""Booking a place and looking after it."""

from django.urls import path

from catalogue.events.bookings import manage_views, views

app_name = "bookings"

urlpatterns = [
    path("events/<slug:slug>/book/", views.start, name="start"),
    path("events/<slug:slug>/book/done/", views.done, name="done"),
    path("events/<slug:slug>/book/clear/", views.clear, name="clear"),
    path("events/<slug:slug>/book/<slug:step>/", views.step, name="step"),
    path("b/deleted/", manage_views.forgotten, name="forgotten"),
    path("b/<str:token>/", manage_views.manage, name="manage"),
    path("b/<str:token>/accept/", manage_views.accept, name="accept"),
    path("b/<str:token>/access/", manage_views.access, name="access"),
    path("b/<str:token>/calendar.ics", manage_views.calendar, name="calendar"),
    path("b/<str:token>/cancel/", manage_views.cancel, name="cancel"),
    path("b/<str:token>/decline/", manage_views.decline, name="decline"),
    path("b/<str:token>/forget/", manage_views.forget, name="forget"),
    path("b/<str:token>/people/", manage_views.people, name="people"),
]
