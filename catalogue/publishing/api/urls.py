"""Addresses of the keys of an organisation. Their names live in the namespace publishing."""

from django.urls import path

from catalogue.publishing.api import key_views

urlpatterns = [
    path("", key_views.keys, name="keys"),
    path("<int:number>/stop/", key_views.stopping, name="key_stopping"),
    path("<int:number>/stopped/", key_views.stop, name="key_stop"),
]
