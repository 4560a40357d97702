"""Addresses of editors' pages: Wagtail's own pattern, served by our view."""

from django.urls import path, re_path
from wagtail.urls import serve_pattern

from portal.pages import help_near, views

urlpatterns = [
    path("help/near-you/", help_near.help_near_you, name="help_near_you"),
    path("young-people/", help_near.young_people, name="young_people"),
    re_path(serve_pattern, views.serve, name="wagtail_serve"),
]
