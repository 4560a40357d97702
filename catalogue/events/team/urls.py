"""Addresses of the events team’s area, below ``/admin/events/``."""

from django.urls import path

from catalogue.events.team import booking_views, copy_views, views

app_name = "events_team"

urlpatterns = [
    path("", views.event_list, name="list"),
    path("attendance/", copy_views.attendance, name="attendance"),
    path("dates/<int:pk>/", views.event_date, name="date"),
    path("dates/<int:pk>/book/", booking_views.book_for_caller, name="book"),
    path("dates/<int:pk>/needs/", views.access_needs, name="needs"),
    path("bookings/<int:pk>/cancel/", booking_views.cancel_booking, name="cancel"),
    path("<int:pk>/copy/", copy_views.copy, name="copy"),
    path("<int:pk>/exhibitors/", views.exhibitors, name="exhibitors"),
]
