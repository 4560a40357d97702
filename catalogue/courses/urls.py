"""Addresses of courses. The number at the end is what counts; the words before it may change."""

from django.urls import path, register_converter

from catalogue.courses import views

app_name = "course_pages"  # the admin owns the name "courses"


class CourseAddress:
    """``welding-level-2-123``, or a bare number. Eighteen digits fit every database."""

    regex = r"(?:[^/]*-)?[0-9]{1,18}"

    def to_python(self, value: str) -> str:
        """Return the address part as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the address part as it stands."""
        return value


register_converter(CourseAddress, "course_address")

urlpatterns = [
    path("<course_address:address>/", views.course, name="detail"),
    path("<course_address:address>/join/", views.join, name="join"),
]
