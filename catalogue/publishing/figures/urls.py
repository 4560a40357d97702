"""Addresses of this part of the providers' area. Their names live in the namespace publishing."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
