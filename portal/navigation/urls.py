"""Addresses of the style guide."""

from django.urls import path

from portal.navigation import views

app_name = "navigation"
urlpatterns = [path("styleguide/", views.style_guide, name="style_guide")]
