"""Addresses of the events team’s area, below ``/admin/events/``."""

from django.urls import path, register_converter

from catalogue.events.team import booking_views, copy_views, views

app_name = "events_team"


class RowNumber:
    """The number of a row. Eighteen digits fit every database."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return its digits."""
        return str(value)


register_converter(RowNumber, "event_row")

urlpatterns = [
    path("", views.event_list, name="list"),
    path("attendance/", copy_views.attendance, name="attendance"),
    path("dates/<event_row:pk>/", views.event_date, name="date"),
    path("dates/<event_row:pk>/book/", booking_views.book_for_caller, name="book"),
    path("dates/<event_row:pk>/needs/", views.access_needs, name="needs"),
    path("bookings/<event_row:pk>/cancel/", booking_views.cancel_booking, name="cancel"),
    path("<event_row:pk>/copy/", copy_views.copy, name="copy"),
    path("<event_row:pk>/exhibitors/", views.exhibitors, name="exhibitors"),
]
