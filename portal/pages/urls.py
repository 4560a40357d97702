"""Addresses of editors' pages: Wagtail's own pattern, served by our view."""

from django.urls import re_path
from wagtail.urls import serve_pattern

from portal.pages import views

urlpatterns = [re_path(serve_pattern, views.serve, name="wagtail_serve")]
