"""Addresses of previews, for people without an account."""

from django.urls import path

from catalogue.publishing.editor import preview_views

urlpatterns = [path("<uuid:key>/", preview_views.preview, name="preview")]
